import { describe, expect, it } from 'vitest'
import { caseOf, currentFace } from '../../verify/testing/answers.ts'
import type { CaseCall } from '../model/case.ts'
import {
  checkCall,
  checkOperation,
  checkSituation,
  editionsWith,
  isSuccessOutcome,
  type CaseWords,
} from './case-words.ts'
import { vocabularyOf } from './vocabulary.ts'

const face = currentFace('joinMeetingRoom')
const [refusal] = face.outcomes
if (!refusal) throw new Error('there is no outcome')
const refusing = { ...refusal, name: 'refused', status: 400, body: ['a', { value: 'hole', as: 'text' }] as const }
const seat = { does: 'takes', subject: 'hall', guest: null } as const
const faces = [
  { ...face, operation: 'enter', seat, outcomes: [{ ...refusal, name: 'entered', status: 201, body: '' }, refusing] },
  { ...face, operation: 'enter', edition: '2022', outcomes: [refusing] },
]
const seeds = [
  { identities: { host: { member: 'h' }, guest: {}, agent: { person: 'p' } } },
  { identities: { late: {} } },
]
const facts = {
  hall: { facts: { dark: {}, none: { absent: true } }, yields: { code: {} } },
  stage: { facts: { none: { absent: true } }, yields: { stageId: {} } },
}
const words: CaseWords = vocabularyOf(faces, seeds, facts)
const locked = caseOf('joinMeetingRoom/room-locked')
const call = (more: Partial<CaseCall> = {}): CaseCall => ({
  ...locked,
  operation: 'enter',
  expect: 'refused',
  as: 'host',
  request: { path: {}, query: {}, headers: {}, body: null },
  ...more,
})
const check = (more: Partial<CaseCall>, given = {}, editions = ['current']) =>
  checkCall(call(more), { at: 'f:1', editions, given }, words)
const faultOf = (message: string, fix: string) => expect.objectContaining({ name: 'Fault', message, fix })
const body = (text: string): Partial<CaseCall> => ({ request: { ...call().request, body: { text } } })

describe('the words of cases', () => {
  it('are operations, identities with whether they have a user id, and subjects with their facts', () => {
    expect([...words.identities]).toEqual([
      ['host', true],
      ['guest', false],
      ['agent', true],
      ['late', false],
    ])
    expect([...(words.subjects.get('hall')?.facts ?? [])]).toEqual(['dark', 'none'])
    expect([...(words.subjects.get('hall')?.absent ?? [])]).toEqual(['none'])
    expect(words.subjects.get('hall')?.yields).toEqual(['code'])
    expect(vocabularyOf([], [null, {}], 'none')).toEqual({ faces: [], identities: new Map(), subjects: new Map() })
  })

  it('are told with their place and the nearest where there is none like it', () => {
    expect(() => checkOperation('entr', 'f:1', words)).toThrow(
      faultOf('f:1: there is no operation entr', 'Nearest: enter.'),
    )
    expect(() => checkOperation('enter', 'f:1', words)).not.toThrow()
  })

  it('say which editions document an outcome', () => {
    const of = (expected: string, wanted: string[] | null = null) =>
      editionsWith('enter', expected, wanted, 'f:1', words)
    expect([of('refused'), of('entered'), of('refused', ['2022'])]).toEqual([
      ['current', '2022'],
      ['current'],
      ['2022'],
    ])
    expect(() => of('entered', ['2022'])).toThrow(
      faultOf('f:1: the edition 2022 does not document enter/entered', 'These do: current.'),
    )
    expect(() => of('refused', ['2022', 'next'])).toThrow(
      faultOf('f:1: the edition next does not document enter/refused', 'These do: current.'),
    )
    expect(() => of('enterd')).toThrow(
      faultOf('f:1: no edition documents an outcome enterd of enter', 'Nearest: entered, refused.'),
    )
    expect([isSuccessOutcome('enter', 'entered', words), isSuccessOutcome('enter', 'refused', words)]).toEqual([
      true,
      false,
    ])
    const redirected = { ...face, operation: 'enter', outcomes: [{ ...refusal, name: 'moved', status: 303 }] }
    expect(isSuccessOutcome('enter', 'moved', { faces: [redirected] })).toBe(false)
  })

  it('suggest the editions that are most like the one without an outcome', () => {
    const many = ['current', '2020', '8.6', '2022'].map((edition) => ({ ...face, operation: 'enter', edition }))
    expect(() => editionsWith('enter', refusal.name, ['2021'], 'f:1', { ...words, faces: many })).toThrow(
      expect.objectContaining({ fix: 'These do: 2020, 2022.' }),
    )
  })

  it.each([
    [{ hall: ['none', 'dark'] }, 'a hall that is none can have no other fact', 'Remove none, or the facts beside it.'],
    [{ hall: ['dark', 'none'] }, 'a hall that is none can have no other fact', 'Remove none, or the facts beside it.'],
    [{ hall: ['drak'] }, 'a hall is never drak', 'Nearest: dark.'],
    [{ stage: ['dark'] }, 'a stage is never dark', 'Nearest: none.'],
    [{ hall: [], cellar: [] }, 'there is no subject cellar', 'Nearest: hall.'],
  ])('do not allow the situation %j', (given, message, fix) => {
    expect(() => checkSituation(given, 'f:1', words)).toThrow(faultOf(`f:1: ${message}`, fix))
  })

  it.each([{ hall: ['dark'] }, { hall: ['none'], stage: [] }, {}])('allow the situation %j', (given) => {
    expect(() => checkSituation(given, 'f:1', words)).not.toThrow()
  })
})

describe('a call', () => {
  it.each<[Partial<CaseCall>, object]>([
    [{}, {}],
    [body('$code'), { hall: [] }],
    [body('$elsewhere'), { hall: [] }],
    [body('$me'), {}],
    [{ ...body('$host.userId'), as: 'guest' }, {}],
    [body('costs $code'), {}],
    [{ raw: { text: 'a=$code&b' } }, { hall: [] }],
    [{ raw: { text: 'costs 5$' } }, {}],
    [{ shows: { rooms: { lacks: ['$earlier'] } } }, {}],
    [{ values: { hole: 'x' } }, {}],
  ])('may be %j in %j', (more, given) => {
    expect(() => check(more, given)).not.toThrow()
  })

  it.each<[Partial<CaseCall>, object, string, string]>([
    [{ expect: 'refusd' }, {}, 'the edition current documents no outcome refusd of enter', 'refused, entered'],
    [{ as: 'nobody' }, {}, 'there is no identity nobody', 'host'],
    [body('$code'), {}, 'no subject here yields $code', '$me, $host.userId, $agent.userId'],
    [body('$stageId'), { hall: [] }, 'no subject here yields $stageId', '$host.userId, $agent.userId, $elsewhere'],
    [body('$elsewhere'), { stage: [] }, 'no subject here yields $elsewhere', '$host.userId, $agent.userId, $stageId'],
    [{ ...body('$me'), as: 'guest' }, {}, 'no subject here yields $me', '$host.userId, $agent.userId'],
    [body('$guest.userId'), {}, 'no subject here yields $guest.userId', '$host.userId, $agent.userId, $me'],
    [{ raw: { text: 'a=$code&b' } }, {}, 'no subject here yields $code', '$me, $host.userId, $agent.userId'],
    [{ raw: { query: 'a=$code' } }, {}, 'no subject here yields $code', '$me, $host.userId, $agent.userId'],
    [{ shows: { body: { '/a': '$code' } } }, {}, 'no subject here yields $code', '$me, $host.userId, $agent.userId'],
    [body('$earlier'), {}, 'no subject here yields $earlier', '$agent.userId, $me, $host.userId'],
    [{ values: { hol: 'x' } }, {}, 'enter/refused has no varying part hol', 'hole'],
    [
      { expect: 'entered', values: { hole: 'x' } },
      {},
      'enter/entered has no varying part hole',
      'nothing in it varies',
    ],
  ])('may not be %j in %j', (more, given, message, nearest) => {
    expect(() => check(more, given)).toThrow(faultOf(`f:1: ${message}`, `Nearest: ${nearest}.`))
  })

  it('is documented in each of its editions', () => {
    expect(() => check({ expect: 'entered' }, {}, ['current', '2022'])).toThrow(
      faultOf('f:1: the edition 2022 documents no outcome entered of enter', 'Nearest: refused.'),
    )
    expect(() => check({}, {}, ['current', '2022', 'next'])).not.toThrow()
  })
})
