import type { JournalEntry } from '../../contract/compiled/types.ts'
import { isObject, parseJson } from '../../json.ts'
import { toEscapedJson } from '../text/escaped-json.ts'
import type { HarCall, HarMessage } from './har-text.ts'

/**
 * Recorded calls, for a HAR. A journal does not say which event came on which connection, so each has a WebSocket of its own; ends
 * of connections are left out.
 */
export const journalCalls = (entries: readonly JournalEntry[], baseUrl: string): HarCall[] =>
  entries.flatMap((entry): HarCall[] => {
    if (entry.method === 'DISCONNECT') return []
    return [
      entry.method === 'CONNECT' || entry.method === 'EVENT' ? socketCall(entry, baseUrl) : httpCall(entry, baseUrl),
    ]
  })

function httpCall(entry: JournalEntry, baseUrl: string): HarCall {
  const { method, target, status, request, response } = entry
  return {
    ...common(entry),
    method,
    url: `${baseUrl}${worldPath(entry)}${target}`,
    body: request.body === '' ? null : request.body,
    answer: status === null ? null : { status, headers: Object.entries(response.headers ?? {}), body: response.body },
    messages: null,
  }
}

function socketCall(entry: JournalEntry, baseUrl: string): HarCall {
  const path = `${worldPath({ ...entry, target: '/' })}/socket.io/?EIO=4&transport=websocket`
  return {
    ...common(entry),
    method: 'GET',
    url: `${baseUrl.replace(/^http/, 'ws')}${path}`,
    body: null,
    answer: { status: 101, headers: [], body: '' },
    messages: entry.method === 'CONNECT' ? connecting(entry) : asking(entry),
  }
}

const common = ({
  at,
  delayMs,
  request,
  outcome,
  cause,
  world,
}: JournalEntry): Pick<HarCall, 'at' | 'ms' | 'headers' | 'comment'> => ({
  at: Date.parse(at),
  ms: delayMs,
  headers: Object.entries(request.headers),
  comment: `${outcome ?? 'undocumented'}: ${cause} · world ${world}`,
})

/** The path of its world, unless the call itself names it. */
const worldPath = ({ world, target, request }: JournalEntry): string =>
  world === 'default' || target.startsWith('/~') || request.headers['x-greenroom-world'] !== undefined
    ? ''
    : `/~${world}`

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
  return isObject(value) ? value[name] : undefined
}
