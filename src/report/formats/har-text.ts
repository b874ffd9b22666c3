import { toPlainText } from '../text/plain.ts'

/** A call, as a HAR has it. */
export interface HarCall {
  /** When it was sent, in milliseconds since 1970. */
  readonly at: number
  readonly ms: number
  readonly method: string
  readonly url: string
  readonly headers: HarHeaders
  /** Null: none. */
  readonly body: string | null
  /** Null: there was none. */
  readonly answer: { readonly status: number; readonly headers: HarHeaders; readonly body: string } | null
  readonly comment: string
  /** Those of a WebSocket, as Chromium records them; `null` for any other call. */
  readonly messages: readonly HarMessage[] | null
}

/** A message of a WebSocket. */
export interface HarMessage {
  readonly way: 'send' | 'receive'
  readonly data: string
}

type HarHeaders = readonly (readonly [string, string])[]

/** Calls as HAR 1.2, for tools that replay or show it. `creator` is what made it. Active characters are removed. */
export const toHarText = (creator: string, calls: readonly HarCall[]): string =>
  `${JSON.stringify({ log: { version: '1.2', creator: { name: creator, version: '1' }, entries: calls.map(toEntry) } }, plain, 2)}\n`

/** Undefined values are omitted. */
const plain = (_: string, value: unknown): unknown => (typeof value === 'string' ? toPlainText(value) : value)

const toEntry = (call: HarCall): object => ({
  startedDateTime: new Date(call.at).toISOString(),
  time: call.ms,
  request: requestOf(call),
  response: responseOf(call),
  cache: {},
  timings: { send: 0, wait: call.ms, receive: 0 },
  ...(call.messages === null ? {} : { _resourceType: 'websocket', _webSocketMessages: messagesOf(call) }),
  comment: call.comment,
})

const messagesOf = ({ at, messages }: HarCall): object[] =>
  (messages ?? []).map(({ way, data }) => ({ type: way, time: at / 1_000, opcode: 1, data }))

const requestOf = ({ method, url, headers, body }: HarCall): object => ({
  method,
  url,
  httpVersion: 'HTTP/1.1',
  cookies: [],
  headers: pairsOf(headers),
  queryString: [...new URLSearchParams(url.split(/\?(.*)/s)[1] ?? '')].map(([name, value]) => ({ name, value })),
  ...(body === null ? {} : { postData: { mimeType: typeIn(headers), text: body } }),
  headersSize: -1,
  bodySize: -1,
})

function responseOf({ answer }: HarCall): object {
  const { status, headers, body } = answer ?? { status: 0, headers: [], body: '' }
  return {
    status,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: pairsOf(headers),
    content: { size: new TextEncoder().encode(body).length, mimeType: typeIn(headers), text: body },
    redirectURL: '',
    headersSize: -1,
    bodySize: -1,
  }
}

const pairsOf = (headers: HarHeaders): object[] => headers.map(([name, value]) => ({ name, value }))

const typeIn = (headers: HarHeaders): string =>
  headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
