import { expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { createMask, fixedTextsOf } from './mask.ts'
import { createRedaction } from './redaction.ts'

const LIST = {
  rooms: [{ fname: 'Elsie Teng', v: { token: 'd4a8338e', phone: '+49 170 1234567' } }],
  count: 1,
  success: true,
}
const redactionBy = (key: number) =>
  createRedaction([], createMask({ fixed: fixedTextsOf(faces.current), key: new Uint8Array(32).fill(key) }))

it('records nothing of people from a success off loopback, and the same from run to run', () => {
  const [first, second] = [redactionBy(1).recorded(200, LIST), redactionBy(2).recorded(200, LIST)]
  expect(JSON.stringify(first)).not.toMatch(/Elsie|4917|170|d4a8/)
  expect(first).toEqual(second)
  // What was recorded is compared in the same form.
  expect(redactionBy(3).recorded(200, first)).toEqual(first)
})

it('records a refusal as it came, so that one byte tells it from another', () => {
  expect(redactionBy(1).recorded(400, { error: 'error-not-allowed' })).toEqual({ error: 'error-not-allowed' })
})

it('records everything but secrets on loopback', () => {
  expect(createRedaction(['d4a8338e'], null).recorded(200, LIST)).toEqual({
    ...LIST,
    rooms: [{ fname: 'Elsie Teng', v: { token: '[redacted]', phone: '+49 170 1234567' } }],
  })
})
