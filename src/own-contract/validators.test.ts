import { expect, it } from 'vitest'
import { changed, documentOf, GOOD, lineOf } from '../contract/lint/testing/documents.ts'
import { requestValidators } from '../contract/compiled/request-validators.ts'
import { facesOf, rootOf } from '../contract/read/faces.ts'
import { loadDocument } from '../contract/read/load.ts'
import { operationsOf } from '../contract/read/openapi.ts'
import { validatorsFor } from './validators.ts'

const QUERIES = [
  {},
  { count: 'abc' },
  { agents: 'x' },
  { agents: ['a', 'b'] },
  { open: ['true'] },
  { departmentId: { x: '1' } },
  { text: 'hi' },
]

it.each(['8.0', '8.6'])('judge as those that are compiled of the same document, in edition %s', async (edition) => {
  const document = await loadDocument(`specs/rocket-chat.${edition}.openapi.yaml`)
  const operations = operationsOf(rootOf(document))
  expect(facesOf(document)).toHaveLength(operations.length)
  for (const { operation } of operations) {
    const written = validatorsFor(document, operation)
    const compiled = requestValidators[edition]?.[String(operation.value['operationId'])]
    for (const part of ['query', 'body'] as const)
      for (const value of [...QUERIES, { callId: 1 }, { callId: 'x', state: { mic: 'yes' } }]) {
        const [one, other] = [structuredClone(value), structuredClone(value)]
        expect(written[part]?.(one) ?? null).toEqual(compiled?.[part]?.(other) ?? null)
        expect(one).toEqual(other)
      }
  }
})

it('an operation without a query or a JSON body has no validator of it', async () => {
  const validators = async (text: string) => {
    const document = await documentOf(text)
    const [found] = operationsOf(rootOf(document))
    return found && validatorsFor(document, found.operation)
  }
  expect(await validators(GOOD)).toEqual({ query: null, body: expect.any(Function) })
  expect(await validators(changed(GOOD, 'application/json:', 'text/plain:'))).toEqual({ query: null, body: null })
})

it('a schema that cannot be compiled is refused, on the line of its operation, with why', async () => {
  const text = changed(GOOD, 'stage: { type: string }', 'stage: { enum: [] }')
  const document = await documentOf(text)
  const [found] = operationsOf(rootOf(document))
  expect(() => found && validatorsFor(document, found.operation)).toThrow(
    expect.objectContaining({
      name: 'Fault',
      message: expect.stringMatching(
        new RegExp(`:${lineOf(text, 'post:')}: its requests can't be checked: enum must have `),
      ),
      fix: 'Simplify the schemas of its parameters and its body.',
      cause: expect.any(Error),
    }),
  )
})

it('values are converted as the operation says, and formats are no matter of it', async () => {
  const text = changed(
    changed(GOOD, 'x-mutates: true', 'x-coercion: { body: scalars }\n      x-mutates: true'),
    'stage: { type: string }',
    'stage: { type: string, format: date-time }, at: { type: integer }',
  )
  const document = await documentOf(text)
  const [found] = operationsOf(rootOf(document))
  const body = found && validatorsFor(document, found.operation).body
  const sent = { stage: 5, at: '7' }
  expect([body?.(sent), sent]).toEqual([null, { stage: '5', at: 7 }])
  expect(body?.({ at: 'x' })).toEqual({
    pointer: '/at',
    keyword: 'type',
    text: 'must be integer',
    params: { type: 'integer' },
  })
})
