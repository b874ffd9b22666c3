import { expect, it } from 'vitest'
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
