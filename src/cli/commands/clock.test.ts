import { describe, expect, it } from 'vitest'
import { runCli } from '../../../tests/support/run-cli.ts'
import { servedCli } from '../../../tests/support/served-cli.ts'

const { out, cli } = servedCli()

describe('greenroom clock', () => {
  it('reads, sets, moves, runs and freezes the clock of a world', async () => {
    await out('worlds', 'make', 'w')
    const clock = (...args: string[]) => out('clock', ...args, '--world', 'w')
    expect(await clock()).toBe('2026-03-03T10:30:00.000Z frozen\n')
    expect(await clock('set', '2027-01-01T00:00:00Z')).toBe('2027-01-01T00:00:00.000Z frozen\n')
    expect(await clock('set', '2027-01-01')).toBe('2027-01-01T00:00:00.000Z frozen\n')
    expect(await clock('advance', '1.5m')).toBe('2027-01-01T00:01:30.000Z frozen\n')
    expect(await out('clock')).toMatch(/^20\d\d-\S+Z running\n$/)
    expect(await clock('run')).toMatch(/^2027-01-01T00:0[1-9]:\d\d\.\d{3}Z running\n$/)
    expect(await clock('freeze')).toMatch(/ frozen\n$/)
  })

  it.each([
    [['stop'], 'greenroom clock cannot stop'],
    [['stop', 'now'], 'greenroom clock cannot stop now'],
    [['set'], 'greenroom clock cannot set'],
    [['advance'], 'greenroom clock cannot advance'],
    [['freeze', 'now'], 'greenroom clock cannot freeze now'],
    [['run', '5s'], 'greenroom clock cannot run 5s'],
    [['set', 'a', 'b'], 'unexpected argument b'],
  ])('%j is refused with what it takes', async (args, message) => {
    expect(await cli('clock', ...args)).toEqual({
      code: 2,
      out: '',
      error: `${message}\n  greenroom clock takes freeze, run, set <instant>, or advance <time>, as in advance 5s.\n`,
    })
  })

  it('changes nothing by a time that is none, and looks for no server then', async () => {
    for (const verb of ['set', 'advance'])
      expect((await runCli(['clock', verb, 'soon'])).error).toMatch(/^soon is not a (?:valid time|duration)\n/)
    expect((await cli('clock', 'set', 'soon')).error).toBe(
      'soon is not a valid time\n  Write, for example, 2026-03-03T10:30:00Z.\n',
    )
    expect((await cli('clock', 'advance', 'soon')).error).toBe(
      'soon is not a duration\n  Use milliseconds, or a number with a unit: 500ms, 5s, 2m, 1h, 3d.\n',
    )
    expect((await cli('clock', 'advance', '5')).error).toBe('5 has no unit\n  Write 5s, 5ms, 5m or 5h.\n')
  })
})
