import { expect, it } from 'vitest'
import { brokenCase, eventsOf, runInfo } from '../../../tests/support/sample-report.ts'
import { standTimers } from '../../../tests/support/timers.ts'
import type { Io } from '../command.ts'
import { verify } from '../commands/verify.ts'
import { readInput } from '../read-input.ts'
import { createTelling } from './telling.ts'

it.each<[string, number, string[], Partial<Io>]>([
  ['in a log', 2, [], {}],
  ['on the terminal of a CI', 2, [], { columns: 80, env: { CI: 'true' } }],
  ['on a terminal', 0, [], { columns: 80 }],
  ['that is quiet', 0, ['--quiet'], {}],
  ['on a terminal without a width', 0, [], { columns: 0 }],
])('a run %s prints %i lines of progress in a minute, and none after its end', (_, lines, args, io) => {
  using timers = standTimers()
  let text = ''
  const out = (more: string): void => void (text += more)
  const telling = createTelling(readInput(verify, args, {}), { out, error: () => {}, env: {}, ...io })
  telling.on({ kind: 'planned', run: runInfo({ cases: 3 }) })
  timers.pass(60_000)
  telling.stop()
  timers.pass(60_000)
  expect(text.match(/^… 0\/3 .*\n/gm) ?? []).toHaveLength(lines)
  expect(timers.waiting()).toBe(0)
})

/** What is printed of a run in which cases differ for the same reason. */
async function told(args: string[], io: Partial<Io> = {}): Promise<string> {
  let text = ''
  const out = (more: string): void => void (text += more)
  const telling = createTelling(readInput(verify, args, {}), { out, error: () => {}, env: {}, ...io })
  const results = Array.from({ length: 12 }, (_, n) =>
    brokenCase({ id: `joinMeetingRoom/room-full:case-${n}`, verdict: 'differs' }),
  )
  for (const event of eventsOf(results)) telling.on(event)
  telling.stop()
  return text
}

it('a run on a terminal shows no line of progress that is wider than it', async () => {
  const progress = async (columns: number): Promise<number> =>
    Math.max(
      ...(await told([], { columns }))
        .split('\u001b[2K')
        .slice(1, 12)
        .map((line) => line.split('\r')[0]?.length ?? 0),
    )
  expect(await progress(20)).toBeLessThan(20)
  expect(await progress(0)).toBeLessThan(20)
  expect(await progress(200)).toBeGreaterThan(20)
})

it('a run groups cases by their causes, unless all of them are asked for', async () => {
  expect(await told([])).not.toContain('case-11')
  expect(await told(['--all'])).toContain('case-11')
  expect(await told(['--quiet'])).not.toContain('case-11')
  expect(await told([], { colours: true })).toContain('\u001b[1m')
  expect(await told([])).not.toContain('\u001b')
})
