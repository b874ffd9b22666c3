import { describe, expect, it } from 'vitest'
import { verify } from '../commands/verify.ts'
import { readInput } from '../read-input.ts'
import { toPercent } from './options.ts'
import { toRunSettings } from './run-settings.ts'

const input = (...args: string[]) => readInput(verify, args, {})
const target = { name: 't', url: 'http://h:1', edition: 'current', operations: null, transports: ['http'] } as const
const FAULT = expect.objectContaining({ name: 'Fault' })

describe('the settings of a run', () => {
  it('are what is typed, minutes as milliseconds, and nothing that is not', () => {
    const all = input(
      '--case',
      'a',
      '--transport=polling',
      '--transport=http',
      '--deadline=2',
      '--retries=0',
      '--workers=3',
      '--min-coverage=50',
      '--gate=all',
      '--shuffle=0',
      '--deviations=d',
      '--keep-bodies',
      '--skip=a/b=why, or = not',
      '--allow-mutating=h:1',
    )
    expect(toRunSettings(all, target)).toMatchObject({
      cases: ['a'],
      transports: ['http', 'polling'],
      deadlineMs: 120_000,
      retries: 0,
      workers: 3,
      minCoverage: 50,
      gate: 'inferred',
      shuffle: 0,
      deviations: 'd',
      keepBodies: true,
      allowMutating: ['h:1'],
      skip: [{ case: 'a/b', reason: 'why, or = not' }],
    })
    expect(Object.keys(toRunSettings(input(), target)).toSorted()).toEqual([
      'allowMutating',
      'cases',
      'keepBodies',
      'reproduce',
      'skip',
      'transports',
    ])
  })

  it.each([
    '--deadline=0',
    '--deadline=1441',
    '--retries=21',
    '--workers=0',
    '--workers=17',
    '--min-coverage=101',
    '--gate=none',
    '--transport=htp',
  ])('are refused with %s', (arg) => {
    expect(() => toRunSettings(input(arg), target)).toThrow(FAULT)
  })

  it('have a percentage up to a hundred', () => {
    expect([toPercent(input('--min-coverage=100'), 'min-coverage'), toPercent(input(), 'min-coverage')]).toEqual([
      100,
      undefined,
    ])
  })
})
