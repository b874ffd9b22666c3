import { expect, it } from 'vitest'
import { changed, documentOf, lineOf, STAGES, told } from '../testing/documents.ts'
import { checkSchemaValues } from './schema-values.ts'

const found = async (text: string): Promise<string[]> => told(checkSchemaValues(await documentOf(text)))
const NULL = changed(STAGES, 'enum: [on, off]', 'enum: [on, off, null]')

it('null among values may stand without a word in 3.0, where both are common; later, it is of another type', async () => {
  expect(await found(changed(NULL, '3.1.0', '3.0.3'))).toEqual([])
  expect(await found(NULL)).toEqual([`${lineOf(NULL, 'enum: [on')}: enum[2] must be string, but is null`])
})

it('a value of another type is one in 3.0, too', async () => {
  const text = changed(changed(STAGES, 'enum: [on, off]', 'enum: [on, off, 5]'), '3.1.0', '3.0.3')
  expect(await found(text)).toEqual([`${lineOf(text, 'enum: [on')}: enum[2] must be string, but is 5 (a number)`])
})

it('values of a schema without a type may be of any; its default must be one of them', async () => {
  const text = changed(STAGES, 'type: string\n      enum: [on, off]', 'enum: [on, 5]')
  expect(await found(text)).toEqual([])
  const other = changed(text, 'default: on', 'default: off')
  expect(await found(other)).toEqual([
    `${lineOf(other, 'default: off')}: default must be on or 5, but is "off" (a text)`,
  ])
})

it('a document of another kind is no matter of it', async () => {
  expect(await found('asyncapi: 3.0.0\ncomponents: { schemas: { A: { type: string, default: 5 } } }\n')).toEqual([])
})

it('a value that is wrong within is told there', async () => {
  const text = changed(
    STAGES,
    'type: string\n      enum: [on, off]\n      default: on',
    'properties: { a: { type: string } }\n      default:\n        b: 1\n        a: 5',
  )
  expect(await found(text)).toEqual([`${lineOf(text, 'a: 5')}: default.a must be string, but is 5 (a number)`])
})

it('by a schema that is wrong itself, no value is judged', async () => {
  expect(await found(changed(STAGES, 'enum: [on, off]', 'minLength: -1\n      enum: [5]\n      const: 6'))).toEqual([])
})

it('values are judged by their type alone, and in schemas at any depth', async () => {
  const text = changed(
    STAGES,
    'type: string\n      enum: [on, off]\n      default: on',
    'items: { type: string, minLength: 3, enum: [on, 5], const: 6 }',
  )
  const line = lineOf(text, 'items:')
  expect(await found(text)).toEqual([
    `${line}: enum[1] must be string, but is 5 (a number)`,
    `${line}: const must be string, but is 6 (a number)`,
  ])
})
