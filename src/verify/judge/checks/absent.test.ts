import { describe, expect, it } from 'vitest'
import type { Validator } from '../../../contract/model/face.ts'
import { isObject } from '../../../json.ts'
import { answer } from '../../testing/answers.ts'
import { faultBesideAbsent, isAbsent } from './absent.ts'

const outcome = { ...answer('joinMeetingRoom/joined-as-guest').outcome, example: '{"id":"clx4a5b6","name":"Jane"}' }

/** Requires an `id` that begins with c, and a `time` that is a number, in this order. */
const validator: Validator = (value) => {
  const { id, time } = isObject(value) ? value : {}
  const missing = id === undefined ? 'id' : time === undefined ? 'time' : null
  if (missing) return { pointer: '', keyword: 'required', text: 'is missing', params: { missingProperty: missing } }
  if (typeof id !== 'string' || !id.startsWith('c')) return { pointer: '/id', keyword: 'pattern', text: 'must match' }
  return typeof time === 'number' ? null : { pointer: '/time', keyword: 'type', text: 'must be number' }
}
const faultOf = (value: unknown, absent: readonly string[]): string | undefined =>
  faultBesideAbsent(validator, value, { absent, outcome })?.text

describe('a member that the target never sends, as its target file says', () => {
  it('may be missing, whatever form it would have', () => {
    expect(faultOf({}, ['id', 'time'])).toBeUndefined()
    expect(faultOf({ id: 'c1' }, ['time'])).toBeUndefined()
  })

  it('may be missing in the items of a list, which stays one', () => {
    const ofItems: Validator = (value) => {
      const items = isObject(value) ? value['items'] : undefined
      if (!Array.isArray(items)) return { pointer: '/items', keyword: 'type', text: 'must be a list' }
      const at = items.findIndex((item) => !isObject(item) || item['id'] === undefined)
      if (at < 0) return null
      return { pointer: `/items/${at}`, keyword: 'required', text: 'is missing', params: { missingProperty: 'id' } }
    }
    expect(faultBesideAbsent(ofItems, { items: [{ id: 'c1' }, {}, {}] }, { absent: ['id'], outcome })).toBeNull()
    expect(faultBesideAbsent(ofItems, { items: [{}] }, { absent: ['time'], outcome })?.text).toBe('is missing')
  })

  it.each<[form: string, isOk: (value: unknown) => boolean]>([
    ['null', (value) => value === null],
    ['true or false', (value) => typeof value === 'boolean'],
    ['a number', (value) => typeof value === 'number'],
    ['any text', (value) => typeof value === 'string'],
    ['the documented text', (value) => value === 'clx4a5b6'],
    ['the documented text of another', (value) => value === 'Jane'],
  ])('may be missing where it would be %s', (_, isOk) => {
    const only: Validator = (value) => {
      const id = isObject(value) ? value['id'] : undefined
      if (id === undefined)
        return { pointer: '', keyword: 'required', text: 'is missing', params: { missingProperty: 'id' } }
      return isOk(id) ? null : { pointer: '/id', keyword: 'const', text: 'must be another' }
    }
    expect(faultBesideAbsent(only, {}, { absent: ['id'], outcome })).toBeNull()
    expect(faultBesideAbsent(only, { id: [] }, { absent: ['id'], outcome })?.text).toBe('must be another')
  })

  it('is judged where nothing could stand in for it', () => {
    const never: Validator = (value) =>
      isObject(value) && value['id'] !== undefined
        ? { pointer: '/id', keyword: 'const', text: 'must be constant' }
        : { pointer: '', keyword: 'required', text: 'is missing', params: { missingProperty: 'id' } }
    expect(faultBesideAbsent(never, {}, { absent: ['id'], outcome })?.text).toBe('must be constant')
  })

  it('is judged where it is sent, and so is every other', () => {
    expect(faultOf({ id: 'x' }, ['id', 'time'])).toBe('must match')
    expect(faultOf({ time: 1 }, ['time'])).toBe('is missing')
    expect(faultOf({ time: 'noon' }, ['id', 'time'])).toBe('must be number')
  })

  it('is known by its name, wherever it stands', () => {
    expect(['/a/id', '/id', '', '/a'].map((pointer) => isAbsent(pointer, { absent: ['id'] }))).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})
