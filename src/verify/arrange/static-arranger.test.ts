import { describe, expect, it } from 'vitest'
import { caseOf, currentFace } from '../testing/answers.ts'
import { target } from '../testing/runs.ts'
import { isNotArranged } from '../model/arrangement.ts'
import type { Arranger } from '../model/arranger.ts'
import { createStaticArranger } from './static-arranger.ts'

const locked = caseOf('joinMeetingRoom/room-locked')

describe('what a target file serves', () => {
  const faceOf = (operation: string) => currentFace(operation)
  const random = (bytes: number): Uint8Array => new Uint8Array(bytes)
  const joined = caseOf('joinMeetingRoom/joined-as-guest')
  const of = (...situations: Parameters<typeof createStaticArranger>[0]['situations']) =>
    createStaticArranger({ target, faceOf, situations, random, sleep: async () => {} })
  const codes = async (arranger: Arranger, testCase = locked, times = 3): Promise<unknown[]> => {
    const all: unknown[] = []
    for (let n = 0; n < times; n++) {
      const arranged = await arranger.arrange(testCase)
      all.push(isNotArranged(arranged) ? arranged.kind : arranged.values['code'])
    }
    return all
  }
  const entry = (code: string, facts: string[] = ['locked'], fresh = false) => ({
    given: { 'meeting-room': facts },
    values: { code },
    fresh,
  })

  it('takes turns, and its facts may stand in any order', async () => {
    expect(await codes(of(entry('a'), entry('b')))).toEqual(['a', 'b', 'a'])
    const both = { ...locked, given: { 'meeting-room': ['locked', 'full'] } }
    expect(await codes(of(entry('a', ['full', 'locked'])), both, 1)).toEqual(['a'])
    expect(await codes(of(entry('a', ['full'])), both, 1)).toEqual(['situation'])
  })

  it('is used up where it must be fresh, and is kept from other cases then', async () => {
    const worn = { ...joined, given: { 'meeting-room': ['last-seat'] } }
    const arranger = of(entry('a', ['last-seat'], true), entry('b', ['last-seat'], true), entry('c', ['last-seat']))
    expect(arranger.lacks(worn)).toBeNull()
    expect(await codes(arranger, worn)).toEqual(['a', 'b', 'situation'])
    expect(arranger.lacks(worn)).toContain('last-seat')
  })

  it('is nothing for a caller without credentials', async () => {
    expect(await codes(of(entry('a')), { ...locked, as: 'stranger' }, 1)).toEqual(['identity'])
  })
})
