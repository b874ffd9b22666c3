import { expect, it } from 'vitest'
import { runInfo } from '../../../tests/support/sample-report.ts'
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
})
