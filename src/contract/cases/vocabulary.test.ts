import { describe, expect, it } from 'vitest'
import { faces } from '../compiled/faces.ts'
import { vocabularyOf } from './vocabulary.ts'

describe('the words of cases', () => {
  it('are identities, with whether they have credentials, and subjects with their facts', () => {
    const words = vocabularyOf(
      faces.current,
      [
        { identities: { agent: { person: 'a' }, nobody: { says: 'n' } } },
        { identities: { host: { member: 'h' }, nobody: {} } },
      ],
      {
        room: {
          facts: { locked: {}, unknown: { absent: true }, odd: { absent: 'yes' } },
          yields: { code: {}, id: {} },
        },
        limit: {},
      },
    )
    expect(words).toEqual({
      faces: faces.current,
      identities: new Map([
        ['agent', true],
        ['nobody', false],
        ['host', true],
      ]),
      subjects: new Map([
        [
          'room',
          { facts: new Set(['locked', 'unknown', 'odd']), absent: new Set(['unknown']), yields: ['code', 'id'] },
        ],
        ['limit', { facts: new Set(), absent: new Set(), yields: [] }],
      ]),
    })
  })

  it('are none of what says nothing', () => {
    expect(vocabularyOf([], [null, {}, { identities: 5 }], null)).toEqual({
      faces: [],
      identities: new Map(),
      subjects: new Map(),
    })
  })
})
