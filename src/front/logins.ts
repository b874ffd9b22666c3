import { after } from '../after.ts'
import { logIn, logOut, type Login, type LoginProof } from '../domain/log-in.ts'
import type { Make } from '../domain/operation.ts'
import type { Person, State } from '../domain/state.ts'
import { callerByAuthToken, personOf } from '../domain/people.ts'
import { UNLIMITED } from '../domain/rate-limit.ts'
import type { Decision, Store } from '../world/store.ts'
import type { RefusedLogins } from './refused-logins.ts'

/** Whether somebody is logged in; `full`: their world holds as much as it may. `at`: milliseconds since 1970 on the world's clock. */
export type LoginResult =
  | { readonly kind: 'logged-in'; readonly login: Login; readonly at: number }
  | { readonly kind: 'refused'; readonly at: number }
  | { readonly kind: 'full'; readonly at: number }

/** Who calls, and when on the world's clock. */
export interface KnownCaller {
  readonly person: Person | undefined
  readonly at: number
}

/** Logging in to a world and out of it, the same over HTTP and DDP. */
export interface Logins {
  readonly logIn: (world: string, address: string, proof: LoginProof | null) => LoginResult | Promise<LoginResult>
  /** Ends a token; returns when. */
  readonly logOut: (world: string, token: string) => number | Promise<number>
  /** The caller with these headers, if they are those of a person. */
  readonly identify: (world: string, headers: Headers) => KnownCaller | Promise<KnownCaller>
}

type Headers = Readonly<Record<string, string | undefined>>

/** Logins within the worlds of a store; what is refused is noted. */
export const createLogins = (store: Pick<Store, 'change'>, refused: RefusedLogins): Logins => ({
  logIn: (world, address, proof) =>
    after(
      store.change(world, (state, make) => decideLogin(state, proof, make)),
      (result) => {
        refused.note(world, address, result.kind === 'refused')
        return result
      },
    ),
  logOut: (world, token) => store.change(world, (state) => ({ result: state.now, writes: logOut(state, token) })),
  identify: (world, headers) =>
    store.change(world, (state) => ({
      result: { person: personOf(callerByAuthToken(state, { ...CALL, headers })), at: state.now },
      writes: [],
    })),
})

function decideLogin(state: State, proof: LoginProof | null, make: Make): Decision<LoginResult> {
  const login = proof && logIn(state, proof, make)
  const at = state.now
  if (!login) return { result: { kind: 'refused', at }, writes: [] }
  if (state.isFull && login.writes.length > 0) return { result: { kind: 'full', at }, writes: [] }
  return { result: { kind: 'logged-in', login, at }, writes: login.writes }
}

const CALL = {
  params: {},
  query: {},
  body: {},
  faults: { unreadable: null, tooLarge: false, form: null },
  limit: UNLIMITED,
} as const
