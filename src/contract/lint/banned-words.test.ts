import { expect, it } from 'vitest'
import { checkBannedWords } from './banned-words.ts'
import { changed, documentOf, GOOD } from './testing/documents.ts'

it('a discriminator is let pass without mapping, and 3.0 has other words', async () => {
  const text = changed(
    GOOD,
    'stage: { type: string }',
    'stage: { type: object, discriminator: { propertyName: kind } }',
  )
  expect(checkBannedWords(await documentOf(text))).toEqual([])
  const old = changed(changed(GOOD, 'openapi: 3.1.0', 'openapi: 3.0.3'), '{ type: string }', '{ prefixItems: [{}] }')
  expect(checkBannedWords(await documentOf(old))).toEqual([])
})
