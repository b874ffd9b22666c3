import { describe, expect, it } from 'vitest'
import type { Attempt } from '../play/played.ts'
import { answer } from '../testing/answers.ts'
import { createCutOperations } from './cut-operations.ts'

const answered = answer('joinLivechatRoom/joined')
const request = { method: 'GET', target: '/', headers: {}, body: null }
const CALL = { call: answered.call, request, answered, judgement: null, packets: [] }
const JUDGED: Attempt = { kind: 'judged', calls: [CALL] }
const trouble = (kind: 'reset' | 'timeout' | 'refused' | 'gateway'): Attempt => ({
  kind: 'trouble',
  trouble: { kind, message: '' },
  calls: [],
})

describe('an operation is cut off', () => {
  it('once two of its cases came to nothing but resets, and others are answered', () => {
    const cut = createCutOperations()
    cut.note('join', trouble('reset'))
    cut.note('join', trouble('reset'))
    expect(cut.isCut('join')).toBe(false)
    cut.note('list', JUDGED)
    expect([cut.isCut('join'), cut.isCut('list'), cut.isCut('other')]).toEqual([true, false, false])
  })

  it('but not where nothing is answered any more: then the server has died', () => {
    const cut = createCutOperations()
    cut.note('list', JUDGED)
    for (let count = 0; count < 5; count++) cut.note('join', trouble('reset'))
    expect(cut.isCut('join')).toBe(false)
  })

  it('but not for other trouble, nor where it was ever answered', () => {
    const cut = createCutOperations()
    cut.note('list', JUDGED)
    for (const kind of ['timeout', 'refused', 'gateway', 'reset'] as const) cut.note('join', trouble(kind))
    cut.note('list', JUDGED)
    expect(cut.isCut('join')).toBe(false)
    cut.note('join', JUDGED)
    cut.note('join', trouble('reset'))
    expect(cut.isCut('join')).toBe(false)
  })
})

it('an operation that was answered once is not cut off, however often it is reset after, even if it was found so', () => {
  const cut = createCutOperations()
  cut.found('join')
  expect(cut.isCut('join')).toBe(true)
  cut.note('join', JUDGED)
  for (let count = 0; count < 2; count++) cut.note('join', trouble('reset'))
  cut.note('list', JUDGED)
  expect(cut.isCut('join')).toBe(false)
})

it('a case of several calls is answered if one of them is', () => {
  const cut = createCutOperations()
  for (let count = 0; count < 2; count++) cut.note('join', trouble('reset'))
  cut.note('list', { ...JUDGED, calls: [CALL, { ...CALL, answered: null }] })
  expect(cut.isCut('join')).toBe(true)
})

it('a case of which one call was answered and the next one reset is not answered', () => {
  const cut = createCutOperations()
  for (let count = 0; count < 2; count++) cut.note('join', trouble('reset'))
  cut.note('list', { ...trouble('reset'), calls: [CALL] })
  expect(cut.isCut('join')).toBe(false)
})

it('a case that was judged by nothing but a reset is not answered', () => {
  const cut = createCutOperations()
  for (let count = 0; count < 2; count++) cut.note('join', trouble('reset'))
  const received = { ...answered.received, status: 0 }
  cut.note('list', { kind: 'judged', calls: [{ ...CALL, answered: { ...answered, received } }] })
  expect(cut.isCut('join')).toBe(false)
})
