import { expect, it } from 'vitest'
import { changed, documentOf, GOOD } from '../testing/documents.ts'
import { checkEditionWords } from './edition-words.ts'

const MUTATES = '      x-mutates: true\n'
const onOperation = (text: string): string => changed(GOOD, MUTATES, `${MUTATES}      ${text}\n`)
const onDocument = (text: string): string => changed(GOOD, 'paths:\n', `${text}\npaths:\n`)

const ANSWER = '{ status: 404, media-type: text/plain, body: Not Found }'

const messagesFor = async (text: string): Promise<string[]> =>
  checkEditionWords(await documentOf(text)).map(({ line, message }) => `${line}: ${message}`)

it.each([
  GOOD,
  onOperation('x-coercion: { query: lists, body: scalars }'),
  onOperation('x-headers: { Pragma: no-cache, Cache-Control: null }'),
  onOperation('x-wrong-credentials: as-none'),
  onOperation('x-max-items: 500'),
  onDocument("x-headers: { Access-Control-Allow-Origin: '*' }"),
  onDocument('x-settings: { anonymousReading: false }'),
  onDocument(`x-elsewhere: { under: /api/, unknown: ${ANSWER}, preflight: ${ANSWER}, options: ${ANSWER} }`),
])('is content with well-formed words (%#)', async (text) => {
  expect(await messagesFor(text)).toEqual([])
})

it.each([
  [onOperation('x-coercion: { query: array }'), /x-coercion\.query/],
  [onOperation('x-coercion: {}'), /x-coercion/],
  [onOperation('x-headers: { Pragma: 5 }'), /x-headers\.Pragma/],
  [onOperation('x-wrong-credentials: guest'), /x-wrong-credentials/],
  [onOperation('x-max-items: many'), /x-max-items/],
  [onDocument('x-settings: { anonymous: false }'), /x-settings/],
  [onDocument(`x-elsewhere: { under: api, unknown: ${ANSWER}, preflight: ${ANSWER}, options: ${ANSWER} }`), /under/],
  [onDocument(`x-elsewhere: { under: /api, unknown: ${ANSWER}, preflight: ${ANSWER}, options: ${ANSWER} }`), /under/],
  [onDocument('x-elsewhere: { under: /api/ }'), /x-elsewhere/],
])('finds words of another form (%#)', async (text, message) => {
  const found = await messagesFor(text)
  expect(found.length).toBeGreaterThan(0)
  expect(found.join('\n')).toMatch(message)
})
