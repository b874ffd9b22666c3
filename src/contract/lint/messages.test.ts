import { expect, it } from 'vitest'
import { checkMessages } from './messages.ts'
import { changed, documentOf, HALL, lineOf, told } from './testing/documents.ts'

const found = async (from: string, to: string): Promise<string[]> => {
  const text = changed(HALL, from, to)
  return told(checkMessages(await documentOf(text, 'hall.asyncapi.yaml'))).map((each) =>
    each.replace(/^\d+/, (line) => `${Number(line) - lineOf(text, to)}`),
  )
}

it('an example that is wrong as a whole, or in a part, is named so, at its line', async () => {
  expect(await found("value: { id: 'a' }", 'value: 5')).toEqual(['0: the example must be object, but is 5 (a number)'])
  expect(await found("value: { id: 'a' }", 'value: { id: 5 }')).toEqual(['0: id must be string, but is 5 (a number)'])
  expect(await found('examples: [{ payload: { how: by the door } }]', 'examples: [{ payload: [] }]')).toEqual([
    '0: the example must be object, but is a list',
  ])
})

it('what is no example is none', async () => {
  expect(await found('examples: [{ payload: { how: by the door } }]', 'examples: [5, null]')).toEqual([])
  expect(await found('examples: [{ payload: { how: by the door } }]', 'examples: none')).toEqual([])
})

it('an example of headers alone has no payload to check, and one that says nothing has none', async () => {
  const examples = 'examples: [{ payload: { how: by the door } }]'
  expect(await found(examples, 'examples: [{ name: one, headers: { a: 1 } }, {}]')).toEqual([])
  expect(await found(examples, 'examples: [{ headers: { a: 1 } }, { payload: null }]')).toEqual([
    '0: the example must be object, but is null',
  ])
})

it('an answer without its value is told', async () => {
  expect(await found("value: { id: 'a' }", 'summary: none')).toEqual([
    expect.stringMatching(/^-?\d+: the example must be object, but is not there$/),
  ])
})

it('a part of an example is told on its own line, and so is a part of a payload', async () => {
  const value = 'value: {\n        id: 5 }'
  expect(await found("value: { id: 'a' }", value)).toEqual(['1: id must be string, but is 5 (a number)'])
  const listed = 'examples: [{ name: one,\n        payload: {\n          how: 5 } }]'
  expect(await found('examples: [{ payload: { how: by the door } }]', listed)).toEqual([
    '2: how must be string, but is 5 (a number)',
  ])
  const whole = 'examples: [{ name: one,\n        payload: 5 }]'
  expect(await found('examples: [{ payload: { how: by the door } }]', whole)).toEqual([
    '1: the example must be object, but is 5 (a number)',
  ])
  const payload = 'payload: {\n        type: text }'
  expect(await found('payload: { type: object, properties: { id: { type: string } } }', payload)).toEqual([
    expect.stringMatching(/^1: type must be .*, but is "text"/),
  ])
})
