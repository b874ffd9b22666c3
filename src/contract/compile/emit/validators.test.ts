import { describe, expect, it } from 'vitest'
import { isDateTime } from '../../read/formats.ts'
import { emitValidators, type ValidatorSource } from './validators.ts'

/** The validator of a schema, as a module that was written. */
async function written(schema: object, more: Partial<ValidatorSource> = {}): Promise<(value: unknown) => unknown> {
  const code = emitValidators([{ name: 'own', schema, coercion: 'none', ...more }])
  const { own } = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  return own
}

describe('a validator that is written', () => {
  it('finds the first fault, with its place, its keyword, its words and its parameters', async () => {
    const own = await written({ required: ['a'], properties: { a: { enum: [1, 2] }, b: { type: 'string' } } })
    expect(own({ a: 1 })).toBeNull()
    expect(own({})).toEqual({
      pointer: '',
      keyword: 'required',
      text: "must have required property 'a'",
      params: { missingProperty: 'a' },
    })
    expect(own({ a: 3, b: 4 })).toMatchObject({ pointer: '/a', keyword: 'enum', params: { allowedValues: [1, 2] } })
  })

  it('joins the faults of alternatives', async () => {
    const own = await written({ anyOf: [{ type: 'string' }, { type: 'number' }] })
    expect(own(null)).toMatchObject({ text: 'must be string\n must be number\n must match a schema in anyOf' })
  })

  it('converts values only as far as it is told to', async () => {
    const schema = { properties: { a: { type: 'integer' } } }
    const value = { a: '5' }
    expect((await written(schema))(value)).toMatchObject({ keyword: 'type' })
    expect((await written(schema, { coercion: 'scalars' }))(value)).toBeNull()
    expect(value).toEqual({ a: 5 })
  })

  it('checks formats only if it is told to', async () => {
    const schema = {
      properties: { at: { type: 'string', format: 'date-time' }, url: { type: 'string', format: 'uri' } },
    }
    const [plain, strict] = [await written(schema), await written(schema, { formats: true })]
    const wrong = [{ at: '2026-02-29T00:00:00Z' }, { url: 'nowhere' }]
    expect(wrong.map((each) => plain(each))).toEqual([null, null])
    expect(wrong.map((each) => strict(each))).toMatchObject([{ keyword: 'format' }, { keyword: 'format' }])
    expect(strict({ at: '2024-02-29T00:00:00+01:00', url: 'https://a.example/b' })).toBeNull()
  })

  it('takes the dates that the linter takes, and no others', async () => {
    const strict = await written({ type: 'string', format: 'date-time' }, { formats: true })
    const days = [
      '1900-02-28',
      '1900-02-29',
      '2000-02-29',
      '2100-02-29',
      '2024-02-30',
      '2026-04-30',
      '2026-04-31',
      '2026-00-01',
    ]
    const times = ['23:59:59', '24:00:00', '23:60:00', '23:59:60', '22:59:60', '00:29:60']
    const zones = ['Z', '+00:30', '-01:00', '+23:59', '+24:00', '+00:60', '']
    for (const text of days.flatMap((day) => times.flatMap((time) => zones.map((zone) => `${day}T${time}${zone}`))))
      expect(strict(text) === null, text).toBe(isDateTime(text))
  })

  it('counts characters, and not their halves', async () => {
    const own = await written({ type: 'string', maxLength: 2 })
    expect([own('👍👍'), own('👍👍👍')]).toEqual([null, expect.objectContaining({ keyword: 'maxLength' })])
  })

  it('has no notes of the schema, though members may be named like them', async () => {
    for (const word of ['description', 'example', 'summary']) {
      const schema = { [word]: 'a secret note', properties: { [word]: { type: 'string' } } }
      expect(emitValidators([{ name: 'own', schema, coercion: 'none' }])).not.toContain('a secret note')
      expect((await written(schema))({ [word]: 5 })).toMatchObject({ pointer: `/${word}` })
    }
  })

  it('is refused if it would import anything', () => {
    const schema = { type: 'array', uniqueItems: true, items: {} }
    expect(() => emitValidators([{ name: 'own', schema, coercion: 'none' }])).toThrow(
      expect.objectContaining({
        message: 'a generated validator imports a module',
        fix: 'Use no keyword that needs one, or inline it in src/contract/compile/emit/validators.ts.',
      }),
    )
  })
})
