import { describe, expect, it } from 'vitest'
import { runCli, serveCli } from '../../../tests/support/run-cli.ts'
import { servedCli } from '../../../tests/support/served-cli.ts'

const { out, cli } = servedCli()
const CODE = /^[a-z]{3}-[a-z]{3}-[a-z]{3}$/
const ONE_ROOM =
  /^a situation has one meeting-room, not two\n {2}Write all of its facts together, or set each by itself\.\n$/
const EXAMPLE =
  /Write it in quotes: greenroom set '<subject>: \[<fact>\]', or '<subject> <code or id>: \[<fact>\]' for one that exists\. Subjects and facts: meeting-room: locked, full, /

describe('greenroom set', () => {
  it('makes subjects with facts, and prints what names them', async () => {
    const text = await out('set', 'meeting-room: [locked, full]', 'call: []')
    const [, code = '', callId = ''] = /^code: (\S+)\ncallId: (\S+)\n$/.exec(text) ?? []
    expect([code, callId]).toEqual([expect.stringMatching(CODE), expect.stringMatching(/^[0-9a-f]{24}$/)])
    expect(await out('call', 'joinMeetingRoom', `code=${code}`)).toContain('room-locked')
    expect(JSON.parse(await out('set', 'livechat-room:', '--json'))).toEqual({
      roomId: expect.stringMatching(/^\w{17}$/),
    })
    expect(await out('set', 'meeting-room: last-seat')).toMatch(/^code: /)
  })

  it('adds facts to what is there', async () => {
    expect(await out('set', 'meeting-room abc-def-ghi: [locked]')).toBe('code: abc-def-ghi\n')
    expect(await out('call', 'joinMeetingRoom', 'code=abc-def-ghi')).toContain('room-locked')
  })

  it('uses up limits, of one operation or of all', async () => {
    await out('worlds', 'make', 'w')
    expect(await out('set', 'limit: [used-up]', '--operation', 'joinVideoConference', '--world', 'w')).toBe(
      '[w] done\n',
    )
    expect(await out('call', 'joinVideoConference', 'callId=x', '--world', 'w')).toContain('rate-limited')
    expect(await out('set', 'limit: [used-up]')).toBe('[default] done\n')
    expect(await out('call', 'joinVideoConference', 'callId=x')).toContain('rate-limited')
  })

  it('uses up the limit of the operation that is named alone, and of all without one', async () => {
    await using later = await serveCli(['--edition', '8.0'])
    const run = async (...args: string[]) => (await runCli(args, later.env)).out
    const calls = async () => [
      await run('call', 'joinVideoConference', 'callId=x'),
      await run('call', 'listLivechatRooms', 'count=1'),
    ]
    const limited = async () => (await calls()).map((text) => text.includes('\n429 rate-limited '))
    expect(await limited()).toEqual([false, false])
    await run('set', 'limit: [used-up]', '--operation', 'joinVideoConference')
    expect(await limited()).toEqual([true, false])
    await run('set', 'limit: [used-up]')
    expect(await limited()).toEqual([true, true])
  })

  it.each([
    [[], /^greenroom set takes a situation\n/],
    [['meeting-room'], /^meeting-room is not a situation\n/],
    [['[1]'], /^\[1\] is not a situation\n/],
    [['meeting-room: ['], /^meeting-room: \[ is not valid YAML\n/],
    [['{ meeting-room: &a [locked], livechat-room: *a }'], / is not valid YAML\n/],
    [['meeting-room a b: []'], /^meeting-room a b names no subject that exists\n/],
    [['limit a: [used-up]'], /^limit a names no subject that exists\n/],
  ])('%j is refused with an example', async (args, error) => {
    const ran = await cli('set', ...args)
    expect([ran.code, ran.out]).toEqual([2, ''])
    expect(ran.error).toMatch(error)
    expect(ran.error).toMatch(EXAMPLE)
  })

  it('uses up the limit of one operation, beside a room', async () => {
    const args = ['meeting-room: []', 'limit: [used-up]', '--operation', 'joinVideoConference']
    expect(await out('set', ...args)).toMatch(/^code: \S+\n$/)
  })

  it.each([
    [['meeting-rom: [locked]'], /^there is no subject meeting-rom\n {2}Did you mean meeting-room\?/],
    [
      ['limit: [used-up]', '--operation', 'joinMeetingRoom'],
      /^--operation must have a rate limit to use up\n {2}greenroom set --help says what it takes\.\n$/,
    ],
    [['meeting-room: [loked]'], /^there is no fact of a meeting-room loked\n {2}Did you mean locked\?/],
    [['meeting-room: [5]'], /^there is no fact of a meeting-room 5\n/],
    [['meeting-room: [toString]'], /^there is no fact of a meeting-room toString\n/],
    [['meeting-room: [locked]', 'meeting-room: [full]'], ONE_ROOM],
    [['meeting-room abc-def-ghi: [locked]', 'call: []', 'meeting-room lck-rom-now: []'], ONE_ROOM],
    [
      ['meeting-room none: [locked]'],
      /^there is no meeting-room none in the world default\n {2}greenroom rooms lists them all\.\n$/,
    ],
    [
      ['livechat-room abc-def-ghi: []'],
      /^there is no livechat-room abc-def-ghi in the world default\n {2}greenroom rooms lists them all\.\n$/,
    ],
    [['meeting-room: [locked, active]'], /^there is no fact of a meeting-room active\n {2}Did you mean inactive\?/],
    [['meeting-room: []', '--operation', 'none'], /^there is no operation none\n {2}Known: connectMeetingRooms, /],
    [
      ['meeting-room: []', '--operation', 'joinMeetingRoom'],
      /^--operation has no effect without 'limit: \[used-up\]'\n {2}Drop it, or add that: it selects whose limit to use up\.\n$/,
    ],
  ])('%j is refused', async (args, error) => {
    expect(await cli('set', ...args)).toEqual({ code: 2, out: '', error: expect.stringMatching(error) })
  })
})
