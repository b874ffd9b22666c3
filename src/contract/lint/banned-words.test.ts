import { expect, it } from 'vitest'
import { checkBannedWords } from './banned-words.ts'
import { changed, documentOf, GOOD, lineOf, told } from './testing/documents.ts'

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

it.each(['prefixItems', 'unevaluatedProperties', 'unevaluatedItems', 'dependentSchemas', 'dependentRequired'])(
  '%s is found',
  async (word) => {
    const text = changed(GOOD, 'stage: { type: string }', `stage: { ${word}: {} }`)
    expect(told(checkBannedWords(await documentOf(text)))).toEqual([
      `${lineOf(text, word)}: ${word} is not used in contracts: other tools misread it`,
    ])
  },
)

it('a banned word is told on its own line, with what to do', async () => {
  const mapped = 'stage: { discriminator: { propertyName: kind,\n            mapping: {} } }'
  const text = changed(GOOD, 'stage: { type: string }', mapped)
  expect(checkBannedWords(await documentOf(text))).toMatchObject([
    {
      check: 'banned-words',
      line: lineOf(text, 'mapping: {}'),
      message: 'discriminator.mapping is not used in contracts: other tools misread it',
      fix: 'Express it with other keywords.',
    },
  ])
})
