import type { Core } from '../mock/core.ts'
import type { Dispatch } from '../mock/answer.ts'
import type { Beside } from '../mock/dispatch.ts'
import type { Exchange } from '../transport/exchange.ts'
import { createDdpGate, type DdpGate } from './ddp-gate.ts'
import type { Logins } from './logins.ts'
import { noticingGuests } from './notice-guests.ts'
import { FRONT_API, isFrontPath } from './paths.ts'
import { createRefusedLogins } from './refused-logins.ts'

/** The front of a mock, for the clients of Rocket.Chat that log in before they call anything else. */
export interface Front {
  /** Answers its paths over HTTP. */
  readonly beside: Beside
  /** Takes `/websocket`. */
  readonly gate: DdpGate
  /** Marks the answers to guests whose login was refused. */
  readonly noticing: (dispatch: Dispatch) => Dispatch
}

/** Who is told. */
export interface FrontTelling {
  readonly onExchange?: (exchange: Exchange) => void
  readonly onFault: (fault: unknown) => void
  /** Told of each client that became a guest since its login was refused. */
  readonly onWarning: (line: string) => void
}

/** Loads nothing until a client asks for it, so that it costs a start and other routes nothing. */
export function openFront(mock: Core, { onWarning, ...telling }: FrontTelling): Front {
  const refused = createRefusedLogins()
  let loading: Promise<Logins> | undefined
  const logins = (): Promise<Logins> =>
    (loading ??= import('./logins.ts').then(({ createLogins }) => createLogins(mock.store, refused)))
  let loaded: Promise<Beside> | undefined
  const load = async (): Promise<Beside> =>
    (await import('./front.ts')).createFront({ ...mock, logins: await logins() })
  const isForClients = (operation: string): boolean =>
    mock.faces.some((face) => face.api === FRONT_API && face.operation === operation)
  return {
    beside: (asked) =>
      isFrontPath(asked.path) ? (loaded ??= load()).then((answer) => answered(answer, asked)) : undefined,
    gate: createDdpGate({ mock, logins, ...telling }),
    noticing: (dispatch) => noticingGuests(dispatch, { refused, isForClients, onWarning }),
  }
}

async function answered(
  front: Beside,
  asked: Parameters<Beside>[0],
): Promise<Awaited<NonNullable<ReturnType<Beside>>>> {
  const answer = await front(asked)
  if (!answer) throw new Error(`the front does not answer ${asked.path}`)
  return answer
}
