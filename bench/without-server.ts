/**
 * `npm run bench:without-server [-- --rounds <number>]`: requests per second of one caller in one process, with no server: the mock's
 * `handle`, the mock behind MSW, and MSW with handlers written by hand that give the same answers. Rounds alternate between them, so
 * that a slow minute affects all. Writes bench/without-server.md.
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { busynessLine, watchCores } from './busyness.ts'
import { createMock } from '../src/in-process.ts'
import { handlers } from '../src/transport/msw/handlers.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } })
const ROUNDS = Number(values.rounds)
const ROUND_MS = 400
const api = 'http://api.example.test'
const TOKEN = { 'X-User-Id': 'rbAXPnMktTFbNpwtJ', 'X-Auth-Token': 'RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f' }

/** What is asked, and how somebody would answer it by hand. */
const asked = [
  {
    name: 'join a locked meeting room: 403',
    request: () =>
      new Request(`${api}/rooms/lck-rom-now/join`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"guestName":"Jane"}',
      }),
    byHand: http.post<{ code: string }, { guestName?: string }>(
      `${api}/rooms/:code/join`,
      async ({ params, request }) => {
        const { guestName } = await request.json()
        if (guestName === undefined) return HttpResponse.json({ statusCode: 400, message: 'no name' }, { status: 400 })
        if (params.code === 'lck-rom-now')
          return HttpResponse.json({ statusCode: 403, message: 'Room is locked' }, { status: 403 })
        return HttpResponse.json({ statusCode: 404, message: 'Room not found' }, { status: 404 })
      },
    ),
  },
  {
    name: 'join a livechat room: 200',
    request: () => new Request(`${api}/api/v1/livechat/room.join?roomId=gMMeBpWyLeowCrzBv`, { headers: TOKEN }),
    byHand: http.get(`${api}/api/v1/livechat/room.join`, ({ request }) => {
      if (request.headers.get('X-Auth-Token') !== TOKEN['X-Auth-Token'])
        return HttpResponse.json({ status: 'error', message: 'You must be logged in to do this.' }, { status: 401 })
      const known = new URL(request.url).searchParams.get('roomId') === 'gMMeBpWyLeowCrzBv'
      return HttpResponse.json({ success: known }, { status: known ? 200 : 400 })
    }),
  },
]

type Send = (request: Request) => Promise<Response>

/** Asks one after the other for a while, and tells how many were answered in a second. */
async function rate(send: Send, request: () => Request): Promise<number> {
  const begin = performance.now()
  let answered = 0
  for (; performance.now() - begin < ROUND_MS; answered++) await (await send(request())).text()
  return (answered * 1000) / (performance.now() - begin)
}

const mock = createMock({ rateLimit: false })
const ways: readonly { readonly name: string; readonly open: () => { send: Send; close: () => void } }[] = [
  { name: '`handle`', open: () => ({ send: mock.handle, close() {} }) },
  { name: 'MSW with greenroom', open: () => listening(handlers({ baseUrl: api, mock })) },
  { name: 'MSW by hand', open: () => listening(asked.map(({ byHand }) => byHand)) },
]

function listening(all: Parameters<typeof setupServer>): { send: Send; close: () => void } {
  const network = setupServer(...all)
  network.listen({ onUnhandledFrame: 'error' })
  return { send: (request) => fetch(request), close: () => network.close() }
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
const shown = (number: number): string => Math.round(number).toLocaleString('en')

const stop = watchCores([])
const rows: string[] = []
for (const { name, request } of asked) {
  const measured = new Map(ways.map((way) => [way.name, [] as number[]]))
  const bodies = new Set<string>()
  for (let round = 0; round < ROUNDS; round++)
    for (const { name: way, open } of ways) {
      const { send, close } = open()
      const answer = await send(request())
      bodies.add(`${answer.status} ${await answer.text()}`)
      await rate(send, request)
      measured.get(way)?.push(await rate(send, request))
      close()
    }
  if (bodies.size !== 1) throw new Error(`not the same answers: ${[...bodies].join(', ')}`)
  const [handle = 0, behind = 0, byHand = 1] = [...measured.values()].map(median)
  rows.push(
    `| ${name} | ${shown(handle)} | ${shown(behind)} | ${shown(byHand)} | **${(handle / byHand).toFixed(1)}** |`,
  )
}
const head = '| | `handle` | MSW with greenroom | MSW by hand | `handle` / by hand |'
const report = [
  '# Without a server',
  'Requests per second of one caller, in one process. `npm run bench:without-server` writes this page.',
  [head, '|---|---:|---:|---:|---:|', ...rows].join('\n'),
  `Medians of ${ROUNDS} rounds of ${ROUND_MS} ms, which alternate. By hand: two handlers that give the same bytes, and know no state.`,
  `MSW 3, Node ${process.versions.node}. ${busynessLine(stop())}`,
].join('\n\n')
console.log(report)
await writeFile('bench/without-server.md', `${report}\n`)
process.exit()
