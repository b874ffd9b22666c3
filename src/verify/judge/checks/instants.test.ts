import { describe, expect, it } from 'vitest'
import { answer, foundBy, exampleOf, withMembers } from '../../testing/answers.ts'
import { checkInstants } from './instants.ts'

const ID = 'joinMeetingRoom/joined-as-guest'
const NOW = Date.UTC(2026, 2, 3, 10, 0)
const found = (joinedAt: string, at: number | null = NOW): string[] =>
  foundBy(checkInstants, { ...answer(ID, { body: withMembers(exampleOf(ID), { joinedAt }) }), at })

describe('the instant of a call', () => {
  it.each([
    '2026-03-03T10:00:00.000Z',
    '2026-03-03T09:50:00.000Z',
    '2026-03-03T10:10:00.000Z',
    '2026-03-03T12:00:00+02:00',
  ])('may be %s at ten, by the clock of another machine', (joinedAt) => {
    expect(found(joinedAt)).toEqual([])
  })

  it.each([
    '2026-03-03T09:49:59.999Z',
    '2026-03-03T10:10:00.001Z',
    '2026-03-03T12:00:00.000Z',
    '1970-01-01T00:00:00.000Z',
    'soon',
  ])('is not %s at ten', (joinedAt) => {
    expect(found(joinedAt)).toEqual(['effect /joinedAt: /joinedAt is not the instant of the call'])
  })

  it('may be missing only where the target never sends it, and then is no other either', () => {
    const of = (joinedAt: string | undefined, absent: readonly string[]): string[] => {
      const answered = answer(ID, { body: withMembers(exampleOf(ID), { joinedAt }) })
      return foundBy(checkInstants, { ...answered, at: NOW, absent })
    }
    const wrong = ['effect /joinedAt: /joinedAt is not the instant of the call']
    expect([of(undefined, ['joinedAt']), of(undefined, ['leftAt'])]).toEqual([[], wrong])
    expect(of('2026-03-03T12:00:00.000Z', ['joinedAt'])).toEqual(wrong)
  })

  it('is told with the instant that it should be near, and on what that rests', () => {
    const answered = answer(ID, { body: withMembers(exampleOf(ID), { joinedAt: 'soon' }) })
    const outcome = { ...answered.outcome, statements: { '/joinedAt': ['a#joined'] } }
    expect(checkInstants({ ...answered, outcome, at: NOW, caseSources: ['server'] })).toEqual([
      {
        check: 'effect',
        message: '/joinedAt is not the instant of the call',
        pointer: '/joinedAt',
        expected: '2026-03-03T10:00:00.000Z',
        actual: 'soon',
        source: 'server',
        sources: ['a#joined', 'server'],
      },
    ])
  })

  it('is not asked for where the target has a clock of its own', () => {
    expect(found('1970-01-01T00:00:00.000Z', null)).toEqual([])
  })
})
