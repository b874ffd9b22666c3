import { seeds } from '../../src/contract/compiled/seeds.ts'
import type { Edition, OperationId } from '../../src/contract/compiled/types.ts'
import { createMock, type Mock } from '../../src/in-process.ts'
import type { MockOptions } from '../../src/mock/core.ts'
import { parseJson } from '../../src/json.ts'
import { setClock } from '../../src/world/clock.ts'
import { credentialsOf } from '../../src/world/identities.ts'

/** How a call differs from a GET of nobody. */
export interface Call {
  readonly method?: string
  readonly as?: string
  readonly body?: unknown
  /** The literal body of a form. */
  readonly form?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer, its body parsed if it is JSON. */
export interface Told {
  readonly status: number
  readonly body: unknown
  readonly header: (name: string) => string | null
}

/** A mock of an edition, whose clock stands still, and calls to it. */
export interface Asked {
  readonly mock: Mock
  readonly ask: (target: string, call?: Call) => Promise<Told>
  /** Puts its world into a situation, for one operation; returns the values that name the subjects. */
  readonly given: (
    situation: Readonly<Record<string, readonly string[]>>,
    operation?: OperationId,
  ) => Promise<Readonly<Record<string, string>>>
}

export const JOIN = '/api/v1/livechat/room.join'
export const LIST = '/api/v1/livechat/rooms'
export const CALL = '/api/v1/video-conference.join'

/** A room that waits for an agent, and a call that everybody may join. */
export const ROOM = 'gMMeBpWyLeowCrzBv'
export const OPEN_CALL = '697887e3c8b0533020781a4a'

/** Opens a mock of its own. */
export function asked(edition: Edition, options: MockOptions = {}): Asked {
  const clock = setClock(Date.parse(seeds.documented.instant))
  const mock = createMock({ edition, clock, salt: 'editions', ...options })
  return {
    mock,
    given: (situation, operation) => mock.arrange(situation, operation ?? null),
    async ask(target, { method = 'GET', as = 'nobody', body, form, headers = {} } = {}) {
      const sent = form ?? (body === undefined ? null : JSON.stringify(body))
      const type = form === undefined ? 'application/json' : 'application/x-www-form-urlencoded'
      const named = {
        ...credentialsOf(seeds.documented, as),
        ...(sent === null ? {} : { 'content-type': type }),
        ...headers,
      }
      const init = { method, headers: named, ...(sent === null ? {} : { body: sent }) }
      const answer = await mock.handle(new Request(`http://localhost${target}`, init))
      const text = await answer.text()
      return { status: answer.status, body: parseJson(text) ?? text, header: (name) => answer.headers.get(name) }
    },
  }
}

/** Calls to join a video conference. */
export const joinCall = ({ ask }: Pick<Asked, 'ask'>, body: unknown, call: Call = {}): Promise<Told> =>
  ask(CALL, { method: 'POST', as: 'no-permission', body, ...call })

/** Uses up the limit of an operation. */
export const usedUp = ({ given }: Pick<Asked, 'given'>, operation: OperationId): Promise<unknown> =>
  given({ limit: ['used-up'] }, operation)

/** Status and body of an answer. */
export const inShort = ({ status, body }: Told): readonly [status: number, body: unknown] => [status, body]

/** Status and the text under `error`; null: it has none. */
export function errorOf({ status, body }: Told): readonly [status: number, error: unknown] {
  return [status, typeof body === 'object' && body !== null && 'error' in body ? body.error : null]
}
