import { expect, it } from 'vitest'
import { checkSeats } from './seats.ts'
import { changed, documentOf, GOOD, HALL, lineOf, told } from './testing/documents.ts'

const SEAT = '    x-seat: { takes: hall }\n'
const found = async (text: string) => checkSeats(await documentOf(text, 'hall.asyncapi.yaml'))
const seated = (seat: string): string => changed(HALL, 'x-seat: { takes: hall }', `x-seat: ${seat}`)

it.each(['{ takes: hall }', '{ takes: hall, guest: who }', '{ leaves: hall }'])('%s is a seat', async (seat) => {
  expect(await found(seated(seat))).toEqual([])
})

it.each([
  ['{ leaves: hall, guest: who }', 'x-seat.guest is not allowed here'],
  ['{ leaves: hall, takes: hall }', 'x-seat.takes is not allowed here'],
  ['{ takes: hall, guest: 5 }', 'x-seat.guest must be string, but is 5 (a number)'],
  ['{ guest: who }', 'x-seat has no takes'],
  ['hall', 'x-seat must be object, but is "hall" (a text)'],
  ['null', 'x-seat must be object, but is null'],
])('%s is none', async (seat, message) => {
  const text = seated(seat)
  expect(told(await found(text))).toEqual([`${lineOf(text, 'x-seat')}: ${message}`])
})

it.each([
  ["{ takes: '' }", 'takes'],
  ["{ leaves: '' }", 'leaves'],
  ["{ takes: hall, guest: '' }", 'guest'],
])('%s names nothing', async (seat, word) => {
  expect((await found(seated(seat))).map(({ message }) => message)).toEqual([
    `x-seat.${word} must NOT have fewer than 1 characters, but is "" (a text)`,
  ])
})

it('what is wrong with a seat is told on the line of that member', async () => {
  const text = changed(HALL, SEAT, '    x-seat:\n      takes: hall\n      gest: who\n')
  expect(told(await found(text))).toEqual([`${lineOf(text, 'gest')}: x-seat.gest is not allowed here`])
})

it('an event for others, or for those without a seat, is heard by nobody where no operation takes one', async () => {
  const went = '    went: { name: went, x-audience: unseated, payload: {} }\n'
  const text = `${changed(HALL, SEAT, '')}${went}    noted: { name: noted, x-audience: caller, payload: {} }\n`
  expect(await found(text)).toMatchObject([
    {
      check: 'seats',
      line: lineOf(text, 'x-audience: others'),
      message: 'no client can receive came: no operation takes a seat',
      fix: 'Write x-seat: { takes: <subject> } on the operation after which clients receive it.',
    },
    { line: lineOf(text, 'went:'), message: 'no client can receive went: no operation takes a seat' },
  ])
})

it('one operation that takes a seat is enough for others to hear what all do', async () => {
  const leave = '  leave: { action: receive, x-outcomes: [entered], messages: [] }\n  told:'
  expect(await found(changed(HALL, '  told:', leave))).toEqual([])
})

it('a document without events needs no seat', async () => {
  expect(checkSeats(await documentOf(GOOD))).toEqual([])
})
