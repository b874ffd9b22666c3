import { describe, expect, it } from 'vitest'
import { verify } from '../commands/verify.ts'
import { readInput } from '../read-input.ts'
import { toPercent } from './options.ts'
import { toRunSettings } from './run-settings.ts'
import { caseOf } from '../../verify/testing/answers.ts'

const input = (...args: string[]) => readInput(verify, args, {})
const target = { name: 't', url: 'http://h:1', edition: 'current', operations: null, transports: ['http'] } as const

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
    const { reproduce, ...settings } = toRunSettings(all, target)
    expect(reproduce?.(caseOf('joinMeetingRoom/room-full'), 'http')).toMatch(/^npx greenroom verify --edition current /)
    expect(settings).toEqual({
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
    expect(toRunSettings(input(), target)).toMatchObject({
      allowMutating: [],
      cases: [],
      keepBodies: false,
      skip: [],
      transports: [],
    })
  })

  it.each([
    ['--deadline=0', '--deadline takes 1 to 1440, not 0', 'Omit it for the default.'],
    ['--deadline=1441', '--deadline takes 1 to 1440, not 1441', 'Omit it for the default.'],
    ['--retries=21', '--retries takes 0 to 20, not 21', 'Omit it for the default.'],
    ['--workers=0', '--workers takes 1 to 16, not 0', 'Omit it for the default.'],
    ['--workers=17', '--workers takes 1 to 16, not 17', 'Omit it for the default.'],
    ['--min-coverage=101', '--min-coverage takes a percentage, not 101', 'Write 0 to 100.'],
    ['--gate=none', 'there is no gate none', 'Known: document, server, inferred, all.'],
    ['--transport=htp', 'there is no transport htp', 'Did you mean http? Known: http, polling, websocket, upgraded.'],
  ])('are refused with %s', (arg, message, fix) => {
    expect(() => toRunSettings(input(arg), target)).toThrow(expect.objectContaining({ name: 'Fault', message, fix }))
  })

  it('are taken at their bounds', () => {
    const least = toRunSettings(input('--deadline=1', '--retries=0', '--workers=1', '--min-coverage=0'), target)
    expect(least).toMatchObject({ deadlineMs: 60_000, retries: 0, workers: 1, minCoverage: 0 })
    const most = toRunSettings(input('--deadline=1440', '--retries=20', '--workers=16', '--min-coverage=100'), target)
    expect(most).toMatchObject({ deadlineMs: 86_400_000, retries: 20, workers: 16, minCoverage: 100 })
  })

  it('have a percentage up to a hundred', () => {
    expect([toPercent(input('--min-coverage=100'), 'min-coverage'), toPercent(input(), 'min-coverage')]).toEqual([
      100,
      undefined,
    ])
  })
})
