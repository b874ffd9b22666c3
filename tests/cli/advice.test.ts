import { expect, it } from 'vitest'
import { serve } from '../../src/cli/commands/serve.ts'
import { readInput } from '../../src/cli/read-input.ts'
import { hintFor } from '../../src/cli/serve/log-line.ts'
import { toServerOptions } from '../../src/cli/serve/options.ts'
import { startServer } from '../../src/server.ts'
import { isWhole, rawAnswer } from '../support/raw-answer.ts'

const CALL = '/api/v1/video-conference.join'
const AGENT = 'X-User-Id: rbAXPnMktTFbNpwtJ\r\nX-Auth-Token: RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f\r\n'
const STRANGER = 'X-User-Id: aaaaaaaaaaaaaaaaa\r\nX-Auth-Token: b'.padEnd(80, 'b')

const get = (target: string, more = '', host = 'localhost'): string =>
  `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`
const post = (target: string, body: string, more = ''): string =>
  `POST ${target} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n${more}\r\n${body}`

/** Asks a server with these arguments, as often as it says. Gives the last answer, with the hint of the log below it. */
async function asked(args: readonly string[], request: string, times = 1): Promise<string> {
  let hint = ''
  await using server = await startServer({
    ...toServerOptions(readInput(serve, args, {})),
    port: 0,
    onExchange: (exchange) => void (hint = hintFor(exchange, 'current') ?? ''),
  })
  let answer = ''
  for (let n = 0; n < times; n++) answer = await rawAnswer(server.port, request, isWhole)
  return `${answer}\n${hint}`
}

it.each<[string, number, string, number?]>([
  ['--allowed-host', 421, get('/nope', '', 'evil.test')],
  ['--cors-origin', 403, get('/nope', 'Origin: https://app.example.com:8443\r\n')],
  ['--limit body', 413, post(CALL, JSON.stringify({ callId: 'x'.repeat(1_100_000) }), AGENT)],
  ['--limit depth', 400, post(CALL, `${'['.repeat(65)}${']'.repeat(65)}`, AGENT)],
  ['--limit parameters', 400, get(`/api/v1/livechat/rooms?${'a=b&'.repeat(101)}`, AGENT)],
  ['--limit url', 414, get(`/nope?${'a'.repeat(9_000)}`)],
  ['--limit headers', 431, get('/nope', Array.from({ length: 120 }, (_, n) => `x-${n}: 1\r\n`).join(''))],
  ['--limit headerBytes', 431, get('/nope', `x: ${'a'.repeat(20_000)}\r\n`)],
  ['--no-rate-limit', 429, post(CALL, '{"callId":"697887e3c8b0533020781a4a"}', AGENT), 3],
  ['--trust', 401, get('/api/v1/livechat/rooms', `${STRANGER}\r\n`)],
])('a refusal that advises %s is none any more once that is done', async (option, status, request, times) => {
  const before = await asked([], request, times)
  expect(before).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  const advice = /--(?:(?:allowed-host|cors-origin|limit|trust) [^\s"]+|no-rate-limit)/.exec(before)?.[0] ?? ''
  expect(advice).toContain(option)
  const args = advice
    .replace(/[.;,]$/, '')
    .replace('<number>', '9000000')
    .split(' ')
  const after = await asked(args, request, times)
  expect(after).not.toContain(advice)
})
