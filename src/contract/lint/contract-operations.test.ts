import { expect, it } from 'vitest'
import { contractOperations, isSuccessStatus, outcomePath } from './contract-operations.ts'
import { changed, documentOf, GOOD, STAGES } from './testing/documents.ts'

it('a success is what begins with 2, and an outcome has its place in the list', () => {
  expect(['200', '299', '2XX', '302', '429', 'default', '12'].filter(isSuccessStatus)).toEqual(['200', '299', '2XX'])
  expect(outcomePath({ path: ['a'], value: {} }, 3)).toEqual(['a', 'x-outcomes', '3'])
})

it('a contract is a document of which an operation has outcomes, and all of its operations are taken', async () => {
  const more = changed(GOOD, '  /stage:\n', '  /other:\n    get: { operationId: other, responses: {} }\n  /stage:\n')
  expect(contractOperations(await documentOf(more)).map(({ id, outcomes }) => [id, outcomes.length])).toEqual([
    ['other', 0],
    ['enterStage', 4],
  ])
  expect(contractOperations(await documentOf(STAGES))).toEqual([])
})
