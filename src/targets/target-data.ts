import type { Edition } from '../contract/compiled/types.ts'
import type { IdentityName } from '../contract/compiled/seeds.ts'
import type { RateLimit } from '../contract/model/face.ts'
import type { Serving } from '../verify/arrange/static-arranger.ts'
import type { SocketData } from './socket-data.ts'
import type { Gate } from '../verify/model/gate.ts'
import type { Transport } from '../verify/model/transport.ts'

/** A secret, or its environment variable with a prefix (`Bearer `). */
export type SecretSource = string | { readonly env: string; readonly prefix?: string }

/**
 * A server to verify, like a target file (docs/verify.md). Unlike a file, it may contain secrets: no report shows them. Everything but
 * `url` is optional.
 */
export interface TargetData {
  readonly url: string
  /** Its name in reports; its host by default. */
  readonly name?: string
  /** Which documents apply to it, and which breaches fail a run. */
  readonly authority?: { readonly edition?: Edition; readonly gate?: Gate }
  /** The operations that it serves; a missing one is then a breach. */
  readonly operations?: readonly string[]
  /** Prefixes of an API's paths: `{ 'meeting-rooms': '/api' }`. */
  readonly prefixes?: Readonly<Record<string, string>>
  /** Only HTTP by default. */
  readonly transports?: readonly Transport[]
  /** How its Socket.IO differs from the contract's. */
  readonly socket?: SocketData
  /** Role → its headers, and members added to the payloads of its events; at least one of the two. */
  readonly identities?: {
    readonly [role in IdentityName]?: {
      readonly headers?: Readonly<Record<string, SecretSource>>
      readonly payload?: Readonly<Record<string, SecretSource>>
    }
  }
  /** Query parameters of every list, so that no one else's rooms are requested. */
  readonly scope?: Readonly<Record<string, ScopeValue | readonly ScopeValue[]>>
  /** Operation → its limit, if it differs from the documented one. */
  readonly limits?: Readonly<Record<string, Pick<RateLimit, 'requests' | 'windowMs'> | 'none'>>
  /** Data prepared for the cases. */
  readonly situations?: readonly Serving[]
  /** A URL that creates situations. */
  readonly hook?: { readonly url: string; readonly token?: SecretSource }
  /** An administrator of a Rocket.Chat, who makes what cases need through its own API. */
  readonly admin?: { readonly headers: Readonly<Record<string, SecretSource>> }
}

type ScopeValue = string | number | boolean
