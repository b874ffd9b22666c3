import fc from 'fast-check'
import { expect, it } from 'vitest'
import { varyValidators } from '../../contract/compiled/response-validators.js'
import { isAccepted, isRecorded } from './deviations.ts'
import type { Deviation } from '../model/target.ts'
import { plannedOf } from '../testing/answers.ts'

const deviation = (status: number, body: unknown): Deviation => ({
  case: 'a',
  answers: { status, body },
  reason: 'r',
  until: '2026-03-31',
  at: 'f:1',
})
const joined = plannedOf('joinMeetingRoom/joined-as-guest')
const body: Record<string, unknown> = JSON.parse(joined.outcome.example)

it('knows an answer again whatever its varying parts hold as they may, and by nothing else', () => {
  const recorded = deviation(201, body)
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(body)), fc.jsonValue(), (name, value) => {
      fc.pre(JSON.stringify(value) !== JSON.stringify(body[name]))
      const isVarying =
        varyValidators['current']?.['joinMeetingRoom']?.['joined-as-guest']?.[`/${name}`]?.(value) === null
      expect(isRecorded(recorded, { status: 201, body: { ...body, [name]: value } }, joined), name).toBe(isVarying)
    }),
  )
})

it('tells answers apart by one byte, one member more or less, and by the status', () => {
  const refused = plannedOf('joinLivechatRoom/not-logged-in')
  const recorded = deviation(401, { status: 'error', message: 'Not you' })
  const is = (status: number, answered: unknown): boolean => isRecorded(recorded, { status, body: answered }, refused)
  expect(is(401, { message: 'Not you', status: 'error' })).toBe(true)
  expect(is(401, { message: 'Not You', status: 'error' })).toBe(false)
  expect(is(401, { message: 'Not you', status: 'error', more: 1 })).toBe(false)
  expect(is(401, { message: 'Not you' })).toBe(false)
  expect(is(403, { message: 'Not you', status: 'error' })).toBe(false)
  expect(is(401, 'Not you')).toBe(false)
})

it('tells a varying part that is as it may not be from another such one', () => {
  const wrong = deviation(201, { ...body, id: 5 })
  const is = (id: unknown): boolean => isRecorded(wrong, { status: 201, body: { ...body, id } }, joined)
  expect([is(5), is(6), is('clx4a5b6c7d8e9f0g1h2i3j')]).toEqual([true, false, false])
})

it('misses a varying part that is gone', () => {
  const { id: _id, ...rest } = body
  expect(isRecorded(deviation(201, body), { status: 201, body: rest }, joined)).toBe(false)
})

it('accepts a deviation through its last day', () => {
  const recorded = deviation(200, null)
  expect(['2026-03-30', '2026-03-31', '2026-04-01', '2027-01-01'].map((day) => isAccepted(recorded, day))).toEqual([
    true,
    true,
    false,
    false,
  ])
})
