import { after } from '../after.ts'
import type { Answer, Dispatch, MockRequest } from '../mock/answer.ts'
import type { RefusedLogins } from './refused-logins.ts'

/** What noticing guests needs. */
export interface NoticeParts {
  readonly refused: RefusedLogins
  /** Whether clients call this operation once they are logged in. */
  readonly isForClients: (operation: string) => boolean
  /** Told once for each refused login. */
  readonly onWarning: (line: string) => void
}

/**
 * Marks what a client without credentials gets after its login was refused. It may not have noticed, and where a world lets guests
 * in, its call succeeds all the same: a test would pass that fails on a server without guests.
 */
export const noticingGuests =
  (dispatch: Dispatch, parts: NoticeParts): Dispatch =>
  (request, reader) =>
    parts.refused.isEmpty()
      ? dispatch(request, reader)
      : after(dispatch(request, reader), (answer) => marked(request, answer, parts))

function marked(request: MockRequest, answer: Answer, { refused, isForClients, onWarning }: NoticeParts): Answer {
  const { about, status, world } = answer
  if (world === undefined || about.operation === null || !isForClients(about.operation)) return answer
  if (status >= 300 || request.headers['x-user-id'] || request.headers['x-auth-token']) return answer
  const asked = refused.ask(world, request.address)
  if (asked === 'none') return answer
  if (asked === 'first')
    onWarning(
      `A client whose login was refused has called ${about.operation} without credentials, as a guest, in the world ${world}.`,
    )
  return {
    ...answer,
    headers: [...answer.headers, 'Greenroom-Warning', 'as a guest: the login before this call was refused'],
    about: { ...about, cause: `${about.cause}, as a guest: the login before this call was refused` },
  }
}
