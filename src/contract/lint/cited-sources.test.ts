import { expect, it } from 'vitest'
import { checkCitedSources } from './cited-sources.ts'
import { changed, documentOf, GOOD, lineOf, told } from './testing/documents.ts'

const KNOWN = { sources: new Map([['play.txt', ['Entering', 'Leaving']]]) }

it('finds nothing where all sources are known, or none are given', async () => {
  expect(checkCitedSources([await documentOf(GOOD)], KNOWN)).toEqual([])
  expect(checkCitedSources([await documentOf(GOOD)], {})).toEqual([])
})

it('the section of a source is all behind its first #', async () => {
  const document = await documentOf(changed(GOOD, 'play.txt#Entering', 'play.txt#Entering#1'))
  expect(checkCitedSources([document], { sources: new Map([['play.txt', ['Entering#1']]]) })).toEqual([])
  expect(checkCitedSources([document], KNOWN)).toMatchObject([{ message: 'play.txt has no section Entering#1' }])
})

it.each([
  [
    "'play.txt#Enterring'",
    'play.txt has no section Enterring',
    'Write Entering, or add it to the sections of play.txt in specs/sources.yaml.',
  ],
  [
    "'plays.txt#Entering'",
    'no document is named plays.txt',
    'Write play.txt, or add it to the documents in specs/sources.yaml.',
  ],
  [
    "'another.txt#X'",
    'no document is named another.txt',
    'Correct it, or add it to the documents in specs/sources.yaml.',
  ],
  ["'#Entering'", 'no document is named ', 'Correct it, or add it to the documents in specs/sources.yaml.'],
  [
    "'play.txt#Zzz'",
    'play.txt has no section Zzz',
    'Correct it, or add it to the sections of play.txt in specs/sources.yaml.',
  ],
])('finds the source %s, which does not exist, on its line', async (source, message, fix) => {
  const text = changed(GOOD, "'play.txt#Entering'", source)
  expect(checkCitedSources([await documentOf(text)], KNOWN)).toMatchObject([
    { line: lineOf(text, source), message, fix, check: 'cited-sources' },
  ])
})

it('finds those of single statements, of outcomes and operations', async () => {
  const outcome = changed(
    GOOD,
    "x-source: ['play",
    "x-sources: { status: ['play.txt#Entering'], body: [server,\n                    'play.txt#Nowhere'] }\n                  x-source: ['play",
  )
  expect(told(checkCitedSources([await documentOf(outcome)], KNOWN))).toEqual([
    `${lineOf(outcome, 'Nowhere')}: play.txt has no section Nowhere`,
  ])
  const operation = changed(
    GOOD,
    '      x-wears-out',
    "      x-sources: { effects: ['play.txt#Nowhere'] }\n      x-wears-out",
  )
  expect(told(checkCitedSources([await documentOf(operation)], KNOWN))).toEqual([
    `${lineOf(operation, 'Nowhere')}: play.txt has no section Nowhere`,
  ])
})
