import { expect, it } from 'vitest'
import type { Received, Trouble } from '../../model/exchange.ts'
import { sameTrouble } from './same-trouble.ts'

const answered = (status: number): Received => ({ status, headers: [], body: '', ms: 1 })
const gateway = (status: number): Trouble => ({ kind: 'gateway', message: 'm', answer: answered(status) })
const FRONT = 'check what stands in front of it, and whether it runs.'
const CLOSED: Trouble = { kind: 'reset', message: 'm' }

it.each<[string, readonly (Received | Trouble)[], Trouble['kind'], string]>([
  ['503', [gateway(503), gateway(503)], 'gateway', `it answers every call with 503: ${FRONT}`],
  [
    '502 or 504',
    [gateway(502), gateway(504), gateway(502)],
    'gateway',
    `it answers every call with 502 or 504: ${FRONT}`,
  ],
  [
    '429',
    [answered(429), answered(429)],
    'limited',
    'it answers every call with 429: it has received too many requests. Wait, or check its limits.',
  ],
  ['503 or 429', [gateway(503), answered(429)], 'gateway', `it answers every call with 503 or 429: ${FRONT}`],
  [
    'the end of the connection',
    [CLOSED, CLOSED],
    'reset',
    'it ends every connection before a call is answered: check its log and what stands in front of it.',
  ],
])('a target that answers every call with %s is told so', (_, results, kind, message) => {
  expect(sameTrouble(results)).toEqual({ kind, message })
})

it.each<[string, readonly (Received | Trouble)[]]>([
  ['nothing was asked', []],
  ['one call says little of others', [gateway(503)]],
  ['another call is answered', [gateway(503), gateway(503), answered(400)]],
  ['one of several connections ends', [CLOSED, gateway(503)]],
  ['nothing tells which gateway it is', [{ kind: 'gateway', message: 'the proxy refused it' }, gateway(503)]],
  ['a call is not understood', [CLOSED, { kind: 'malformed', message: 'm' }]],
])('nothing is said where %s', (_, results) => {
  expect(sameTrouble(results)).toBeNull()
})
