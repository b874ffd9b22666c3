import type { JournalEntry, MockInfo } from '../../src/contract/compiled/types.ts'
import { isOnSocket } from '../state/filter.ts'
import { baseUrlOf } from './replay.ts'

/** Calls as an HTTP archive (HAR 1.2). Those on sockets are the messages of one entry for each world, as Chrome writes them. */
export const toHar = (entries: readonly JournalEntry[], mock: MockInfo | null): object => ({
  log: {
    version: '1.2',
    creator: { name: 'greenroom', version: '1' },
    entries: [
      ...entries.filter(({ method }) => !isOnSocket(method)).map((entry) => toHarEntry(entry, baseUrlOf(mock))),
      ...socketEntries(
        entries.filter(({ method }) => isOnSocket(method)),
        baseUrlOf(mock),
      ),
    ],
  },
})

const toHarEntry = (
  { at, method, target, request, response, status, outcome, cause }: JournalEntry,
  baseUrl: string,
) => ({
  startedDateTime: at,
  time: 0,
  request: {
    method,
    url: `${baseUrl}${target}`,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: pairs(request.headers),
    queryString: [...new URLSearchParams(target.split('?')[1] ?? '')].map(([name, value]) => ({ name, value })),
    headersSize: -1,
    bodySize: request.body.length,
    ...(request.body === ''
      ? {}
      : { postData: { mimeType: request.headers['content-type'] ?? 'application/json', text: request.body } }),
  },
  response: {
    status: status ?? 0,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: outcome === null ? [] : pairs({ 'Greenroom-Outcome': outcome }),
    content: { size: response.body.length, mimeType: 'application/json', text: response.body },
    redirectURL: '',
    headersSize: -1,
    bodySize: response.body.length,
  },
  cache: {},
  timings: { send: 0, wait: 0, receive: 0 },
  comment: cause,
})

const pairs = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }))

function socketEntries(entries: readonly JournalEntry[], baseUrl: string) {
  return [...Map.groupBy(entries, ({ world }) => world)].flatMap(([world, calls]) => {
    const [first] = calls
    if (!first) return []
    const opening = {
      ...first,
      method: 'GET',
      target: '/socket.io/?EIO=4&transport=websocket',
      status: 101,
      outcome: null,
    }
    const bare = {
      ...opening,
      request: { headers: {}, body: '' },
      response: { body: '' },
      cause: `the sockets of ${world}`,
    }
    return [
      {
        ...toHarEntry(bare, baseUrl),
        _resourceType: 'websocket',
        _webSocketMessages: calls.flatMap((call) => messagesOf(call)),
      },
    ]
  })
}

/** An event and its ack. */
function messagesOf({ at, method, target, request, response }: JournalEntry) {
  const time = Date.parse(at) / 1000
  const name = method === 'EVENT' ? target : method.toLowerCase()
  const sent = { type: 'send', time, opcode: 1, data: JSON.stringify([name, request.body]) }
  return response.body === '' ? [sent] : [sent, { type: 'receive', time, opcode: 1, data: response.body }]
}
