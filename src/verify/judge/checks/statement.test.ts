import { describe, expect, it } from 'vitest'
import { socketFaces } from '../../../contract/compiled/socket-faces.ts'
import { answer, exampleOf, type Differing } from '../../testing/answers.ts'
import { judge } from '../judge.ts'
import type { Answered } from './answered.ts'
import { ackSources, announceSources, effectSources, shownSources, sourcesOf } from './statement.ts'

const DOCUMENT = '002_142f66b635c02c8c.txt'
const joined = (caseSources: readonly string[] = []): Answered => ({
  ...answer('joinMeetingRoom/joined-as-guest'),
  caseSources,
})

describe('a statement rests on', () => {
  it('what the contract says of it, else on what it says of the whole outcome; and on what the case adds', () => {
    expect(sourcesOf(joined(), 'condition')).toEqual([`${DOCUMENT}#For Guests`])
    expect(sourcesOf(joined(), 'status')).toEqual([`${DOCUMENT}#Example Guest User`, 'inferred'])
    expect(sourcesOf(joined(['server']), 'condition')).toEqual([`${DOCUMENT}#For Guests`, 'server'])
  })

  it('what is said of the nearest part around it, where it is about a part of the body', () => {
    const { outcome, ...rest } = joined()
    const statements = { body: ['a#b'], '/inner': ['c#d'], '/inner/deep': ['inferred'] }
    const at = (pointer: `/${string}`) => sourcesOf({ ...rest, outcome: { ...outcome, statements } }, pointer)
    expect([at('/id'), at('/inner/x'), at('/inner/deep/y'), at('/innermost')]).toEqual([
      ['a#b'],
      ['c#d'],
      ['inferred'],
      ['a#b'],
    ])
  })

  it('the case itself, where that says where its effects are stated', () => {
    expect(effectSources(joined())).toContain('inferred')
    expect(effectSources(joined(['a#b']))).toEqual(['a#b'])
    expect(shownSources(joined(['a#b']), '/id')).toEqual(['a#b'])
    expect(shownSources(joined(), '/id')).toEqual(sourcesOf(joined(), '/id'))
  })

  it('what the contract says of that part, of the effects of an operation, or of what it announces', () => {
    const { face, outcome, ...rest } = joined()
    const statements = { effects: ['a#effects'], announces: ['a#announces'] }
    const stated = {
      ...rest,
      face: { ...face, statements },
      outcome: { ...outcome, statements: { body: ['a#body'], '/id': ['a#id'] } },
    }
    expect([shownSources(stated, '/id'), shownSources(stated, '/other')]).toEqual([['a#id'], ['a#body']])
    expect(effectSources(stated)).toEqual(['a#effects'])
    expect(announceSources({ ...stated, caseSources: ['a#case'] })).toEqual(['a#announces', 'a#case'])
  })

  it('the real server, where it is about what others hear, or about the ack of a refusal on nothing', () => {
    expect(announceSources(joined())).toEqual(['server'])
    const face = socketFaces.find(({ operation }) => operation === 'joinMeetingRoom')
    const refused = answer('joinMeetingRoom/room-locked')
    expect(ackSources({ ...refused, face: face ?? refused.face })).toEqual(['inferred'])
    expect(ackSources({ ...joined(), face: face ?? refused.face })).toEqual([`${DOCUMENT}#Response`])
  })
})

/** The source of each breach in an answer. */
const breaches = (id: string, differing: Differing): string[] =>
  judge(answer(id, { call: { values: {} }, ...differing })).breaches.map(({ check, source }) => `${check}: ${source}`)

describe('a breach bears the source of the statement that it breaks', () => {
  it('a documented member under another status of success, which is inferred', () => {
    expect(breaches('joinMeetingRoom/joined-as-guest', { status: 200 })).toEqual(['status: inferred'])
    const { id: _id, ...rest } = Object(JSON.parse(exampleOf('joinMeetingRoom/joined-as-guest')))
    expect(breaches('joinMeetingRoom/joined-as-guest', { status: 200, body: JSON.stringify(rest) })).toEqual([
      'status: inferred',
      'body: document',
    ])
  })

  it('a success where a document states a condition for refusal, whatever words that would have had', () => {
    const success = { status: 201, body: exampleOf('joinMeetingRoom/joined-as-guest') }
    expect(breaches('joinMeetingRoom/guest-name-too-long', success)).toEqual(['status: document', 'body: document'])
  })

  it('other words for a documented condition', () => {
    const words = { body: '{"statusCode":400,"message":"too long"}' }
    expect(breaches('joinMeetingRoom/guest-name-too-long', words)).toEqual(['body: server'])
    expect(breaches('joinMeetingRoom/guest-name-too-long', { ...words, status: 422 })).toEqual([
      'status: server',
      'body: server',
    ])
  })
})
