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

  it('says what is lacking, and where to add it', async () => {
    const worn = { ...joined, given: { 'meeting-room': ['last-seat'] } }
    expect([of().lacks(locked), of().lacks(worn), of(entry('a')).lacks(locked)]).toEqual([
      'there is no entry for meeting-room: [locked]: add one under situations in the target file',
      'it checks a first join, and there is no fresh entry (left) for meeting-room: [last-seat]: add one that nobody has joined, with fresh: true',
      null,
    ])
    expect(await of().arrange(locked)).toEqual({ kind: 'situation', reason: of().lacks(locked) })
  })

  it('is kept for first joins where it is fresh, and serves none where it is not', async () => {
    const worn = { ...joined, given: { 'meeting-room': ['last-seat'] } }
    expect(await codes(of(entry('a', ['locked'], true)), locked, 1)).toEqual(['situation'])
    expect(await codes(of(entry('a', ['last-seat'])), worn, 1)).toEqual(['situation'])
  })

  it('names its subjects by their own values alone', async () => {
    const mixed = { given: { 'meeting-room': ['locked'] }, values: { code: 'a', callId: 'c', other: 'x' } }
    const arranged = await of(mixed).arrange(locked)
    expect(isNotArranged(arranged) ? null : arranged.values).toEqual({ code: 'a' })
  })

  it('is nobody’s where a case is about an id that nobody has: that is made up', async () => {
    const unknown = caseOf('joinMeetingRoom/room-not-found')
    const arranged = await of().arrange(unknown)
    const { code } = isNotArranged(arranged) ? { code: null } : arranged.values
    expect(code).toMatch(/^[a-z]{3}-[a-z]{3}-[a-z]{3}$/)
    expect(await codes(of(entry('nobodys', ['unknown'])), unknown, 1)).toEqual(['nobodys'])
  })

  it('makes nothing up for a success, even if it is about an id that nobody has', async () => {
    const unknown = { ...joined, given: { 'meeting-room': ['unknown'] } }
    const entries = [false, true].map((fresh) => ({ given: unknown.given, values: {}, fresh }))
    const arranged = await of(...entries).arrange(unknown)
    expect(isNotArranged(arranged) ? arranged : arranged.values).toEqual({})
  })

  it('tells who waits for the arrangement only of rooms that observers can join', async () => {
    const told: unknown[] = []
    const listen = async ({ values }: { readonly values: Readonly<Record<string, string>> }) => void told.push(values)
    await of(entry('open', [])).arrange({ ...joined, given: { 'meeting-room': [] } }, listen)
    await of(entry('shut')).arrange(locked, listen)
    expect(told).toEqual([{ code: 'open' }])
  })

  it('is arranged without isolation, at the URL of the target, by waiting in real time', async () => {
    const slept: number[] = []
    const arranger = createStaticArranger({
      target,
      faceOf,
      situations: [entry('a')],
      random,
      sleep: async (ms) => void slept.push(ms),
    })
    expect([arranger.name, arranger.isolated]).toEqual(['static', false])
    const arranged = await arranger.arrange(locked)
    if (isNotArranged(arranged)) throw new Error(arranged.reason)
    await arranged.pass(5)
    expect([arranged.baseUrl, arranged.identities, slept]).toEqual([target.url, target.identities, [5]])
  })
})
