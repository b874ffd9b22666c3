// The commands that need no server: lint, spec, token, outcomes.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { faces } from '../../src/contract/compiled/faces.ts'
import { socketFaces } from '../../src/contract/compiled/socket-faces.ts'
import { startServer } from '../../src/server.ts'
import { runCli } from '../support/run-cli.ts'

describe('greenroom lint', () => {
  it('finds nothing in the contracts of greenroom, with its rules and cases', async () => {
    expect(await runCli(['lint'])).toEqual({ code: 0, out: '', error: '0 findings in 9 documents\n' })
  })

  it('finds the six texts for booleans of the fixture, each on its line with its fix, and exits with 1', async () => {
    const file = 'src/contract/lint/testing/texts-for-booleans.openapi.yaml'
    const { code, out } = await runCli(['lint', file])
    expect(code).toBe(1)
    const lines = (await readFile(file, 'utf8')).split('\n')
    const found = [...out.matchAll(/^(\S+):(\d+): .*\n {2}fix: (.*)$/gm)]
    expect(found).toHaveLength(6)
    for (const [, path, line, fix] of found) {
      expect(path).toBe(file)
      expect(lines[Number(line) - 1]).toMatch(/(?:required|success|mic|cam): ["'](?:true|false)["']/)
      expect(fix).toMatch(/^Write (?:true|false) without quotes\.$/)
    }
  })

  it('reads standard input', async () => {
    const file = 'tests/support/broken-ref.openapi.yaml'
    const stdin = () => readFile(file)
    const { code, out, error } = await runCli(['lint', '-'], {}, { stdin })
    expect({ code, out, error }).toEqual({
      code: 1,
      out: 'stdin:12: the $ref #/components/schemas/Itm leads nowhere\n  fix: Correct the name, or add what it refers to.\n',
      error: '1 finding in 1 document\n',
    })
    expect((await runCli(['lint', file])).out).toBe(out.replace('stdin', file))
    expect(await runCli(['lint', '-'], {}, { stdin: () => Promise.resolve(Buffer.from('a')) })).toMatchObject({
      code: 1,
    })
    expect(await runCli(['lint', '-'])).toMatchObject({ code: 2, error: expect.stringContaining('stdin: is empty') })
  })

  it('checks what it can read, prints what it finds, and exits with 2 for the rest', async () => {
    const { code, out, error } = await runCli(['lint', 'nothing.yaml', 'tests/support/broken-ref.openapi.yaml'])
    expect({ code, findings: out.match(/^\S+:\d+: /gm)?.length }).toEqual({ code: 2, findings: 1 })
    expect(error).toMatch(/^nothing.yaml: no such file\n[^]*\n1 finding in 1 document\n$/)
  })

  it('exits with 2 for a file in UTF-16, and says so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-utf16-'))
    await writeFile(join(folder, 'a.yaml'), Buffer.from('openapi: 3.1.0', 'utf16le'))
    const { code, error } = await runCli(['lint', join(folder, 'a.yaml')])
    expect(code).toBe(2)
    expect(error).toMatch(/a\.yaml: is encoded in UTF-16\n {2}Save it as UTF-8\./)
    await rm(folder, { recursive: true })
  })

  it.each([
    ['nothing.yaml', 'nothing.yaml: no such file'],
    ['tests', 'is not a file'],
    ['README.md', 'README.md:'],
  ])('exits with 2 for %s, which it cannot read', async (file, text) => {
    const { code, error } = await runCli(['lint', file])
    expect(code).toBe(2)
    expect(error).toContain(text)
    expect(error).not.toMatch(/\n\s+at /)
  })
})

describe('greenroom spec', () => {
  it.each([
    [
      ['rocket-chat', '--format', 'json'],
      'Rocket.Chat, joining rooms and calls',
      ['/api/v1/livechat/room.join', '/api/v1/video-conference.join'],
    ],
    [
      ['rocket-chat', '--edition', '2022', '--format', 'json'],
      'Rocket.Chat, joining rooms and calls (2022)',
      ['/api/v1/livechat/rooms'],
    ],
    [['meeting-rooms', '--edition', '2022', '--format', 'json'], 'Meeting rooms', ['/rooms/{code}/join']],
  ])('%j prints one document that refers to no other file', async (args, title, paths) => {
    const { code, out } = await runCli(['spec', ...args])
    expect(code).toBe(0)
    const document: { info: { title: string }; paths: object } = JSON.parse(out)
    expect(document.info.title).toBe(title)
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(paths))
    const refs = [...out.matchAll(/"\$ref": "([^"]*)"/g)].map(([, ref]) => ref)
    expect(refs).not.toEqual([])
    for (const ref of refs) expect(ref).toMatch(/^#\/components\//)
    expect(out).not.toContain('"nullable"')
  })

  it('prints all as a stream of YAML documents, and as JSON only one', async () => {
    const [yaml, json] = await Promise.all([runCli(['spec']), runCli(['spec', '--format', 'json'])])
    expect(yaml.out.match(/^openapi: 3\.1\.0$/gm)).toHaveLength(4)
    expect([json.code, json.error]).toEqual([
      2,
      expect.stringContaining('Name one of control, meeting-rooms, rocket-chat'),
    ])
  })

  it('writes a file for each API', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-'))
    expect((await runCli(['spec', '--out', folder])).code).toBe(0)
    for (const api of ['rocket-chat', 'meeting-rooms'])
      expect(await readFile(join(folder, `${api}.openapi.yaml`), 'utf8')).toMatch(/^openapi: 3\.1\.0/)
    await rm(folder, { recursive: true })
  })
})

describe('greenroom token', () => {
  /** What a mock answers to who joins with the token that this prints. */
  async function joined(args: readonly string[], jwtSecret: string | null = null): Promise<[number, unknown]> {
    const { out } = await runCli(['token', ...args])
    await using server = await startServer({ jwtSecret })
    const headers = { authorization: `Bearer ${out.trim()}` }
    const answer = await fetch(`${server.url}/rooms/abc-def-ghi/join`, { method: 'POST', headers })
    return [answer.status, await answer.json()]
  }

  it.each([
    ['member', 'clx0a1b2c3d4e5f6g7h8i9j', false],
    ['host', 'clx9z8y7x6w5v4u3t2s1r0q', true],
    ['clx0a1b2c3d4e5f6g7h8i9j', 'clx0a1b2c3d4e5f6g7h8i9j', false],
  ])('%s prints a token that the mock takes', async (user, userId, isHost) => {
    expect(await joined([user])).toEqual([201, expect.objectContaining({ userId, isHost })])
  })

  it('prints for the identity of an expired token one that has expired, and for a wrong one none', async () => {
    expect((await joined(['expired-token']))[0]).toBe(401)
    expect((await runCli(['token', 'wrong-token'])).code).toBe(2)
  })

  it('prints one that has expired for --days 0, and one of another key for --jwt-secret', async () => {
    expect((await joined(['member', '--days', '0', '--jwt-secret', 'shared'], 'shared'))[0]).toBe(401)
    expect((await joined(['zoe', '--jwt-secret', 'shared'], 'shared'))[0]).toBe(201)
    expect((await joined(['member', '--jwt-secret', 'shared']))[0]).toBe(401)
  })
})

/** The documented seed has no data for them: `greenroom set` brings them about. */
const BY_SITUATION = [
  'mac-limit-reached',
  'app-prevented',
  'no-provider-app',
  'provider-not-configured',
  'call-ended',
  'failed-to-get-url',
]

describe('greenroom outcomes', () => {
  it('lists every outcome of every face with its source', async () => {
    const [text, json] = await Promise.all([runCli(['outcomes']), runCli(['outcomes', '--json'])])
    const listed: Record<string, unknown>[] = JSON.parse(json.out)
    const documented = [...Object.values(faces).flat(), ...socketFaces].flatMap(({ operation, outcomes }) =>
      outcomes.map(({ name }) => `${operation}/${name}`),
    )
    expect(listed.map(({ operation, outcome }) => `${String(operation)}/${String(outcome)}`).sort()).toEqual(
      documented.sort(),
    )
    for (const row of listed) {
      expect(row['sources']).not.toEqual([])
      expect(row['at']).toMatch(/^specs\/[\w.-]+\.yaml:\d+$|^specs\/examples\/[\w.-]+\.yaml:\d+$/)
      const isWithoutData = BY_SITUATION.includes(String(row['outcome']))
      expect(row['transport'] === 'socket-io' || isWithoutData || String(row['curl']).includes('curl -i')).toBe(true)
    }
    expect(text.out).toContain('403 room-locked           locked by its host  [002#Error Codes 403]')
  })

  it('gives commands for the URL that is asked for', async () => {
    const { out } = await runCli(['outcomes', '--json', '--url', 'https://mock.example.org/'])
    const listed: Record<string, unknown>[] = JSON.parse(out)
    expect(listed.find(({ outcome }) => outcome === 'room-locked')?.['curl']).toBe(
      `curl -i -X POST 'https://mock.example.org/rooms/lck-rom-now/join' -H 'Content-Type: application/json' -d '{"guestName":"Jane Smith"}'`,
    )
  })

  it('writes the page of / to a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-'))
    const file = join(folder, 'outcomes.html')
    expect((await runCli(['outcomes', '--html', file])).code).toBe(0)
    expect(await readFile(file, 'utf8')).toMatch(/^<!doctype html>[\s\S]*id="joinMeetingRoom\/room-locked"/)
    await rm(folder, { recursive: true })
  })
})
