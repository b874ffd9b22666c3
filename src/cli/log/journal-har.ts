import type { JournalEntry } from '../../contract/compiled/types.ts'
import { parseJson } from '../../json.ts'
import { secretsInBody, secretsInHeaders, secretsInUrl } from '../../passive/secret-values.ts'
import { createKnownSecrets } from '../../passive/secrets.ts'
import { toHarText, type HarCall, type HarMessage } from '../../report/formats/har-text.ts'
import { toEscapedJson } from '../../report/text/escaped-json.ts'
import type { Redaction } from '../../verify/model/redaction.ts'
import { DEFAULT_WORLD } from '../../world/world-entry.ts'

/**
 * Recorded calls as HAR, without secrets. A journal does not say which event came on which connection, so each has a WebSocket of
 * its own; ends of connections are left out.
 */
export function journalHar(entries: readonly JournalEntry[], baseUrl: string): string {
  const redaction = createKnownSecrets(entries.flatMap(secretsOf), null).redaction(false)
  const calls = entries.flatMap((entry): HarCall[] => {
    if (entry.method === 'DISCONNECT') return []
    const isSocket = entry.method === 'CONNECT' || entry.method === 'EVENT'
    return [isSocket ? socketCall(entry, baseUrl, redaction) : httpCall(entry, baseUrl, redaction)]
  })
  return toHarText('greenroom log', calls)
}

const secretsOf = ({ target, request, response }: JournalEntry): string[] => [
  ...secretsInUrl(`http://localhost${target.startsWith('/') ? target : ''}`),
  ...secretsInHeaders([...Object.entries(request.headers), ...headersOf(response)]),
  ...secretsInBody(request.body),
  ...secretsInBody(response.body),
]

const headersOf = ({ headers = {} }: JournalEntry['response']): [string, string][] => Object.entries(headers)

const textOf = ({ outcome, cause, world }: JournalEntry): string =>
  `${outcome ?? 'undocumented'}: ${cause} · world ${world}`

/** The path of its world, unless the call itself names it. */
const worldPath = ({ world, target, request }: JournalEntry): string =>
  world === DEFAULT_WORLD || target.startsWith('/~') || request.headers['x-greenroom-world'] !== undefined
    ? ''
    : `/~${world}`

function httpCall(entry: JournalEntry, baseUrl: string, { text, headers, body }: Redaction): HarCall {
  const { at, delayMs, method, target, status, request, response } = entry
  const answer = status === null ? null : { status, headers: headers(headersOf(response)), body: body(response.body) }
  return {
    at: Date.parse(at),
    ms: delayMs,
    method,
    url: text(baseUrl + worldPath(entry) + target),
    headers: headers(Object.entries(request.headers)),
    body: request.body === '' ? null : body(request.body),
    answer,
    comment: text(textOf(entry)),
    messages: null,
  }
}

function socketCall(entry: JournalEntry, baseUrl: string, { text, headers, body }: Redaction): HarCall {
  const path = `${worldPath({ ...entry, target: '/' })}/socket.io/?EIO=4&transport=websocket`
  return {
    at: Date.parse(entry.at),
    ms: entry.delayMs,
    method: 'GET',
    url: `${baseUrl.replace(/^http/, 'ws')}${path}`,
    headers: headers(Object.entries(entry.request.headers)),
    body: null,
    answer: { status: 101, headers: [], body: '' },
    comment: text(textOf(entry)),
    messages: (entry.method === 'CONNECT' ? connecting(entry) : asking(entry)).map(({ way, data }) => ({
      way,
      data: body(data),
    })),
  }
}

const OPEN = '{"sid":"recorded","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":100000}'

function connecting({ status, response }: JournalEntry): HarMessage[] {
  const refusal = { message: memberOf(response.body, 'message'), data: parseJson(response.body) }
  return [
    { way: 'receive', data: `0${OPEN}` },
    { way: 'send', data: '40' },
    { way: 'receive', data: status === 200 ? `40${response.body}` : `44${toEscapedJson(refusal)}` },
  ]
}

const asking = ({ target, request, response }: JournalEntry): HarMessage[] => [
  { way: 'send', data: `420${toEscapedJson([target, ...optional(request.body)])}` },
  { way: 'receive', data: `430${toEscapedJson(optional(response.body))}` },
]

/** The one argument that a body is; none if it is empty. */
const optional = (body: string): unknown[] => (body === '' ? [] : [parseJson(body) ?? body])

const memberOf = (body: string, name: string): unknown => {
  const value = parseJson(body)
  return typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined
}
