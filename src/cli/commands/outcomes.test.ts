import { EDITIONS } from '../../edition.ts'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { runCli } from '../../../tests/support/run-cli.ts'

const at = ownFolder()
const outcomes = async (...args: string[]): Promise<string> => {
  const { code, out, error } = await runCli(['outcomes', ...args])
  expect([code, error]).toEqual([0, ''])
  return out
}

describe('greenroom outcomes', () => {
  it('lists those of every edition and transport in their order, with sources', async () => {
    const all = await outcomes()
    expect([...all.matchAll(/^(\w+) \((.*?)\) (.*)$/gm)].map(([line]) => line)).toEqual(
      expect.arrayContaining([
        'joinMeetingRoom (current) POST /rooms/{code}/join',
        'joinLivechatRoom (2022) GET /api/v1/livechat/room.join',
        'joinMeetingRoom (current, Socket.IO) event join-room',
        'connectMeetingRooms (current, Socket.IO) on connect',
      ]),
    )
    expect(all).toMatch(/\n {2}403 room-locked {2,}locked by its host {2}\[002#Error Codes 403\]\n/)
    expect(
      all.endsWith(`Sources: 000 to 004 are the documents behind the contract (see specs/DECISIONS.md);
omnichannel.yaml = an API file that Rocket.Chat publishes itself;
server = how the real server behaves; inferred = neither.
`),
    ).toBe(true)
  })

  it('keeps those with a word in their name, cause, status or operation', async () => {
    const rows = (text: string) => text.split('\n').filter((line) => /^ {2}\d{3} /.test(line))
    const locked = rows(await outcomes('ROOM-LOCKED', '--edition', 'current'))
    expect(locked).toHaveLength(2)
    const sockets = await outcomes('connectMeetingRooms', '--edition', '2022')
    expect(sockets).toMatch(/^connectMeetingRooms \(current, Socket\.IO\) on connect\n/)
    const limited = rows(await outcomes('429'))
    expect(limited.length).toBeGreaterThan(1)
    for (const row of limited) expect(row).toMatch(/^ {2}429 /)
    expect(rows(await outcomes('joinVideoConference', '--edition', '2022'))).toHaveLength(6)
  })

  it('prints them as JSON, with a command where there is one', async () => {
    const all = JSON.parse(await outcomes('room-locked', '--json', '--url', 'http://h:1'))
    expect(all).toEqual([
      {
        operation: 'joinMeetingRoom',
        edition: 'current',
        transport: 'http',
        method: 'POST',
        path: '/rooms/{code}/join',
        outcome: 'room-locked',
        status: 403,
        sources: ['002_142f66b635c02c8c.txt#Error Codes 403'],
        statements: {},
        cause: 'locked by its host',
        at: expect.stringMatching(/^specs\/meeting-rooms\.openapi\.yaml:\d+$/),
        curl: expect.stringContaining('http://h:1/rooms/lck-rom-now/join'),
      },
      ...EDITIONS.slice(1).map((edition): unknown =>
        expect.objectContaining({ operation: 'joinMeetingRoom', edition, transport: 'http' }),
      ),
      {
        operation: 'joinMeetingRoom',
        edition: 'current',
        transport: 'socket-io',
        event: 'join-room',
        outcome: 'room-locked',
        status: 403,
        sources: ['002_142f66b635c02c8c.txt#Error Codes 403'],
        statements: {},
        cause: 'locked by its host',
        at: expect.stringMatching(/^specs\/meeting-rooms\.asyncapi\.yaml:\d+$/),
      },
    ])
    const bare = JSON.parse(await outcomes('room-locked', '--json', '--seed', 'empty'))
    expect(bare[0].curl).toBeNull()
  })

  it('writes the page of the mock into a file', async () => {
    expect(await outcomes('--html', at('page.html'))).toBe('')
    const page = await readFile(at('page.html'), 'utf8')
    expect(page).toMatch(/^<!doctype html>[^]*joinMeetingRoom\/room-locked/)
    expect(page).toContain('http://127.0.0.1:4010/rooms/lck-rom-now/join')
    expect(page).not.toContain('mac-limit-reached')
    await outcomes('--html', at('own.html'), '--edition', '8.0', '--url', 'http://h:1', '--seed', 'empty')
    const own = await readFile(at('own.html'), 'utf8')
    expect(own).toContain('mac-limit-reached')
    expect(own).toContain('http://h:1/')
    expect(own).not.toContain('/rooms/lck-rom-now/join')
  })

  it.each([
    [['a', 'b'], 'unexpected argument b\n  greenroom outcomes takes one word.\n'],
    [['a', '--html', 'x'], 'unexpected argument a\n  The page shows every outcome.\n'],
    [['--json', '--html', 'x'], '--json has no effect with --html\n  Drop one of them.\n'],
    [
      ['--url', 'http://h'],
      '--url has no effect without --json or --html\n  The table shows no commands; add one of them.\n',
    ],
    [
      ['--seed', 'empty'],
      '--seed has no effect without --json or --html\n  The table shows no commands; add one of them.\n',
    ],
    [
      ['--port', '1'],
      '--port has no effect without --json or --html\n  The table shows no commands; add one of them.\n',
    ],
    [['--json', '--seed', 'none'], /^there is no seed none\n/],
    [['--html', 'x', '--edition', '2021'], /^there is no edition 2021\n/],
    [['--html', '/dev/null/x'], '/dev/null/x cannot be written\n  Name a file in a writable folder.\n'],
    [
      ['room-lokced'],
      /^no outcome has room-lokced in its name, operation, status or cause\n {2}The most similar are room-locked, /,
    ],
    [['42'], /^no outcome has 42 in its name/],
    [['--edition', '2021'], /^there is no edition 2021\n/],
  ])('%j is refused', async (args, error) => {
    expect(await runCli(['outcomes', ...args])).toEqual({
      code: 2,
      out: '',
      error: typeof error === 'string' ? error : expect.stringMatching(error),
    })
  })
})
