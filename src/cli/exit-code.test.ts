import { expect, it } from 'vitest'
import { exitCode } from './exit-code.ts'

it('exit codes stay what scripts rely on', () => {
  expect(exitCode).toEqual({
    held: 0,
    broken: 1,
    usage: 2,
    unreachable: 3,
    refusedForSafety: 4,
    uncovered: 5,
    fault: 70,
    interrupted: 130,
  })
})
