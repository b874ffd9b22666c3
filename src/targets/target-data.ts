import type { Edition } from '../contract/compiled/types.ts'
import type { IdentityName } from '../contract/compiled/seeds.ts'
import type { RateLimit } from '../contract/model/face.ts'
import type { Serving } from '../verify/arrange/static-arranger.ts'
import type { SocketData } from './socket-data.ts'
import type { Gate } from '../verify/model/gate.ts'
import type { Transport } from '../verify/model/transport.ts'

/** A secret: itself, or the variable of the environment that holds it, with what goes before it (`Bearer `). */
export type SecretSource = string | { readonly env: string; readonly prefix?: string }

/**
 * A server to verify, in the form of a target file (docs/verify.md). Unlike a file, it may hold secrets: no report shows them.
 * Everything but `url` may be left out.
 */
export interface TargetData {
  readonly url: string
  /** How reports call it; its host by default. */
  readonly name?: string
  /** Which documents bind it, and which breaches fail a run. */
  readonly authority?: { readonly edition?: Edition; readonly gate?: Gate }
  /** The operations that it has; one that is missing then is a breach. */
  readonly operations?: readonly string[]
  /** What stands before the paths of an API: `{ 'meeting-rooms': '/api' }`. */
  readonly prefixes?: Readonly<Record<string, string>>
  /** How calls reach it; HTTP alone by default. */
  readonly transports?: readonly Transport[]
  /** How its Socket.IO differs from the contract's. */
  readonly socket?: SocketData
  /** Role → the headers that it calls with, and what the payloads of its events bear beside. One of the two at least. */
  readonly identities?: {
    readonly [role in IdentityName]?: {
      readonly headers?: Readonly<Record<string, SecretSource>>
      readonly payload?: Readonly<Record<string, SecretSource>>
    }
  }
  /** Query parameters that every list bears, so that nobody else's rooms are asked for. */
  readonly scope?: Readonly<Record<string, ScopeValue | readonly ScopeValue[]>>
  /** Operation → its limit where it differs from the documented one. */
  readonly limits?: Readonly<Record<string, Pick<RateLimit, 'requests' | 'windowMs'> | 'none'>>
  /** What is there for the cases to find. */
  readonly situations?: readonly Serving[]
  /** A URL that makes situations. */
  readonly hook?: { readonly url: string; readonly token?: SecretSource }
}

type ScopeValue = string | number | boolean
