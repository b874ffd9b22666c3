import { isObject } from '../json.ts'
import { errorCode } from './message.ts'

/** The revisions of MCP that are spoken: the newer without a handshake, where each request says its revision; the older with one. */
export const revision = { stateless: '2026-07-28', withHandshake: '2025-11-25' } as const

const PREFIX = 'io.modelcontextprotocol/'

/** The member of `_meta` that holds the server's name and version, in every result of the newer revision. */
export const SERVER_INFO: string = `${PREFIX}serverInfo`

/** The member of `_meta` that ties a notification to its subscription. */
export const SUBSCRIPTION_ID: string = `${PREFIX}subscriptionId`

/** How a request is to be answered; or the error that it gets. */
export type Era =
  | { readonly name: 'stateless' | 'withHandshake' }
  | { readonly error: { readonly code: number; readonly message: string; readonly data?: object } }

/** The revision of a request, which the newer one states in `_meta`. */
export function eraOf(params: Readonly<Record<string, unknown>>): Era {
  const meta = params['_meta']
  const asked = isObject(meta) ? meta[`${PREFIX}protocolVersion`] : undefined
  if (asked === undefined) return { name: 'withHandshake' }
  if (typeof asked !== 'string') return missing('protocolVersion')
  if (asked !== revision.stateless)
    return {
      error: {
        code: errorCode.unsupportedRevision,
        message: 'Unsupported protocol version',
        data: { supported: [revision.stateless], requested: asked },
      },
    }
  return isObject(meta) && isObject(meta[`${PREFIX}clientCapabilities`])
    ? { name: 'stateless' }
    : missing('clientCapabilities')
}

const missing = (name: string): Era => ({
  error: { code: errorCode.badParams, message: `The member ${PREFIX}${name} of _meta is missing, or of another type.` },
})

/** The error of a request that neither states its revision nor comes after a handshake. */
export const NO_HANDSHAKE: { readonly code: number; readonly message: string } = {
  code: errorCode.badParams,
  message: `Send initialize first, for revision ${revision.withHandshake}, or state revision ${revision.stateless} in _meta.`,
}
