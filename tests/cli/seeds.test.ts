import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { load } from 'js-yaml'
import { runCli, serveCli, type Ran, type Serving } from '../support/run-cli.ts'

let folder: string
let env: Record<string, string>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-seeds-'))
  env = { XDG_RUNTIME_DIR: folder }
})
afterAll(() => rm(folder, { recursive: true }))

async function written(text: string, name = 'rooms.yaml'): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

const serveSeed = async (text: string, name?: string): Promise<Serving> =>
  serveCli(['--seed', await written(text, name)], env)

const cli = (...args: string[]): Promise<Ran> => runCli(args, env)
const out = async (...args: string[]): Promise<string> => {
  const ran = await cli(...args)
  expect(ran, args.join(' ')).toMatchObject({ code: 0, error: '' })
  return ran.out
}

/** The file that the page shows. */
const OWN = /^```yaml\n([^]*?)^```$/m.exec(readFileSync('docs/seeds.md', 'utf8'))?.[1] ?? ''

describe('data of your own', () => {
  it('is served: its people call, its rooms are joined, and its departments show', async () => {
    await using server = await serveSeed(OWN)
    expect(await server.wrote('Ctrl-C')).toMatch(
      /seed rooms: your own data\n[^]*meeting-room +our-own-rom, our-lck-rom locked/,
    )
    expect(await out('who')).toMatch(
      /^nobody .*\n.*\nguest .*\n.*\nann .*\n {2}X-User-Id: ann\n {2}X-Auth-Token: token-of-ann\nben .*\n {2}Authorization: Bearer eyJ/,
    )
    expect(await out('rooms')).toMatch(/our-own-rom +2\/50 {2}open +Zoe, ben \(host\)\n/)
    expect(await out('call', 'joinMeetingRoom', 'code=our-own-rom', '--as', 'ben')).toContain('joined-as-host')
    expect(await out('call', 'joinLivechatRoom', 'roomId=waits', '--as', 'ann')).toContain('200 joined')
    expect(await out('room', 'waits')).toContain('  department  Sales\n')
    expect(await out('room', 'served')).toContain('served by ann')
    expect(await out('room', 'over')).toContain('livechat-room, 1 user, closed')
    expect(await out('room', 'our-call')).toContain('private to ann')
    expect(await out('worlds', 'make', 'another', '--seed', 'rooms')).toContain('another was created')
  })

  it('extends the documented data, and replaces what has the same code, id or name', async () => {
    await using _server = await serveSeed(
      'extends: documented\npeople:\n  - { username: agent, role: user }\nmeetingRooms:\n  - { code: abc-def-ghi, isLocked: true }\n',
    )
    expect(await out('call', 'joinMeetingRoom', 'code=abc-def-ghi')).toContain('403 room-locked')
    expect(await out('call', 'joinMeetingRoom', 'code=ful-rom-now')).toContain('400 room-full')
    expect(await out('room', 'abc-def-ghi')).toContain('  host  host\n')
    expect(JSON.parse(await out('seed', '--json'))).toMatchObject({
      people: expect.arrayContaining([expect.objectContaining({ id: 'rbAXPnMktTFbNpwtJ', role: 'user' })]),
    })
  })

  it.each([OWN, 'extends: documented', 'extends: empty', '{}'])(
    'comes back the same when it is printed, served and printed again: %#',
    async (text) => {
      const first = await printed(text, 'given.yaml')
      expect(await printed(first, 'printed.yaml')).toBe(first)
    },
  )

  it('comes back with what happened since: who is inside, what was locked, ended and arranged', async () => {
    await using server = await serveSeed(OWN)
    await server.wrote('Ctrl-C')
    await out('call', 'joinMeetingRoom', 'code=our-own-rom', 'guestName=Late')
    await out('lock', 'our-own-rom')
    await out('set', 'meeting-room: [inactive]', 'call: [private]', 'livechat-room: [closed]')
    const first = await out('seed')
    await server.stop()
    expect(first).toContain('guests: [Zoe, Late]')
    expect(await printed(first, 'printed.yaml')).toBe(first)
  })

  it('is what shown commands name, while it is served', async () => {
    await using server = await serveSeed(OWN)
    await server.wrote('Ctrl-C')
    const shown = await cli('show', 'joinMeetingRoom/room-locked')
    expect([shown.out.includes('/rooms/our-lck-rom/join'), shown.error]).toEqual([
      true,
      'Codes, ids and credentials are those of the running mock, which serves the seed rooms.\n',
    ])
    expect(await out('outcomes', 'room-locked', '--json')).toContain('/rooms/our-lck-rom/join')
    expect(await out('outcomes', 'room-locked', '--json', '--seed', 'documented')).toContain('/rooms/lck-rom-now/join')
    expect((await cli('show', 'joinVideoConference/joined')).error).toContain(
      'the seed rooms has no identity no-permission\n',
    )
    await server.stop()
    expect(await out('show', 'joinMeetingRoom/room-locked')).toContain('/rooms/lck-rom-now/join')
  })

  it('fits the schema that editors get', async () => {
    const schema: object = JSON.parse(await out('seed', '--schema'))
    const check = new Ajv2020({ strict: false }).compile(schema)
    expect([check(load(OWN)), check(load('people: [{ name: Ann }]')), check(load('persons: []'))]).toEqual([
      true,
      false,
      false,
    ])
  })
})

/** What `greenroom seed` prints of a server that serves it. */
async function printed(text: string, name: string): Promise<string> {
  await using server = await serveSeed(text, name)
  await server.wrote('Ctrl-C')
  return await out('seed')
}

describe('a mistake in data of your own', () => {
  it.each([
    ['peple: []', /mine\.yaml:1: the file contains the unknown word peple\n {2}Nearest: people/],
    [
      'people:\n  - { username: ann, rol: user }',
      /mine\.yaml:2: \/people\/0 contains the unknown word rol\n {2}Nearest: role/,
    ],
    [
      'people:\n  - { username: ann, role: livechat-agnt }',
      /mine\.yaml:2: there is no role livechat-agnt\n {2}Nearest: livechat-agent/,
    ],
    [
      'people: [{ username: ann }]\nmeetingRooms:\n  - { code: a, hostId: anne }',
      /mine\.yaml:3: there is no person anne\n {2}Nearest: ann/,
    ],
    ['meetingRooms:\n  - { code: a }', /mine\.yaml:2: a has no host/],
    ['extends: documented\ncalls:\n  - { id: c }\n  - { id: c }', /mine\.yaml:4: c is listed twice/],
    [
      'departments: [{ id: sales, name: S }]\nlivechatRooms:\n  - _id: a\n    departmentId: sale',
      /mine\.yaml:4: there is no department sale\n {2}Nearest: sales/,
    ],
    ['livechatRooms:\n  - _id: a\n    ts: yesterday', /mine\.yaml:3: \/ts must be a date/],
    ['livechatRooms:\n  - _id: a\n    msgs: many', /mine\.yaml:3: \/msgs must be/],
    ['identities:\n  boss: { person: nobody-here }', /mine\.yaml:2: there is no person nobody-here/],
    ['instant: soon', /mine\.yaml:1: soon is not a time/],
    ['people: [', /mine\.yaml:1: /],
    [
      'people:\n  - username: ann\n    authToken: "a\\nb"',
      /mine\.yaml:3: the token "a\\nb" cannot be sent in X-Auth-Token\n {2}Use letters/,
    ],
    ['people:\n  - { username: ann, authToken: "ü" }', /mine\.yaml:2: the token "ü" cannot be sent/],
    ['people:\n  - { username: ann, authToken: " a" }', /mine\.yaml:2: the token " a" cannot be sent/],
    [
      'people:\n  - username: "josé"\n    authToken: a',
      /mine\.yaml:2: the id "josé" cannot be sent in X-User-Id\n {2}Use letters/,
    ],
    [
      'people: [{ username: ann }]\nidentities:\n  late:\n    person: ann\n    authToken: "\\t"',
      /mine\.yaml:5: the token "\\t" cannot be sent/,
    ],
    ['people:\n  - { username: ann }\n  - { username: ann, id: a }', /mine\.yaml:3: the user name ann is listed twice/],
    [
      'extends: documented\nmeetingRooms:\n  - { code: .. }',
      /mine\.yaml:3: no URL can have the code "\.\." in its path\n {2}Use another/,
    ],
    ['extends: documented\nmeetingRooms:\n  - { code: "\\uD800" }', /mine\.yaml:3: no URL can have the code/],
  ])('%j is refused with file, line and the nearest word', async (text, expected) => {
    const { code, error } = await cli('serve', '--seed', await written(text, 'mine.yaml'))
    expect([code, error.split('\n').length]).toEqual([2, 3])
    expect(error).toMatch(expected)
  })

  it('such as a file that is not there, or has the name of another seed', async () => {
    expect((await cli('serve', '--seed', join(folder, 'none.yaml'))).error).toContain('none.yaml: no such file')
    const path = await written('{}', 'documented.yaml')
    expect((await cli('serve', '--seed', path)).error).toContain(
      'there is a seed documented already\n  Rename the file.',
    )
    expect((await cli('seed', '--schema', '--json')).error).toContain('--json has no effect')
  })
})
