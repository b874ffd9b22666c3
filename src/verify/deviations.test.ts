import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isAccepted, isRecorded } from './deviations.ts'
import type { Deviation } from './target.ts'
import { plannedOf } from './testing/answers.ts'

const deviation = (status: number, body: unknown): Deviation => ({
  case: 'a',
  answers: { status, body },
  reason: 'r',
  until: '2026-03-31',
  at: 'f:1',
})
const { outcome: joined } = plannedOf('joinMeetingRoom/joined-as-guest')
const body: Record<string, unknown> = JSON.parse(joined.example)

it('knows an answer again whatever its varying parts hold, and by nothing else', () => {
  const recorded = deviation(201, body)
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(body)), fc.jsonValue(), (name, value) => {
      fc.pre(JSON.stringify(value) !== JSON.stringify(body[name]))
      const isVarying = Object.hasOwn(joined.varies, `/${name}`)
      expect(isRecorded(recorded, { status: 201, body: { ...body, [name]: value } }, joined), name).toBe(isVarying)
    }),
  )
})

it('tells answers apart by one byte, one member more or less, and by the status', () => {
  const { outcome } = plannedOf('joinLivechatRoom/not-logged-in')
  const recorded = deviation(401, { status: 'error', message: 'Not you' })
  const is = (status: number, answered: unknown): boolean => isRecorded(recorded, { status, body: answered }, outcome)
  expect(is(401, { message: 'Not you', status: 'error' })).toBe(true)
  expect(is(401, { message: 'Not You', status: 'error' })).toBe(false)
  expect(is(401, { message: 'Not you', status: 'error', more: 1 })).toBe(false)
  expect(is(401, { message: 'Not you' })).toBe(false)
  expect(is(403, { message: 'Not you', status: 'error' })).toBe(false)
  expect(is(401, 'Not you')).toBe(false)
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
