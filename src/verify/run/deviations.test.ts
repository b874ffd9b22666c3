import { describe, expect, it } from 'vitest'
import type { RecordedFinding } from '../model/target.ts'
import { createMask } from '../redact/mask.ts'
import { createRedaction } from '../redact/redaction.ts'
import { comparedWith, isAccepted } from './deviations.ts'

const redaction = createRedaction([], null)
const ack = (says: string): RecordedFinding => ({ check: 'ack', says })
const error: RecordedFinding = { check: 'body', at: '/error', found: 'error-not-allowed' }
const compared = (recorded: readonly RecordedFinding[], found: readonly RecordedFinding[]) =>
  comparedWith({ findings: recorded }, found, redaction)

describe('a recorded deviation', () => {
  it('is the same again, in whatever order', () => {
    expect(compared([error, ack('none came')], [ack('none came'), error])).toEqual({ other: [], gone: [] })
  })

  it('tells of a finding that is not recorded, and of one that is no longer there', () => {
    expect(compared([error], [ack('none came')])).toEqual({
      other: ['ack: none came'],
      gone: ['body at /error is "error-not-allowed"'],
    })
  })

  it('tells what is there instead of what is recorded', () => {
    expect(compared([error], [{ ...error, found: 'error-not-Allowed' }]).other).toEqual([
      'body at /error is "error-not-Allowed", not "error-not-allowed"',
    ])
    expect(compared([{ check: 'status', found: 400 }], [{ check: 'status', found: 500 }]).other).toEqual([
      'status is 500, not 400',
    ])
    expect(compared([ack('none came')], [ack('two came')]).other).toEqual(['ack: two came, not none came'])
    expect(compared([ack('none came')], [{ check: 'ack', found: 2 }]).other).toEqual(['ack is 2'])
  })

  it('tells what is there instead of nothing that is recorded of another place', () => {
    const code: RecordedFinding = { check: 'body', at: '/code', found: 'full' }
    expect(compared([code], [error])).toEqual({
      other: ['body at /error is "error-not-allowed"'],
      gone: ['body at /code is "full"'],
    })
    expect(compared([code, { ...error, found: 'none' }], [error]).other).toEqual([
      'body at /error is "error-not-allowed", not "none"',
    ])
  })

  it('tells of no more than the kind of lists and objects, and of placeholders as they are, whatever else is masked', () => {
    const masked = createRedaction([], createMask({ fixed: new Set(), key: new Uint8Array(32) }))
    const of = (was: unknown, is: unknown): readonly string[] => {
      const at = { check: 'body', at: '/a' } as const
      return comparedWith({ findings: [{ ...at, found: was }] }, [{ ...at, found: is }], masked).other
    }
    expect(of({ name: 'Jane' }, ['Jane'])).toEqual(['body at /a is another list, not another object'])
    expect(of('<text>', '<nothing>')).toEqual(['body at /a is <nothing>, not <text>'])
    expect(of('<number>', 'Jane')).toEqual([
      expect.stringMatching(/^body at \/a is "text\(4\) #[0-9a-f]{6}", not <number>$/),
    ])
  })

  it('of a whole answer names no place', () => {
    expect(compared([], [{ check: 'body', at: '', found: 'Nein' }]).other).toEqual(['body is "Nein"'])
  })

  it('is about one call of a case, the first where it names none', () => {
    const second = { ...error, call: 2 }
    expect(compared([second], [second])).toEqual({ other: [], gone: [] })
    expect(compared([error], [second]).other).toEqual(['call 2: body at /error is "error-not-allowed"'])
    expect(compared([{ ...error, call: 1 }], [error]).other).toEqual([])
  })

  it('lets be anything what it leaves out', () => {
    for (const lax of [
      { check: 'body' },
      { check: 'body', at: '/error' },
      { check: 'body', found: 'error-not-allowed' },
    ] as const)
      expect(compared([lax], [error])).toEqual({ other: [], gone: [] })
    expect(compared([{ check: 'ack' }], [ack('none came')]).other).toEqual([])
    expect(compared([{ check: 'body', at: '/message' }], [error]).other).toHaveLength(1)
  })

  it('is accepted through its last day', () => {
    const recorded = { case: 'a', findings: [], reason: 'r', until: '2026-03-31', at: 'f:1' }
    const days = ['2026-03-30', '2026-03-31', '2026-04-01', '2027-01-01']
    expect(days.map((day) => isAccepted(recorded, day))).toEqual([true, true, false, false])
  })
})
