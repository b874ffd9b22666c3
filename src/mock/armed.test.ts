import { describe, expect, it } from 'vitest'
import type { Arm } from '../domain/state.ts'
import { currentFace } from '../verify/testing/answers.ts'
import { afterUse, armFor } from './armed.ts'

describe('of what is armed', () => {
  const face = currentFace('joinMeetingRoom')
  const arm = (id: string, more: Partial<Arm> = {}): Arm => ({
    id,
    operation: null,
    times: null,
    latencyMs: 0,
    answer: { kind: 'reset' },
    ...more,
  })
  const outcome = (name: string): Partial<Arm> => ({ answer: { kind: 'outcome', outcome: name } })
  const first = (...arms: Arm[]): string | undefined => armFor(arms, face)?.id

  it('the first that is counted answers, else the latest of the others', () => {
    expect(first()).toBeUndefined()
    expect(first(arm('a'), arm('b'))).toBe('b')
    expect(first(arm('a'), arm('b', { times: 2 }), arm('c', { times: 1 }), arm('d'))).toBe('b')
  })

  it('one of another operation, or with an outcome that only another face has, waits', () => {
    expect(first(arm('a', { operation: face.operation }), arm('b', { operation: 'joinLivechatRoom' }))).toBe('a')
    expect(first(arm('a', outcome('room-full')), arm('b', outcome('no-such-outcome')))).toBe('a')
    expect(first(arm('b', { operation: 'joinLivechatRoom', times: 1 }))).toBeUndefined()
  })

  it('one is left once less often, gone after its last, and one that is not counted stays', () => {
    const [standing, twice, once] = [arm('s'), arm('t', { times: 2 }), arm('o', { times: 1 })]
    const all = [standing, twice, once]
    expect(afterUse(all, standing)).toBe(all)
    expect(afterUse(all, twice).map(({ id, times }) => [id, times])).toEqual([
      ['s', null],
      ['t', 1],
      ['o', 1],
    ])
    expect(afterUse(all, once)).toEqual([standing, twice])
  })
})
