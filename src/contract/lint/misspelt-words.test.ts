import { describe, expect, it } from 'vitest'
import { checkMisspeltWords } from './misspelt-words.ts'
import { changed, documentOf, GOOD, HALL, lineOf, told } from './testing/documents.ts'

/** A place of a contract where a keyword may be, as the text before it and its indentation, and the keywords that it knows. */
const PLACES = [
  [
    'an operation',
    'x-wears-out: false\n',
    '      ',
    'x-outcomes x-rate-limit x-mutates x-wears-out x-seat x-additional-parameters x-announces x-without-ack x-sources x-coercion x-headers x-max-items x-wrong-credentials',
  ],
  ['a document', 'openapi: 3.1.0\n', '', 'x-elsewhere x-headers x-settings'],
  ['an example', 'x-source: [inferred]\n', '                  ', 'x-source x-sources x-varies x-headers'],
  ['a body', 'x-max-bytes: 100\n', '        ', 'x-max-bytes x-content-encodings'],
] as const

const fixes = async (text: string, name?: string) =>
  checkMisspeltWords(await documentOf(text, name)).map(({ message, fix }) => `${message}: ${fix}`)

describe('a keyword of ours that is misspelt is found, with the right one, in', () => {
  it.each(PLACES)('%s', async (_, before, indent, words) => {
    const all = words.split(' ')
    const lines = all.map((word) => `${indent}${word}z: 1\n`).join('')
    expect(await fixes(changed(GOOD, before, `${before}${lines}`))).toEqual(
      all.map((word) => `unknown keyword ${word}z: Write ${word}.`),
    )
  })

  it('a message', async () => {
    const words = ['x-packet', 'x-examples', 'x-status', 'x-audience', 'x-tells']
    const lines = words.map((word) => `      ${word}z: 1\n`).join('')
    expect(
      await fixes(changed(HALL, '      x-status: 201\n', `      x-status: 201\n${lines}`), 'hall.asyncapi.yaml'),
    ).toEqual(words.map((word) => `unknown keyword ${word}z: Write ${word}.`))
  })
})

it('it is told on its own line, and what is far from all of ours is let pass', async () => {
  const text = changed(GOOD, '      x-wears-out', '      x-internal: 1\n      x-wears-uot: 1\n      x-wears-out')
  expect(told(checkMisspeltWords(await documentOf(text)))).toEqual([
    `${lineOf(text, 'x-wears-uot')}: unknown keyword x-wears-uot`,
  ])
})

it('a document that is no contract may have any keywords', async () => {
  const text = GOOD.replaceAll('x-outcomes', 'outcomes').replace('openapi: 3.1.0\n', 'openapi: 3.1.0\nx-header: 1\n')
  expect(await fixes(text)).toEqual([])
})
