import { join } from 'node:path'
import { expect, it } from 'vitest'
import { allContractFiles, contractFiles, fileFor, specsFolder } from './contract-files.ts'

const NAMES = [
  'control.openapi.yaml',
  'meeting-rooms.openapi.yaml',
  'rocket-chat-front.openapi.yaml',
  'rocket-chat.2022.openapi.yaml',
  'rocket-chat.8.0.openapi.yaml',
  'rocket-chat.8.3.openapi.yaml',
  'rocket-chat.8.6.openapi.yaml',
  'rocket-chat.openapi.yaml',
]

it('the documents of the contract are those in its folder, OpenAPI first', async () => {
  expect(specsFolder).toBe(join(process.cwd(), 'specs'))
  expect(await contractFiles()).toEqual(NAMES.map((name) => join(specsFolder, name)))
  expect(await allContractFiles()).toEqual(
    [...NAMES, 'meeting-rooms.asyncapi.yaml'].map((name) => join(specsFolder, name)),
  )
})

it('an API has the document of its edition, else the current one', async () => {
  const files = await contractFiles()
  const found = (api: string, edition: string) => fileFor(api, edition, files)?.replace(join(specsFolder, '/'), '')
  expect([
    found('rocket-chat', '2022'),
    found('rocket-chat', 'current'),
    found('rocket-chat', '8.6'),
    found('meeting-rooms', '2022'),
    found('chat', 'current'),
    found('', 'current'),
  ]).toEqual([
    'rocket-chat.2022.openapi.yaml',
    'rocket-chat.openapi.yaml',
    'rocket-chat.8.6.openapi.yaml',
    'meeting-rooms.openapi.yaml',
    undefined,
    undefined,
  ])
})
