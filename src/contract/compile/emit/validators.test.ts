import { describe, expect, it } from 'vitest'
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

  it('counts characters, and not their halves', async () => {
    const own = await written({ type: 'string', maxLength: 2 })
    expect([own('👍👍'), own('👍👍👍')]).toEqual([null, expect.objectContaining({ keyword: 'maxLength' })])
  })

  it('has no notes of the schema, though members may be named like them', async () => {
    const schema = { description: 'a secret note', properties: { description: { type: 'string' } } }
    expect(emitValidators([{ name: 'own', schema, coercion: 'none' }])).not.toContain('a secret note')
    expect((await written(schema))({ description: 5 })).toMatchObject({ pointer: '/description' })
  })

  it('is refused if it would import anything', () => {
    const schema = { type: 'array', uniqueItems: true, items: {} }
    expect(() => emitValidators([{ name: 'own', schema, coercion: 'none' }])).toThrow(
      'a generated validator imports a module',
    )
  })
})
