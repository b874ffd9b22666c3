/** An exchange for a HAR: what is given, else an answer 200 with an empty object. */
export interface HarExchange {
  readonly method?: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly status?: number
  readonly answerHeaders?: Readonly<Record<string, string>>
  readonly answer?: unknown
  /** Seconds after the first instant; by default each entry comes a second after the one before. */
  readonly at?: number
  readonly ms?: number
  /** Replaces parts of the entry. */
  readonly raw?: Readonly<Record<string, unknown>>
}

/** A message of a WebSocket: `>` and what the client sent, or `<` and what it received. */
export type HarMessage = string | { readonly at: number; readonly text: string }

/** Makes an entry, given its index. */
export type HarMaker = (index: number) => object

/** When recordings begin. */
export const HAR_BEGIN: number = Date.UTC(2026, 10, 28, 3, 17)

const instant = (seconds: number): string => new Date(HAR_BEGIN + seconds * 1000).toISOString()
const pairs = (headers: Readonly<Record<string, string>>): object[] =>
  Object.entries(headers).map(([name, value]) => ({ name, value }))

/** An entry over HTTP, as browsers write it. */
export const harEntry =
  ({
    method = 'GET',
    url,
    headers = {},
    body,
    status = 200,
    answerHeaders = {},
    answer = {},
    at,
    ms = 20,
    raw = {},
  }: HarExchange): HarMaker =>
  (index) => ({
    startedDateTime: instant(at ?? index),
    time: ms,
    request: {
      method,
      url,
      headers: pairs({ ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) }),
      ...(body === undefined ? {} : { postData: { mimeType: 'application/json', text: body } }),
    },
    response: {
      status,
      headers: pairs({ 'Content-Type': 'application/json', ...answerHeaders }),
      content: { mimeType: 'application/json', text: typeof answer === 'string' ? answer : JSON.stringify(answer) },
    },
    ...raw,
  })

/** A WebSocket with its messages, as Chromium writes it. */
export const harSocket =
  (url: string, messages: readonly HarMessage[], at?: number): HarMaker =>
  (index) => {
    const begin = at ?? index
    return {
      startedDateTime: instant(begin),
      time: 0,
      _resourceType: 'websocket',
      request: { method: 'GET', url, headers: [] },
      response: { status: 101, headers: [], content: {} },
      _webSocketMessages: messages.map((message, nth) => {
        const { at: seconds, text } =
          typeof message === 'string' ? { at: begin + (nth + 1) / 100, text: message } : message
        return {
          type: text.startsWith('>') ? 'send' : 'receive',
          time: HAR_BEGIN / 1000 + seconds,
          opcode: 1,
          data: text.slice(1),
        }
      }),
    }
  }

/** A HAR of these entries. */
export const harOf = (...entries: readonly HarMaker[]): string =>
  JSON.stringify({
    log: { version: '1.2', creator: { name: 'test' }, entries: entries.map((make, index) => make(index)) },
  })
