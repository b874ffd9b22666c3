import { expect, it } from 'vitest'
import { checkReadFaults } from './read-faults.ts'
import { documentOf } from './testing/documents.ts'

it('each $ref that leads nowhere is told, and each key that is written twice, with its line and what to do', async () => {
  const document = await documentOf(`a: { $ref: '#/none' }\nb: 1\nc: { $ref: '%' }\nb: 2\n`)
  const { file } = document
  expect(checkReadFaults(document)).toEqual([
    {
      file,
      line: 1,
      message: 'the $ref #/none leads nowhere',
      fix: 'Correct the name, or add what it refers to.',
      check: 'references',
    },
    {
      file,
      line: 3,
      message: 'the $ref % leads nowhere',
      fix: 'Correct the name, or add what it refers to.',
      check: 'references',
    },
    { file, line: 4, message: 'the key b is already in line 2', fix: 'Rename or remove one of them.', check: 'keys' },
  ])
})

it('nothing is told of a document that could be read as it is', async () => {
  expect(checkReadFaults(await documentOf(`a: { $ref: '#/b' }\nb: 1\n`))).toEqual([])
})
