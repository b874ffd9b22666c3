import type { Store } from '../../world/store.ts'
import { after } from '../../after.ts'
import { PLAIN_HEADERS, undocumented, type Answer, type Dispatch } from '../answer.ts'

/** Where orchestrators ask. No contract has this path; a test holds it. */
export const HEALTH_PATH = '/healthz'

/** Answers `GET /healthz` whether the mock can keep changes, and passes all other requests on. */
export const withHealth =
  (dispatch: Dispatch, store: Pick<Store, 'place' | 'health'>): Dispatch =>
  (request, reader) =>
    request.target === HEALTH_PATH && (request.method === 'GET' || request.method === 'HEAD')
      ? after(store.health(), (health) => toAnswer({ data: store.place, ...health }))
      : dispatch(request, reader)

function toAnswer({ data, isReady, ...rest }: { data: string; isReady: boolean; why?: string }): Answer {
  return {
    status: isReady ? 200 : 503,
    headers: ['Content-Type', 'application/json', ...PLAIN_HEADERS],
    body: `${JSON.stringify({ ready: isReady, data, ...rest })}\n`,
    about: undocumented(isReady ? 'ready' : `not ready: ${rest.why}`),
  }
}
