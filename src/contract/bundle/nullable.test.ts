import { expect, it } from 'vitest'
import { nullTypesIn } from './nullable.ts'

it('schemas of a document get a type with null in place of nullable, wherever they are', () => {
  expect(
    nullTypesIn({
      components: {
        schemas: {
          Name: { type: 'string', nullable: true },
          nullable: { type: 'number', nullable: true },
          List: { items: [{ type: 'string', nullable: true }] },
        },
      },
      paths: { '/a': { get: { parameters: [{ schema: { type: 'string', nullable: true } }] } } },
    }),
  ).toEqual({
    components: {
      schemas: {
        Name: { type: ['string', 'null'] },
        nullable: { type: ['number', 'null'] },
        List: { items: [{ type: ['string', 'null'] }] },
      },
    },
    paths: { '/a': { get: { parameters: [{ schema: { type: ['string', 'null'] } }] } } },
  })
})

it('members that are only named so stay', () => {
  const properties = { type: { type: 'string' }, nullable: { type: 'boolean' } }
  expect(nullTypesIn({ a: { properties } })).toEqual({ a: { properties } })
})

it.each(['example', 'examples', 'default', 'enum', 'const', 'value', 'x-own'])('%s is data, and stays', (word) => {
  const data = { type: 'string', nullable: true }
  expect(nullTypesIn({ a: { [word]: data } })).toEqual({ a: { [word]: data } })
  expect(nullTypesIn({ [word]: data })).toEqual({ [word]: data })
})
