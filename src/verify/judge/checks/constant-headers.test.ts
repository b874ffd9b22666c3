import { expect, it } from 'vitest'
import type { ConstantHeaders } from '../../../contract/model/face.ts'
import { answer, foundBy } from '../../testing/answers.ts'
import type { Answered } from './answered.ts'
import { checkConstantHeaders } from './constant-headers.ts'

const JOINED = 'joinLivechatRoom/joined'
const STATED: ConstantHeaders = { Pragma: 'no-cache', 'Cache-Control': null }

function answered(sent: readonly (readonly [string, string])[], sockets?: Answered['sockets']): Answered {
  const plain = answer(JOINED, { headers: sent })
  return { ...plain, outcome: { ...plain.outcome, headers: STATED }, sockets: sockets ?? null }
}
const found = (...sent: readonly (readonly [string, string])[]): string[] =>
  foundBy(checkConstantHeaders, answered(sent))

it('holds if the stated headers are there, and those that are taken away are not', () => {
  expect(found(['pragma', 'no-cache'], ['x-more', 'any'])).toEqual([])
  expect(foundBy(checkConstantHeaders, answer(JOINED, { headers: [['cache-control', 'public']] }))).toEqual([])
})

it('reports a header that is missing, wrong, or should not be there', () => {
  expect(found()).toEqual(['headers -: the answer has no Pragma'])
  expect(found(['pragma', 'cache'])).toEqual(['headers -: Pragma is wrong'])
  expect(found(['pragma', 'no-cache'], ['cache-control', 'no-store'])).toEqual([
    'headers -: an answer has Cache-Control, which it should not',
  ])
  const parts = (...sent: readonly (readonly [string, string])[]): unknown[] =>
    checkConstantHeaders({ ...answered(sent), caseSources: ['inferred'] }).map(({ message: _message, ...rest }) => rest)
  const all = { check: 'headers', pointer: null, sources: ['server', 'inferred'], source: 'inferred' }
  expect(parts(['pragma', 'cache'], ['pragma', 'x'])).toEqual([{ ...all, expected: 'no-cache', actual: 'cache, x' }])
  expect(parts()).toEqual([{ ...all, expected: 'no-cache' }])
  expect(parts(['pragma', 'no-cache'], ['cache-control', 'no-store'])).toEqual([{ ...all, actual: 'no-store' }])
})

it('is asked of no call on a socket', () => {
  const on = answer(JOINED, { sockets: {} }).sockets
  expect(foundBy(checkConstantHeaders, answered([], on))).toEqual([])
  const beside = answer(JOINED, { sockets: { callerId: null } }).sockets
  expect(foundBy(checkConstantHeaders, answered([], beside))).toHaveLength(1)
})
