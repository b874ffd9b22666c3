import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import type { JournalEntry } from '../../src/contract/compiled/types.ts'
import { entry, face } from './testing/shown.ts'
import { caseText, stepText } from './yaml.ts'

const bodyOf = (body: object): Partial<JournalEntry> => ({ request: { headers: {}, body: JSON.stringify(body) } })
const EMPTY = { headers: {}, body: '' }
/** A step for an entry, as YAML reads it. */
const stepOf = (more: Partial<JournalEntry>, as: string | null = null, of = face): unknown => {
  const [step] = stepText({ entry: { ...entry, ...more }, face: of, as })
  return step && load(step.text)
}

describe('a step, and a case', () => {
  it('have what stands in the path, the query and the body, without the prefix of the world', () => {
    const target = '/~qa/rooms/abc-def-ghi/join?limit=5&a=b'
    expect(stepOf({ target, ...bodyOf({ guestName: 'Jane Smith' }) })).toEqual([
      {
        at: '5s',
        by: 'm1',
        call: 'joinMeetingRoom',
        request: {
          path: { code: 'abc-def-ghi' },
          query: { limit: '5', a: 'b' },
          body: { guestName: 'Jane Smith' },
        },
        expect: 'joined-as-user',
      },
    ])
  })

  it('have no request where nothing was sent, and are by a guest where nobody is named', () => {
    const bare = { ...face, path: '/there' }
    const said = { target: '/there', request: EMPTY, caller: null }
    expect(stepOf(said, 'guest', bare)).toEqual([
      { at: '5s', by: 'Guest', call: 'joinMeetingRoom', as: 'guest', expect: 'joined-as-user' },
    ])
    const [own] = caseText({ entry: { ...entry, ...said }, face: bare, as: null })
    expect(own?.text).toBe('# contract-tests/cases/joinMeetingRoom.yaml\n- { expect: joined-as-user, name: as-seen }')
  })

  it('have every value as YAML reads it back, words of YAML among them', () => {
    const body = {
      a: ['x', 1, null, true, []],
      b: 'Null',
      c: 'TRUE',
      d: 'x ',
      e: '5',
      f: 'a: b',
      g: { h: {} },
      'i j': '',
    }
    expect(stepOf({ target: '/rooms/null/join', ...bodyOf(body) })).toMatchObject([
      { request: { path: { code: 'null' }, body } },
    ])
  })

  it('have in quotes what older YAML takes for something else than a text', () => {
    for (const word of ['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'Yes', 'NO', 'x ', '5a', 'a:b', '']) {
      const [step] = stepText({ entry: { ...entry, caller: word }, face, as: null })
      expect(step?.text).toContain(`by: ${JSON.stringify(word)},`)
    }
    for (const word of ['none', 'only', 'Jane Smith', 'a-b_c', 'ab']) {
      const [step] = stepText({ entry: { ...entry, caller: word }, face, as: null })
      expect(step?.text).toContain(`by: ${word},`)
    }
  })

  it('are none of a call that no operation took, or that no rule answered', () => {
    expect([stepOf({ outcome: null }), stepText({ entry, face: undefined, as: null })]).toEqual([undefined, []])
    expect(caseText({ entry: { ...entry, outcome: null }, face, as: null })).toEqual([])
  })
})
