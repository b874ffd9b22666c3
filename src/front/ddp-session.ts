import { after } from '../after.ts'
import type { LoginProof } from '../domain/log-in.ts'
import { isObject, parseJson } from '../json.ts'
import { toLoginProof } from './login-proof.ts'
import type { LoginResult } from './logins.ts'

/** Where a DDP session is: what it may ask, and how its messages reach the client. */
export interface DdpSide {
  readonly send: (message: object) => void
  /** Ends the connection, once what was sent is read. */
  readonly end: () => void
  /** The name of the session. */
  readonly session: string
  readonly logIn: (proof: LoginProof | null) => LoginResult | Promise<LoginResult>
  readonly logOut: (token: string) => unknown
  /** A method that is not served. */
  readonly unserved: (method: string) => unknown
}

/**
 * Answers the messages of a DDP client (version 1): `connect`, `ping`, `sub`, `unsub`, and the methods `login` and `logout`. Any other
 * method gets an error that says so. Subscriptions are ready at once, and nothing is ever published in them.
 */
export function createDdpSession(side: DdpSide): (text: string) => void | Promise<void> {
  let isConnected = false
  let token: string | null = null
  const call = (method: string, id: string, params: readonly unknown[]): void | Promise<void> => {
    const finish = (result: object): void => {
      side.send({ msg: 'result', id, ...result })
      side.send({ msg: 'updated', methods: [id] })
    }
    if (method === 'login')
      return after(side.logIn(toLoginProof(params[0])), (result) => {
        if (result.kind === 'logged-in') ({ token } = result.login)
        tellLogin(side, result, finish)
      })
    if (method === 'logout')
      return after(token === null ? null : side.logOut(token), () => {
        token = null
        finish({})
      })
    return after(side.unserved(method.slice(0, MOST_SHOWN)), () =>
      finish({ error: meteorError(404, notFound(method)) }),
    )
  }
  return (text) => {
    const message = parseJson(text)
    if (!isObject(message) || typeof message['msg'] !== 'string') return side.send(badRequest(message))
    const { msg, id, method, params } = message
    if (msg === 'connect') {
      isConnected = isSpoken(message)
      return isConnected ? side.send({ msg: 'connected', session: side.session }) : refuse(side)
    }
    if (msg === 'pong') return
    if (msg === 'ping') return side.send(typeof id === 'string' ? { msg: 'pong', id } : { msg: 'pong' })
    if (!isConnected) return side.send({ msg: 'error', reason: 'Must connect first', offendingMessage: message })
    if (typeof id !== 'string') return side.send(badRequest(message))
    if (msg === 'sub') return side.send({ msg: 'ready', subs: [id] })
    if (msg === 'unsub') return side.send({ msg: 'nosub', id })
    if (msg !== 'method' || typeof method !== 'string') return side.send(badRequest(message))
    return call(method, id, Array.isArray(params) ? params : [])
  }
}

/** As Meteor does: the user is published before the result. */
function tellLogin({ send }: DdpSide, result: LoginResult, finish: (result: object) => void): void {
  if (result.kind === 'full') return finish({ error: meteorError(503, 'This world is full') })
  if (result.kind === 'refused') return finish({ error: meteorError(403, 'User not found') })
  const { person, token } = result.login
  send({ msg: 'added', collection: 'users', id: person.id, fields: { username: person.username, name: person.name } })
  finish({ result: { id: person.id, token, tokenExpires: { $date: result.at + LASTS_MS }, type: 'resume' } })
}

// As long as a login of Rocket.Chat lasts by default. This mock never ends one by its age.
const LASTS_MS = 90 * 24 * 60 * 60 * 1000

const MOST_SHOWN = 80

const meteorError = (error: number, reason: string): object => ({
  isClientSafe: true,
  error,
  reason,
  message: `${reason} [${error}]`,
  errorType: 'Meteor.Error',
})

const notFound = (method: string): string =>
  `Method '${method.slice(0, MOST_SHOWN)}' not found: over DDP, this mock serves login and logout only`

const badRequest = (offendingMessage: unknown): object => ({ msg: 'error', reason: 'Bad request', offendingMessage })

/** What Meteor speaks: the drafts before version 1 are the same, as far as it is served here. Older clients offer only those. */
const VERSIONS: readonly unknown[] = ['1', 'pre2', 'pre1']

const isSpoken = ({ version, support }: Readonly<Record<string, unknown>>): boolean =>
  VERSIONS.includes(version) || (Array.isArray(support) && support.some((each) => VERSIONS.includes(each)))

function refuse({ send, end }: DdpSide): void {
  send({ msg: 'failed', version: '1' })
  end()
}
