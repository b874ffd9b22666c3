import { expect, it } from 'vitest'
import { refusedJoin } from '../../../tests/support/refused-join.ts'
import type { JournalEntry } from '../../contract/compiled/types.ts'
import { journalHar } from './journal-har.ts'

const written = (...entries: Partial<JournalEntry>[]) =>
  JSON.parse(
    journalHar(
      entries.map((entry) => ({ ...refusedJoin, ...entry })),
      'https://mock.example:4010',
    ),
  ).log.entries

it('a recorded call shows no secret of its URL, its headers, its bodies, or where another call repeats it', () => {
  const [first, second, third, fourth] = [1, 2, 3, 4].map((n) => `secret-number-${n}-of-four`)
  const text = JSON.stringify(
    written(
      {
        target: `/a?token=${first}`,
        request: { headers: { authorization: `Bearer ${second}` }, body: JSON.stringify({ token: third }) },
        response: { headers: {}, body: JSON.stringify({ token: fourth }) },
      },
      { cause: `${first} ${second} ${third} ${fourth}` },
    ),
  )
  expect(text).not.toMatch(/of-four/)
})

it('recorded calls are written as those of the log', () => {
  const { log } = JSON.parse(journalHar([refusedJoin], 'https://mock.example:4010'))
  expect([log.version, log.creator.name, log.entries.length]).toEqual(['1.2', 'greenroom log', 1])
})

it('a secret of the headers of an answer is not shown, nor in the messages of a socket', () => {
  const [first, second] = [1, 2].map((n) => `secret-number-${n}-of-two`)
  const text = JSON.stringify(
    written(
      { response: { headers: { 'set-cookie': `session=${first}` }, body: '' }, cause: `it is ${first}` },
      { method: 'EVENT', target: 'join-room', request: { headers: {}, body: JSON.stringify({ token: second }) } },
    ),
  )
  expect(text).not.toMatch(/of-two/)
})

it('secrets that a call names, as texts, numbers or below a name, are not shown where its answer repeats them', () => {
  const body = {
    pin: '48291577',
    pass: 'Ab4cD7777x',
    privateKey: 'Gh3iJ7777x',
    session: 'Yz1aB7777x',
    password: { value: 'Xy7zQ8888x' },
    secret: 91827364,
    key: 'locked',
  }
  const message = 'got 48291577, Ab4cD7777x, Gh3iJ7777x, Yz1aB7777x, Xy7zQ8888x, 91827364; it is locked'
  const [{ response }] = written({
    request: { headers: {}, body: JSON.stringify(body) },
    response: { headers: {}, body: JSON.stringify({ message }) },
  })
  const gone = Array.from({ length: 6 }, () => '[redacted]').join(', ')
  expect(JSON.parse(response.content.text).message).toBe(`got ${gone}; it is locked`)
})
