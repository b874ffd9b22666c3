import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { listening } from '../../../tests/support/node-server.ts'
import { runCli } from '../../../tests/support/run-cli.ts'
import { standTimers } from '../../../tests/support/timers.ts'
import { EDITIONS } from '../../edition.ts'

const inFolder = ownFolder()
const ONE = ['verify', '--case', 'joinLivechatRoom/not-logged-in', '--edition', 'current']

describe('greenroom verify', () => {
  it('on the built-in mock says what held, and ends with 0; only the figures if it is to be quiet', async () => {
    const { code, out, error } = await runCli(ONE)
    expect([code, error, out]).toEqual([0, '', expect.stringMatching(/^coverage\n[^]*\n1 held, 0 broken, /)])
    expect((await runCli([...ONE, '--quiet'])).out).toMatch(/^1 held, 0 broken, .*\n$/)
  })

  it('on the built-in mock in every edition ends each with its figures, and the name of the edition', async () => {
    const { out } = await runCli([...ONE.slice(0, 3), '--quiet'])
    expect(out.match(/ · edition .*$/gm)).toEqual(EDITIONS.map((edition) => ` · edition ${edition}`))
    expect((await runCli(ONE)).out).not.toContain(' · edition ')
  })

  it('ends with nothing that goes on: no line of progress is still to come, and no connection is open', async () => {
    using timers = standTimers()
    const closed: Promise<unknown>[] = []
    const server = createServer((_, response) => response.writeHead(404).end('{}'))
    server.keepAliveTimeout = 0
    server.on('connection', (socket) => closed.push(once(socket, 'close')))
    await using target = await listening(server)
    await timers.during(runCli(['verify', target.url, '--case', 'joinMeetingRoom/room-not-found']))
    timers.pass(60_000)
    expect(timers.waiting()).toBe(0)
    expect(closed.length).toBeGreaterThan(0)
    await Promise.all(closed)
  })

  it('that is interrupted says so in its last line, and ends with 130', async () => {
    const asked = Promise.withResolvers<void>()
    await using silent = await listening(createServer(() => asked.resolve()))
    const others = process.listeners('SIGINT')
    const ran = runCli(['verify', silent.url, '--timeout', '600000'])
    await asked.promise
    // Told to the command alone, since the runner of the tests listens, too.
    for (const listener of process.listeners('SIGINT')) if (!others.includes(listener)) listener('SIGINT')
    expect(await ran).toMatchObject({ code: 130, out: expect.stringMatching(/\nexit 130: interrupted\n$/) })
  })

  it('waits for an answer as long as it is told to', async () => {
    await using silent = await listening(createServer(() => {}))
    const args = ['--case', 'joinMeetingRoom/room-not-found', '--timeout', '41', '--retries', '0']
    const { code, out } = await runCli(['verify', silent.url, ...args])
    expect([code, out.split('\n')[0]]).toEqual([
      3,
      `unreachable: No complete answer from 127.0.0.1:${silent.port} within 41 ms; check whether the target hangs, or allow more time.`,
    ])
  })

  it('plays nothing if a report could not be written', async () => {
    const ran = await runCli([...ONE, '--junit', '/dev/null/x.xml'])
    expect(ran).toEqual({ code: 2, out: '', error: expect.stringMatching(/^\/dev\/null\/x\.xml cannot be written\n/) })
  })

  it('of a server that breaks the contract ends with its figures: the breaches say why', async () => {
    await using server = await listening(createServer((_, response) => response.writeHead(200).end('no')))
    const { code, out } = await runCli(['verify', server.url, '--case', 'joinMeetingRoom/room-not-found'])
    expect([code, out]).toEqual([1, expect.not.stringMatching(/^exit /m)])
  })

  it('that holds less than is required ends with 5, and says so', async () => {
    const { code, out } = await runCli([...ONE, '--quiet', '--min-coverage', '50'])
    expect([code, out]).toEqual([5, expect.stringMatching(/\nexit 5: coverage \d+ % is below the required 50 %\n$/)])
    expect((await runCli([...ONE, '--quiet', '--min-coverage', '1'])).code).toBe(0)
  })

  it('plays nothing in a dry run', async () => {
    const { code, out } = await runCli([...ONE, '--dry-run'])
    expect([code, out]).toEqual([0, expect.stringContaining('joinLivechatRoom/not-logged-in')])
    expect(out).not.toContain('held')
    const everywhere = (await runCli([...ONE.slice(0, 3), '--dry-run'])).out
    expect(everywhere.match(/, edition \S+: .* Nothing was sent\.$/gm)).toHaveLength(EDITIONS.length)
  })

  it('refuses a transport that the target lacks, and names those that it has', async () => {
    const { code, error } = await runCli(['verify', '--edition', '8.0', '--transport', 'polling'])
    expect([code, error]).toEqual([
      2,
      'the target has no transport polling, only http\n  List it under transports in a target file.\n',
    ])
    expect(await runCli(['verify', 'http://a', 'http://b'])).toMatchObject({
      code: 2,
      error: 'unexpected argument http://b\n  greenroom verify takes one URL.\n',
    })
  })

  it('of a bare URL below which there is no such route says the next step alone', async () => {
    await using server = await listening(
      createServer((_, response) => response.writeHead(404, { 'content-type': 'application/json' }).end('{}')),
    )
    const { out } = await runCli(['verify', server.url, '--case', 'joinMeetingRoom/room-not-found'])
    expect(out).toMatch(/^Next: npx greenroom target init http:/m)
    expect(out).not.toContain('need more than a URL')
    const quiet = await runCli(['verify', server.url, '--case', 'joinMeetingRoom/room-not-found', '--quiet'])
    expect(quiet.out).not.toContain('Next: ')
  })

  it('of a URL at which nothing answers says no next step', async () => {
    const { code, out } = await runCli(['verify', 'http://127.0.0.1:9', '--case', 'joinMeetingRoom/room-locked'])
    expect([code, out.includes('Next: ')]).toEqual([3, false])
  })

  it('of a bare URL says how to give it more, and with what code it ends', async () => {
    await using server = await listening(
      createServer((_, response) =>
        response
          .writeHead(401, { 'content-type': 'application/json' })
          .end('{"status":"error","message":"You must be logged in to do this."}'),
      ),
    )
    const { code, out } = await runCli([
      'verify',
      server.url,
      '--case',
      'joinLivechatRoom/joined',
      '--edition',
      'current',
    ])
    expect(out).toContain(`Next: npx greenroom target init ${server.url}\n`)
    expect(out).toMatch(/^1 of the 1 blocked cases need more than a URL: identity, situation or safety\. Next: /m)
    expect(out).toMatch(/\nexit \d: .+\n$/)
    expect(code).toBeGreaterThan(1)
    const file = inFolder('target.yaml')
    await writeFile(file, `url: ${server.url}\n`, { mode: 0o600 })
    const { out: ofFile } = await runCli(['verify', '--target', file, '--case', 'joinLivechatRoom/joined'])
    expect(ofFile).toMatch(/ 1 blocked/)
    expect(ofFile).not.toContain('Next: ')
  })
})
