import { describe, expect, it } from 'vitest'
import type { Document } from '../read/load.ts'
import { checkAsyncStructure } from './async-structure.ts'
import type { LintFinding } from './finding.ts'
import { checkMessages } from './messages.ts'
import { checkMisspeltWords } from './misspelt-words.ts'
import { checkSeats } from './seats.ts'
import { checkTells } from './tells.ts'
import { changed, documentOf, HALL, lineOf } from './testing/documents.ts'

type Check = (document: Document) => readonly LintFinding[]
const hall = (text: string) => documentOf(text, 'hall.asyncapi.yaml')

interface Row {
  readonly by: Check
  readonly from: string
  readonly to: string
  /** The beginning of the finding's line. */
  readonly at: string
}

const ROWS: readonly Row[] = [
  { by: checkAsyncStructure, from: 'name: entered', to: 'name: 5', at: 'name: 5' },
  { by: checkAsyncStructure, from: 'payload: { type: object }', to: 'payload: any', at: 'enter: {' },
  { by: checkAsyncStructure, from: 'x-packet: ACK', to: 'x-packet: ANSWER', at: 'x-packet: ANSWER' },
  { by: checkAsyncStructure, from: 'x-audience: others', to: 'x-audience: all', at: 'x-audience' },
  { by: checkAsyncStructure, from: 'x-announces: [came]', to: 'x-announces: [gone]', at: 'x-announces' },
  { by: checkAsyncStructure, from: '{ success: came }', to: '{ success: gone }', at: 'x-without-ack' },
  {
    by: checkAsyncStructure,
    from: "reply: { messages: [{ $ref: '#/components/messages/entered' }] }",
    to: 'reply: { messages: [] }',
    at: 'enter:',
  },
  {
    by: checkAsyncStructure,
    from: "messages: [{ $ref: '#/components/messages/enter' }]",
    to: 'messages: [{}, {}]',
    at: 'enter:',
  },
  { by: checkMessages, from: "{ value: { id: 'a' } }", to: '{ value: { id: 5 } }', at: 'x-examples' },
  { by: checkMessages, from: '{ how: by the door } }]', to: '{ how: 5 } }]', at: 'examples: [{' },
  {
    by: checkMessages,
    from: 'how: { type: string }',
    to: 'how: { type: text }',
    at: 'payload: { type: object, properties: { who',
  },
  { by: checkMisspeltWords, from: 'x-status', to: 'x-statsu', at: 'x-statsu' },
  { by: checkMisspeltWords, from: 'x-announces', to: 'x-anounces', at: 'x-anounces' },
  { by: checkSeats, from: '    x-seat: { takes: hall }\n', to: '', at: 'x-audience' },
  { by: checkSeats, from: 'x-seat: { takes: hall }', to: 'x-seat: { leaves: hall, guest: who }', at: 'x-seat' },
  { by: checkSeats, from: 'x-seat: { takes: hall }', to: "x-seat: { takes: '' }", at: 'x-seat' },
  { by: checkTells, from: '/who/name:', to: '/who/age:', at: 'x-tells' },
  { by: checkTells, from: '/how: {', to: 'how/deep: {', at: 'x-tells' },
  { by: checkTells, from: '$request.body#/who', to: 'somewhere', at: 'x-tells' },
  { by: checkTells, from: '{ enter: by the door }', to: '{ leave: by the door }', at: 'x-tells' },
]

describe('in a document of messages', () => {
  it('nothing is found where all is well', async () => {
    const document = await hall(HALL)
    for (const check of [checkAsyncStructure, checkMessages, checkMisspeltWords, checkSeats, checkTells])
      expect(check(document)).toEqual([])
  })

  it.each(ROWS)('one thing is found for $to, at its line', async ({ by, from, to, at }) => {
    const text = changed(HALL, from, to)
    expect(by(await hall(text)).map(({ line }) => line)).toEqual([lineOf(text, at)])
  })

  it.each(['x-packet: CONNECT_ERROR', 'x-packet: CONNECT'])('%s is a packet', async (packet) => {
    expect(checkAsyncStructure(await hall(changed(HALL, 'x-packet: ACK', packet)))).toEqual([])
  })

  it('words of other tools, and those far from ours, are let pass', async () => {
    const text = changed(HALL, '    x-outcomes', '    x-internal-note: 1\n    x-outcomes')
    expect(checkMisspeltWords(await hall(text))).toEqual([])
    expect(
      checkMisspeltWords(await hall(HALL.replace('x-outcomes', 'y-outcomes').replace('x-status', 'x-statsu'))),
    ).toEqual([])
  })

  it('what the caller alone hears asks for no seat', async () => {
    const text = changed(changed(HALL, '    x-seat: { takes: hall }\n', ''), 'x-audience: others', 'x-audience: caller')
    expect(checkSeats(await hall(text))).toEqual([])
  })

  it('what those without a seat hear asks for one that they may lose', async () => {
    const text = changed(
      changed(HALL, '    x-seat: { takes: hall }\n', ''),
      'x-audience: others',
      'x-audience: unseated',
    )
    expect(checkSeats(await hall(text)).map(({ line, message }) => [line, message])).toEqual([
      [lineOf(text, 'x-audience'), 'no client can receive came: no operation takes a seat'],
    ])
  })
})
