import { expect, it } from 'vitest'
import { caseResult } from '../../tests/support/sample-report.ts'
import { faces } from '../contract/compiled/faces.ts'
import { breach, type Breach } from '../verify/judge/checks/breach.ts'
import { recordedCall } from './judge/recorded-call.ts'
import type { Sighting } from './model/sighting.ts'
import { createTally } from './tally.ts'

const [face] = faces.current

function sighting(breaches: readonly Breach[], place: string): Sighting {
  if (!face) throw new Error('the contract is empty')
  const none = { path: {}, query: {}, headers: {}, body: null }
  const request = { method: 'GET', target: '/', headers: {}, body: null }
  const call = recordedCall(face.operation, '', none, false)
  return {
    face,
    outcome: face.outcomes[0] ?? null,
    transport: 'http',
    place,
    breaches,
    notes: [],
    played: { call, request, answered: null, judgement: null, packets: [] },
    secrets: [],
    origin: 'http://localhost',
  }
}

const wrong = (message: string, pointer?: string): Breach =>
  breach(message, { check: 'body', sources: ['server'], ...(pointer === undefined ? {} : { pointer }) })
const tally = () =>
  createTally((seen, n) =>
    caseResult({
      id: `${n}`,
      at: seen.place,
      outcome: seen.outcome?.name ?? '',
      verdict: seen.breaches.length > 0 ? 'broken' : 'held',
    }),
  )

it('an outcome that is met again, and a breach of the same kind, are counted, and are no further result', () => {
  const counts = tally()
  expect(counts.add(sighting([], 'entry 1'))).not.toBeNull()
  expect(counts.add(sighting([], 'entry 2'))).toBeNull()
  expect(counts.add(sighting([wrong('it is wrong', '/rooms/0/id')], 'entry 3'))).not.toBeNull()
  expect(counts.add(sighting([wrong('it is wrong', '/rooms/17/id')], 'entry 4'))).toBeNull()
  expect(counts.add(sighting([wrong('it is otherwise wrong')], 'entry 5'))).not.toBeNull()
  const { operation = '', outcomes: [first] = [] } = face ?? {}
  expect(counts.met()).toEqual([
    { operation: caseResult().operation, outcome: first?.name, transport: 'http', count: 2, place: 'entry 1' },
  ])
  expect(operation).not.toBe('')
  expect(counts.results().map(({ at, notes }) => [at, ...notes])).toEqual([
    ['entry 1'],
    ['entry 3', 'seen 2 times, last in entry 4'],
    ['entry 5'],
  ])
  expect([counts.judged(), counts.unkept()]).toEqual([5, 0])
})

it('breaches are numbered from one on, and of another kind on another transport, but not for what changes in every run', () => {
  const counts = tally()
  const socket = (seen: Sighting): Sighting => ({ ...seen, transport: 'websocket' })
  const added = [
    counts.add(sighting([], 'entry 1')),
    counts.add(sighting([wrong('it took 12 ms')], 'entry 2')),
    counts.add(sighting([wrong('it took 7 ms')], 'entry 3')),
    counts.add(socket(sighting([wrong('it took 7 ms')], 'message 4'))),
    counts.add(socket(sighting([], 'message 5'))),
  ]
  expect(added.map((result) => result?.id)).toEqual(['1', '1', undefined, '2', '3'])
})

it('a breach is of another kind by its check, its outcome, its place but for numbers of items, and what is beside it', () => {
  const kinds = (one: Sighting, other: Sighting): number => {
    const counts = tally()
    return [one, other].filter((each) => counts.add(each) !== null).length
  }
  const at = (pointer: string): Sighting => sighting([wrong('it is wrong', pointer)], 'entry')
  expect([kinds(at('/a/0'), at('/a/17')), kinds(at('/0/a/1'), at('/2/a/3')), kinds(at('/a/1b'), at('/a/2b'))]).toEqual([
    1, 1, 2,
  ])
  const one = sighting([wrong('it is wrong')], 'entry')
  const headers = breach('it is wrong', { check: 'headers', sources: ['server'] })
  expect([
    kinds(one, sighting([headers], 'entry')),
    kinds(one, { ...one, outcome: null }),
    kinds(one, sighting([wrong('it is wrong'), wrong('it is wrong, too')], 'entry')),
    kinds(sighting([], 'entry'), { ...sighting([], 'entry'), outcome: null }),
  ]).toEqual([2, 2, 2, 2])
})

it('kinds of breaches are kept up to a bound, and counted beyond it', () => {
  const counts = tally()
  const letters = (n: number): string => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
  for (let n = 0; n < 510; n++) counts.add(sighting([wrong(`it is ${letters(n)}`)], `entry ${n}`))
  expect([counts.results().length, counts.unkept(), counts.judged()]).toEqual([500, 10, 510])
})

it('an outcome that is first met after too many kinds of breaches is kept nonetheless', () => {
  const counts = tally()
  for (let n = 0; n < 500; n++) counts.add(sighting([wrong('it is wrong', `/${'a'.repeat(n)}`)], `entry ${n}`))
  expect(counts.add(sighting([], 'entry 500'))).not.toBeNull()
  expect([counts.met().length, counts.unkept()]).toEqual([1, 0])
})
