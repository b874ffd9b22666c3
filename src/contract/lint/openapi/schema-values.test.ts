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
  expect(await found(other)).toEqual([expect.stringContaining('default must be')])
})

it('a document of another kind is no matter of it', async () => {
  expect(await found('asyncapi: 3.0.0\ncomponents: { schemas: { A: { type: string, default: 5 } } }\n')).toEqual([])
})
