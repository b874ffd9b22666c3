import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { verify } from '../commands/verify.ts'
import { directFetch } from '../direct-fetch.ts'
import { terminalPaint } from '../paint.ts'
import { readInput } from '../read-input.ts'
import { toPercent } from './options.ts'
import { reproducer } from './reproduce.ts'
import { toRunSettings } from './run-settings.ts'
import { listen } from '../../transport/listen.ts'
import { caseOf } from '../../verify/testing/answers.ts'

const input = (...args: string[]) => readInput(verify, args, {})
const target = { name: 't', url: 'http://h:1', edition: 'current', operations: null, transports: ['http'] } as const
const FAULT = expect.objectContaining({ name: 'Fault' })

describe('the settings of a run', () => {
  it('are what is typed, minutes as milliseconds, and nothing that is not', () => {
    const all = input(
      '--case',
      'a',
      '--transport=polling',
      '--transport=http',
      '--deadline=2',
      '--retries=0',
      '--workers=3',
      '--min-coverage=50',
      '--gate=all',
      '--shuffle=0',
      '--deviations=d',
      '--keep-bodies',
      '--allow-mutating=h:1',
    )
    expect(toRunSettings(all, target)).toMatchObject({
      cases: ['a'],
      transports: ['http', 'polling'],
      deadlineMs: 120_000,
      retries: 0,
      workers: 3,
      minCoverage: 50,
      gate: 'inferred',
      shuffle: 0,
      deviations: 'd',
      keepBodies: true,
      allowMutating: ['h:1'],
    })
    expect(Object.keys(toRunSettings(input(), target)).toSorted()).toEqual([
      'allowMutating',
      'cases',
      'keepBodies',
      'reproduce',
      'transports',
    ])
  })

  it.each([
    '--deadline=0',
    '--deadline=1441',
    '--retries=21',
    '--workers=0',
    '--workers=17',
    '--min-coverage=101',
    '--gate=none',
    '--transport=htp',
  ])('are refused with %s', (arg) => {
    expect(() => toRunSettings(input(arg), target)).toThrow(FAULT)
  })

  it('have a percentage up to a hundred', () => {
    expect([toPercent(input('--min-coverage=100'), 'min-coverage'), toPercent(input(), 'min-coverage')]).toEqual([
      100,
      undefined,
    ])
  })
})

describe('the line that plays a case again', () => {
  const locked = caseOf('joinMeetingRoom/room-locked')
  const line = (args: string[], transport: 'http' | 'polling' = 'http') =>
    reproducer(input(...args), target)(locked, transport)

  it('names what was verified, and how', () => {
    expect(line([])).toBe('npx greenroom verify --edition current --case joinMeetingRoom/room-locked')
    expect(line(['http://h:1/'], 'polling')).toBe(
      'npx greenroom verify http://h:1 --case joinMeetingRoom/room-locked --transport polling',
    )
    expect(line(['--target', 'my file.yaml', '--gate=server', '--allow-mutating=h:1'])).toBe(
      "npx greenroom verify --target 'my file.yaml' --gate server --allow-mutating=h:1 --case joinMeetingRoom/room-locked",
    )
    expect(line(['http://h:1', '--control-url=http://c:2', '--edition=2022', '--ca=a.pem'])).toBe(
      'npx greenroom verify http://h:1 --control-url http://c:2 --edition current --ca a.pem --case joinMeetingRoom/room-locked',
    )
  })

  it('holds no token', () => {
    expect(line(['http://h:1', '--control-url=http://c:2', '--control-token=secret'])).not.toContain('secret')
  })
})

it('colours are there where they may be', () => {
  expect(terminalPaint({ colours: true }).red('x')).toBe('\u001b[31mx\u001b[39m')
  expect([terminalPaint({ colours: false }).red('x'), terminalPaint({}).bold('x')]).toEqual(['x', 'x'])
})

it('this machine is asked directly: method, headers and body go there, and all that is answered comes back', async () => {
  const { port, close } = await listen(
    () =>
      createServer((request, response) => {
        const say = (text: string): unknown =>
          response
            .writeHead(
              text === '' ? 204 : 201,
              [
                ['X-A', '1'],
                ['X-A', '2'],
              ].flat(),
            )
            .end(text)
        let body = ''
        request.on('data', (piece) => (body += String(piece)))
        request.on('end', () => say(body === '' ? '' : `${request.method} ${String(request.headers['x-b'])} ${body}`))
      }),
    ['127.0.0.1'],
    0,
  )
  const url = `http://127.0.0.1:${port}/`
  const answer = await directFetch(url, { method: 'PUT', headers: { 'X-B': 'b' }, body: 'text' })
  expect([answer.status, answer.headers.get('x-a'), await answer.text()]).toEqual([201, '1, 2', 'PUT b text'])
  const none = await directFetch(url, {})
  expect([none.status, none.body]).toEqual([204, null])
  await expect(directFetch(url, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
  await close()
  await expect(directFetch(url, {})).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})
