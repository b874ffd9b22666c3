import { describe, expect, it } from 'vitest'
import { servedCli } from '../../../tests/support/served-cli.ts'

const { out, cli } = servedCli()
let worlds = 0
/** A new world, in which things are armed. */
async function begin() {
  const world = `arm-${++worlds}`
  await out('worlds', 'make', world)
  return { world, arm: (...args: string[]) => out('arm', ...args, '--world', world) }
}

describe('greenroom arm', () => {
  it('arms an outcome that one operation alone has, or of an operation, and says so', async () => {
    const { world, arm } = await begin()
    expect(await arm()).toBe(`[${world}] nothing is armed\n`)
    expect(await arm('room-full', '--times', '2')).toBe(`[${world}] joinMeetingRoom: room-full, 2 times\n`)
    expect(await arm('joinLivechatRoom/not-logged-in', '--times', '1')).toBe(
      `[${world}] joinLivechatRoom: not-logged-in, 1 time\n`,
    )
    expect(await arm('not-logged-in', '--operation', 'joinVideoConference')).toBe(
      `[${world}] joinVideoConference: not-logged-in, until cleared\n`,
    )
    expect(await arm()).toBe(
      `[${world}] joinMeetingRoom: room-full, 2 times\n[${world}] joinLivechatRoom: not-logged-in, 1 time\n[${world}] joinVideoConference: not-logged-in, until cleared\n`,
    )
    expect(JSON.parse(await arm('--json')).map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'room-full',
      'not-logged-in',
      'not-logged-in',
    ])
    expect((await arm('--json')).startsWith('[\n  {\n')).toBe(true)
  })

  it('arms a status, a break or a delay, of any operation or of one', async () => {
    const { world, arm } = await begin()
    expect(await arm('--status', '503', '--latency', '2s')).toBe(
      `[${world}] any operation: status 503, 2000 ms late, until cleared\n`,
    )
    expect(await arm('--reset')).toBe(`[${world}] any operation: connection reset, until cleared\n`)
    expect(await arm('joinMeetingRoom', '--latency', '5ms')).toBe(
      `[${world}] joinMeetingRoom: its normal answer, 5 ms late, until cleared\n`,
    )
    expect(JSON.parse(await arm('room-full', '--json'))).toMatchObject([{ outcome: 'room-full' }])
  })

  it('disarms all, or those of an operation', async () => {
    const { world, arm } = await begin()
    await arm('room-full')
    await arm('--reset')
    await arm('not-logged-in', '--operation', 'joinVideoConference')
    await arm('joinLivechatRoom/not-logged-in')
    expect(await arm('--clear', '--operation', 'joinMeetingRoom')).toBe(`[${world}] 1 disarmed\n`)
    expect(await arm()).toBe(
      `[${world}] any operation: connection reset, until cleared\n[${world}] joinVideoConference: not-logged-in, until cleared\n[${world}] joinLivechatRoom: not-logged-in, until cleared\n`,
    )
    expect(await arm('--clear')).toBe(`[${world}] 3 disarmed\n`)
    expect(await arm('--clear')).toBe(`[${world}] nothing was armed\n`)
  })

  it.each([
    [
      ['not-logged-in'],
      'several operations have an outcome not-logged-in\n  Write joinLivechatRoom/not-logged-in, or listLivechatRooms/not-logged-in, or joinVideoConference/not-logged-in.\n',
    ],
    [
      ['not-host'],
      'several operations have an outcome not-host\n  Write lockMeetingRoom/not-host, or endMeetingRoom/not-host.\n',
    ],
    [['--clear', '--json'], '--json has no effect with --clear\n  Drop one of them.\n'],
    [
      ['--status', '499'],
      '--status takes 500 to 599, not 499\n  Arm a documented answer by the name of its outcome; greenroom outcomes lists them.\n',
    ],
    [
      ['--status', '600'],
      '--status takes 500 to 599, not 600\n  Arm a documented answer by the name of its outcome; greenroom outcomes lists them.\n',
    ],
    [
      ['room-full', '--status', '503'],
      'an outcome, --status and --reset are different answers\n  Keep one of them; an outcome has a status of its own.\n',
    ],
    [['room-full', '--reset'], /^an outcome, --status and --reset are different answers\n {2}Keep one of them; /],
    [['--status', '503', '--reset'], /^an outcome, --status and --reset are different answers\n {2}Keep one of them; /],
    [
      ['joinMeetingRoom'],
      /^there is no answer to arm\n {2}Name an outcome, or add --status, --reset or --latency\.\n$/,
    ],
    [['--times', '2'], 'there is no answer to arm\n  Name an outcome, or add --status, --reset or --latency.\n'],
    [['room-ful'], 'there is no outcome room-ful\n  Did you mean room-full? greenroom outcomes lists them.\n'],
    [['joinRoom/room-full'], /^there is no operation joinRoom\n/],
    [['joinMeetingRoom/none'], 'there is no outcome none\n  greenroom outcomes lists them.\n'],
    [
      ['joinMeetingRoom/not-allowed'],
      'the mock serves no outcome not-allowed of joinMeetingRoom\n  greenroom outcomes lists those of each edition.\n',
    ],
    [['a', 'b'], 'unexpected argument b\n  greenroom arm takes one outcome or operation.\n'],
    [['room-full', '--clear'], '--clear takes no outcome\n  Name an operation with --operation, or nothing.\n'],
    [['--clear', '--times', '1'], '--times has no effect with --clear\n  Drop one of them.\n'],
    [['--clear', '--latency', '1s'], '--latency has no effect with --clear\n  Drop one of them.\n'],
    [['--clear', '--status', '500'], '--status has no effect with --clear\n  Drop one of them.\n'],
    [['--clear', '--reset'], '--reset has no effect with --clear\n  Drop one of them.\n'],
    [
      ['joinMeetingRoom/room-full', '--operation', 'joinMeetingRoom'],
      '--operation has no effect with joinMeetingRoom/\n  Drop it: the name already says it.\n',
    ],
    [
      ['room-full', '--latency', 'x'],
      'x is not a duration\n  Use milliseconds, or a number with a unit: 500ms, 5s, 2m, 1h, 3d.\n',
    ],
    [
      ['room-full', '--latency=-1s'],
      '--latency, in milliseconds, must be >= 1\n  greenroom arm --help says what it takes.\n',
    ],
    [['room-full', '--times', '0'], '--times must be >= 1\n  greenroom arm --help says what it takes.\n'],
  ])('%j is refused', async (args, error) => {
    expect(await cli('arm', ...args)).toEqual({
      code: 2,
      out: '',
      error: typeof error === 'string' ? error : expect.stringMatching(error),
    })
  })

  it('takes the bounds of a server error', async () => {
    const { arm } = await begin()
    expect(await arm('--status', '500')).toBe('[arm-4] any operation: status 500, until cleared\n')
    expect(await arm('--status', '599')).toBe('[arm-4] any operation: status 599, until cleared\n')
  })
})
