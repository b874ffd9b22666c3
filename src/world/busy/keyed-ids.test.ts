import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyedIds } from './keyed-ids.ts'
import { callIds, livechatIds, meetingCodes } from './looks.ts'

const LOOKS = { livechatIds, meetingCodes, callIds }

describe('ids that encode their place', () => {
  it('are the same on every machine, in every version', () => {
    const ids = Object.values(LOOKS).map((look) => [0, 1, 2, 999_999].map((place) => keyedIds(look, 50, 2).at(place)))
    expect(ids).toEqual([
      ['TJEbrmDb7G4G3iumt', 'ELEq8iEtQ9XHR6DDe', 'MH3dDqckFe9kcsC4B', 'XStfetzXNXY2JLyTa'],
      ['mhf-uzg-fkf', 'fhr-jdb-bzb', 'mtr-rpi-ess', 'nha-rtm-fac'],
      ['f6cdb9fd5622731f5dfe7dac', '71ebf667afecac68d3a9818d', '42292d0622c6424f47e513b5', '3785556634c9885a1a1a724a'],
    ])
  })

  it.each([
    ['livechatIds', /^[2-9A-HJ-NP-TW-Za-km-z]{17}$/],
    ['meetingCodes', /^[a-z]{3}-[a-z]{3}-[a-z]{3}$/],
    ['callIds', /^[0-9a-f]{24}$/],
  ] as const)('of the look %s match it, and lead back to their place', (name, pattern) => {
    const ids = keyedIds(LOOKS[name], 1_000, 4)
    fc.assert(
      fc.property(fc.nat(1_000_000), (place) => {
        const id = ids.at(place)
        expect([id, ids.guess(id)]).toEqual([expect.stringMatching(pattern), place])
      }),
    )
  })

  it('are unique, and unrelated to those of another source or stream', () => {
    const all = [keyedIds(callIds, 1, 1), keyedIds(callIds, 2, 1), keyedIds(callIds, 1, 2)].flatMap((ids) =>
      Array.from({ length: 300 }, (_, place) => ids.at(place)),
    )
    expect(new Set(all.map((id) => id.slice(0, 8))).size).toBe(900)
  })

  it('lead nowhere if they have another length, and somewhere otherwise', () => {
    const ids = keyedIds(livechatIds, 50, 2)
    expect([ids.guess(''), ids.guess('a'.repeat(16)), ids.guess('a'.repeat(18))]).toEqual([-1, -1, -1])
    expect(ids.guess('a'.repeat(17))).toBeGreaterThanOrEqual(0)
    expect(ids.guess('!'.repeat(17))).toBeGreaterThanOrEqual(0)
  })
})
