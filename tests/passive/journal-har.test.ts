import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { connect } from '../../src/client/connect.ts'
import { readRunFile } from '../../src/client/run-file.ts'
import { isObject } from '../../src/json.ts'
import { ownFolder } from '../support/folder.ts'
import { runCli } from '../support/run-cli.ts'
import { servedCli } from '../support/served-cli.ts'
import { listen } from '../support/sockets.ts'

const inFolder = ownFolder()
const { server, env, cli } = servedCli()

/** A world of its own on the server. */
const newWorld = async () =>
  connect(await readRunFile(undefined, env()).then(({ control, token }) => ({ url: control, token }))).world({
    seed: 'documented',
  })

/** Writes the calls of a world. */
const write = async (world: string): Promise<void> =>
  expect(await cli('log', '--har', file(), '--world', world)).toMatchObject({ code: 0 })
/** Named only while tests run: the folder is made before the first. */
const file = (): string => inFolder('session.har')

/** What `read` finds in a HAR. */
async function read(): Promise<{ readonly met: readonly unknown[]; readonly breaches: readonly unknown[] }> {
  const { out: text } = await runCli(['read', file(), '--json'])
  const value: unknown = JSON.parse(text)
  if (!isObject(value) || !Array.isArray(value['met']) || !Array.isArray(value['breaches'])) throw new Error(text)
  return { met: value['met'], breaches: value['breaches'] }
}

describe('greenroom log --har', () => {
  it('writes what came over HTTP and sockets, so that reading it finds the same outcomes', async () => {
    await using world = await newWorld()
    const join = (code: string) =>
      fetch(`${world.url}/rooms/${code}/join`, { method: 'POST', body: new URLSearchParams({ guestName: 'Jane' }) })
    await join('lck-rom-now')
    await join('abc-def-ghi')
    const agent = world.identities.agent
    const call = { callId: '697887e3c8b0533020781a4a' }
    const headers = { ...agent, 'content-type': 'application/json' }
    for (let n = 0; n < 3; n++)
      await fetch(`${world.url}/api/v1/video-conference.join`, { method: 'POST', headers, body: JSON.stringify(call) })
    {
      using guest = await listen(server().url, { transports: ['websocket'], auth: { world: world.name } })
      await guest.ask('join-room', { code: 'ful-rom-now', guestName: 'Jane' })
      await guest.ask('join-room', { code: 'abc-def-ghi', guestName: 'Jim' })
    }
    await write(world.name)
    const { met, breaches } = await read()
    expect(breaches).toEqual([])
    const named = met.map((each) =>
      isObject(each) ? `${String(each['outcome'])} ${String(each['transport'])} ${String(each['count'])}` : '',
    )
    expect(named.toSorted()).toEqual([
      'connected websocket 1',
      'joined http 2',
      'joined-as-guest http 1',
      'joined-as-guest websocket 1',
      'rate-limited http 1',
      'room-full websocket 1',
      'room-locked http 1',
    ])
  })

  it('is HAR 1.2 without credentials', async () => {
    await using world = await newWorld()
    const { agent } = world.identities
    await fetch(`${world.url}/api/v1/livechat/rooms?token=in-the-query-0001`, {
      headers: {
        ...agent,
        cookie: 'session=in-a-cookie-0002',
        referer: 'http://user:in-a-url-0003@host/?sig=in-a-url-0004',
        'x-copy': 'in-a-cookie-0002',
      },
    })
    await write(world.name)
    const text = await readFile(file(), 'utf8')
    for (const secret of [
      agent['X-Auth-Token'] ?? '',
      'in-the-query-0001',
      'in-a-cookie-0002',
      'in-a-url-0003',
      'in-a-url-0004',
    ])
      expect(text).not.toContain(secret)
    expect(JSON.parse(text)).toMatchObject({
      log: {
        version: '1.2',
        creator: { name: 'greenroom log' },
        entries: [
          { request: { method: 'GET', httpVersion: 'HTTP/1.1' }, response: { status: 400 }, timings: {}, cache: {} },
        ],
      },
    })
  })

  it('has all calls that are kept, or as many of the last ones as are asked for', async () => {
    await using world = await newWorld()
    for (let n = 1; n < 13; n++) await fetch(`${world.url}/${n}`)
    const written = async (...args: string[]) => {
      const ran = await cli('log', '--world', world.name, '--har', file(), ...args)
      const { entries } = JSON.parse(await readFile(file(), 'utf8')).log
      return [ran, entries.length, entries[0].request.url]
    }
    expect(await written()).toEqual([
      { code: 0, out: '', error: `12 written to ${file()}\n` },
      12,
      expect.stringMatching(/\/1$/),
    ])
    expect(await written('--last', '2')).toEqual([
      { code: 0, out: '', error: `2 written to ${file()}\n` },
      2,
      expect.stringMatching(/\/11$/),
    ])
  })

  it('refuses what a file of past calls cannot have', async () => {
    expect((await cli('log', '--har', file(), '--follow')).error).toContain('--follow has no effect with --har')
    expect((await cli('log', '--har', inFolder('no/folder/x.har'))).error).toContain('cannot be written')
  })
})
