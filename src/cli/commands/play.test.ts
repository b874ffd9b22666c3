import { describe, expect, it } from 'vitest'
import { servedCli } from '../../../tests/support/served-cli.ts'

const { out, cli } = servedCli()
let worlds = 0
const HOW = 'greenroom play --list lists the scenarios; greenroom play full-house plays one.'
async function begin() {
  const world = `play-${++worlds}`
  await out('worlds', 'make', world)
  return { world, play: (...args: string[]) => out('play', ...args, '--world', world) }
}

describe('greenroom play', () => {
  it('lists the scenarios, in columns or as JSON', async () => {
    const list = await out('play', '--list')
    expect(list.split('\n')[0]).toMatch(/^agent-joins-twice +\w/)
    expect(list).toContain(
      'last-seat               Two guests want the last seat in the same second; one gets it, and the other gets the next one.\n',
    )
    expect(JSON.parse(await out('play', '--list', '--json'))).toContainEqual({
      name: 'last-seat',
      about: 'Two guests want the last seat in the same second; one gets it, and the other gets the next one.',
      steps: 6,
    })
  })

  it('starts one, goes on step by step, and shows how far it is', async () => {
    const { world, play } = await begin()
    const started = await play('last-seat', '--step')
    expect(started).toMatch(
      new RegExp(
        `^\\[${world}\\] last-seat: 1 of 6 steps played · code \\w{3}-\\w{3}-\\w{3}\\n {2}next at 2026-03-03T10:30:05\\.000Z: Jane: joinMeetingRoom\\n$`,
      ),
    )
    expect(await play()).toBe(started)
    expect(await play('--next')).toContain(`[${world}] last-seat: 2 of 6 steps played`)
    expect(JSON.parse(await play('--next', '--json'))).toMatchObject({ name: 'last-seat', played: 3, mode: 'step' })
    for (let n = 0; n < 3; n++) await play('--next')
    expect(await play()).toMatch(/^\[[^\]]*\] last-seat: 6 of 6 steps played · code \S+\n$/)
    expect((await cli('play', 'last-seat', '--step', '--world', world)).error).toBe(
      `[${world}] replaces last-seat, which had ended; its guests leave\n`,
    )
  })

  it('shows what was answered otherwise', async () => {
    const { world, play } = await begin()
    await play('last-seat', '--step')
    await out('arm', 'room-locked', '--times', '1', '--world', world)
    expect(await play('--next')).toMatch(
      /\n {2}Jane: joinMeetingRoom, room-locked, not joined-as-guest as \S+:\d+ expects\n$/,
    )
  })

  it('stops one, and says which it replaces', async () => {
    const { world, play } = await begin()
    await play('last-seat', '--step')
    const replacing = await cli('play', 'full-house', '--step', '--world', world)
    expect([replacing.code, replacing.error]).toEqual([
      0,
      `[${world}] replaces last-seat, which ends after 1 of 6 steps; its guests leave\n`,
    ])
    expect(await play('--stop')).toBe(`[${world}] full-house has ended\n`)
    expect(await cli('play', '--stop', '--world', world)).toEqual({
      code: 2,
      out: '',
      error: `No scenario is playing in the world ${world}. Start one first. (GET /worlds/${world}/scenario was refused with 404)\n  ${HOW}\n`,
    })
    expect(JSON.parse(await play('last-seat', '--speed', '0.5', '--json'))).toMatchObject({ mode: 'timed', speed: 0.5 })
    await play('--stop')
  })

  it.each([
    [['a', 'b'], 'unexpected argument b\n  greenroom play takes one scenario.\n'],
    [['--next', '--stop'], "--next can't be combined with other options\n  greenroom play --help lists the options.\n"],
    [
      ['last-seat', '--list'],
      "--list can't be combined with other options\n  greenroom play --help lists the options.\n",
    ],
    [['last-seat', '--step', '--speed', '2'], "--step and --speed can't be combined\n  Drop one of them.\n"],
    [['--list', '--world', 'a'], '--world has no effect with --list\n  Drop one of them.\n'],
    [
      ['--speed', '2'],
      '--speed has no effect without a scenario\n  Name the one to start; greenroom play --list lists them.\n',
    ],
    [['--stop', '--json'], '--json has no effect with --stop\n  Omit it: the exit code tells the result.\n'],
    [
      ['last-set'],
      'there is no scenario last-set\n  Did you mean last-seat? Known: agent-joins-twice, crowd, full-house, guest-before-host, last-seat, locked-mid-call, room-ends-while-inside.\n',
    ],
    [
      [],
      `No scenario is playing in the world default. Start one first. (GET /worlds/default/scenario was refused with 404)\n  ${HOW}\n`,
    ],
    [
      ['last-seat', '--next'],
      "--next can't be combined with other options\n  greenroom play --help lists the options.\n",
    ],
    [['--list', '--speed', '2'], '--speed has no effect with --list\n  Drop one of them.\n'],
    [['--list', '--step'], '--step has no effect with --list\n  Drop one of them.\n'],
    [
      ['--next', '--speed', '2'],
      '--speed has no effect without a scenario\n  Name the one to start; greenroom play --list lists them.\n',
    ],
    [
      ['last-seat', '--speed', '0'],
      '--speed takes 0.1 to 1000, not 0\n  For example: 10 plays ten times as fast as written.\n',
    ],
  ])('%j is refused', async (args, error) => {
    expect(await cli('play', ...args)).toEqual({
      code: 2,
      out: '',
      error: typeof error === 'string' ? error : expect.stringMatching(error),
    })
  })
})
