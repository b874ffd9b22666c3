import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { listening } from '../../../tests/support/node-server.ts'
import { runCli } from '../../../tests/support/run-cli.ts'
import { servedCli } from '../../../tests/support/served-cli.ts'

const { out, cli, server } = servedCli()

describe('greenroom worlds', () => {
  it('makes a world, and says how to call it', async () => {
    const { port } = new URL(server().url)
    expect(await out('worlds', 'make', 'QA-1')).toBe(
      `qa-1 was created\n  http://127.0.0.1:${port}/~qa-1\n  http://qa-1.localhost:${port}\n  X-Greenroom-World: qa-1\n`,
    )
    expect(JSON.parse(await out('worlds', 'make', 'qa-2', '--json'))).toMatchObject({
      name: 'qa-2',
      url: `http://127.0.0.1:${port}/~qa-2`,
      origin: `http://qa-2.localhost:${port}`,
      identities: { nobody: {} },
    })
  })

  it('makes it as the options say', async () => {
    await out('worlds', 'make', 'own', '--seed', 'busy:50', '--salt', 'pepper', '--clock', 'real', '--no-rate-limit')
    const [own] = JSON.parse(await out('worlds', '--json')).filter(({ name }: { name: string }) => name === 'own')
    expect(own).toMatchObject({ seed: 'busy:50', clock: { mode: 'running' }, rateLimit: false })
    await out('worlds', 'make', 'plain', '--seed', 'documented', '--clock', 'seed')
    expect(await out('worlds')).toMatch(/^plain +documented +2026-03-03T10:30:00\.000Z frozen /m)
    expect(
      JSON.parse(await out('worlds', '--json')).find(({ name }: { name: string }) => name === 'plain'),
    ).toMatchObject({
      rateLimit: true,
    })
    // Its salt is its name by default.
    const codeIn = async (world: string) => out('set', 'meeting-room: []', '--world', world)
    await out('worlds', 'make', 'salted', '--salt', 'plain')
    await out('worlds', 'make', 'other')
    const code = await codeIn('plain')
    expect([await codeIn('salted'), (await codeIn('other')) === code]).toEqual([code, false])
  })

  it('replaces one only when it is told to', async () => {
    await out('worlds', 'make', 'again')
    await out('arm', 'room-full', '--world', 'again')
    expect(await cli('worlds', 'make', 'again')).toEqual({
      code: 2,
      out: '',
      error:
        'The world again already exists. (POST /worlds was refused with 409)\n  greenroom worlds make --replace replaces it; so does world({ name }) of the client.\n',
    })
    expect(await out('worlds')).toMatch(/^again .* 1 armed$/m)
    await out('worlds', 'make', 'again', '--replace')
    expect(await out('worlds')).toMatch(/^again .* so far$/m)
  })

  it('lists them in columns, with their clocks, calls and arms', async () => {
    await out('worlds', 'make', 'list-1')
    await fetch(`${server().url}/~list-1/nothing`)
    await out('arm', 'room-full', '--world', 'list-1')
    const rows = (await out('worlds')).split('\n')
    expect(rows.find((row) => row.startsWith('default '))).toMatch(
      /^default +documented +\S+Z running +0 calls so far$/,
    )
    expect(rows.find((row) => row.startsWith('list-1 '))).toMatch(
      /^list-1 +documented +2026-03-03T10:30:00\.000Z frozen +1 call so far +1 armed$/,
    )
    expect(new Set(rows.filter(Boolean).map((row) => row.indexOf(' call'))).size).toBe(1)
  })

  it('says of one that is unavailable why, instead of what is armed there', async () => {
    const world = {
      generation: 1,
      seed: 'documented',
      clock: { now: '2026-03-03T10:30:00.000Z', mode: 'frozen' },
      rateLimit: true,
      exchanges: 12,
      latest: 12,
      armed: 2,
    }
    const worlds = [
      { ...world, name: 'damaged', unavailable: 'its log lacks an entry' },
      { ...world, name: 'fine', exchanges: 1 },
    ]
    await using control = await listening(createServer((_, response) => void response.end(JSON.stringify({ worlds }))))
    expect(await runCli(['worlds', '--control-url', control.url, '--control-token', 'x'])).toEqual({
      code: 0,
      out:
        'damaged  documented  2026-03-03T10:30:00.000Z frozen  12 calls so far  its log lacks an entry\n' +
        'fine     documented  2026-03-03T10:30:00.000Z frozen  1 call so far    2 armed\n',
      error: '',
    })
  })

  it('drops one', async () => {
    await out('worlds', 'make', 'gone')
    expect(await out('worlds', 'drop', 'gone')).toBe('gone was dropped\n')
    expect(await cli('worlds', 'drop', 'gone')).toEqual({
      code: 2,
      out: '',
      error: 'there is no world gone\n  greenroom worlds lists them.\n',
    })
  })

  it('of the default world says that it begins anew, as it does', async () => {
    await out('arm', 'room-full')
    expect(await out('worlds')).toMatch(/^default .* 1 armed$/m)
    expect(await out('worlds', 'drop', 'default')).toBe('default begins anew\n')
    expect(await out('worlds')).toMatch(/^default .* so far$/m)
  })

  it.each([
    [['make'], 'greenroom worlds make takes a name\n  For example: greenroom worlds make qa-17\n'],
    [['drop'], 'greenroom worlds drop takes a name\n  For example: greenroom worlds drop qa-17\n'],
    [
      ['make', 'a_b'],
      'a_b is not a valid world name\n  Use up to 63 letters, digits and hyphens, with no hyphen at either end.\n',
    ],
    [['mak', 'a'], 'there is no verb of greenroom worlds mak\n  Did you mean make? Known: make, drop.\n'],
    ...[['seed', 'empty'], ['clock', 'real'], ['no-rate-limit'], ['replace']].map(
      ([name = '', ...value]): [string[], string] => [
        [`--${name}`, ...value],
        `--${name} has no effect without make\n  Write greenroom worlds make <name>, or omit it.\n`,
      ],
    ),
    [['make', 'a', 'b'], 'unexpected argument b\n  greenroom worlds takes make or drop, and a name.\n'],
    [['make', 'a', '--clock', 'now'], '--clock takes real or seed, not now\n  Move it later with greenroom clock.\n'],
    [['make', 'a', '--seed', 'none'], /^there is no seed none\n/],
    [['drop', 'a', '--json'], /^--json .*with drop\n {2}Omit it: the exit code tells the result\.\n$/],
    [['drop', 'a', '--replace'], /^--replace .*without make\n {2}Write greenroom worlds make <name>, or omit it\.\n$/],
    [['--salt', 'x'], '--salt has no effect without make\n  Write greenroom worlds make <name>, or omit it.\n'],
  ])('%j is refused', async (args, error) => {
    expect(await cli('worlds', ...args)).toEqual({
      code: 2,
      out: '',
      error: typeof error === 'string' ? error : expect.stringMatching(error),
    })
  })
})
