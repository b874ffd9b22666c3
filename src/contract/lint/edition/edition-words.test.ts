import { expect, it } from 'vitest'
import { changed, documentOf, GOOD, lineOf, STAGES } from '../testing/documents.ts'
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
  onOperation('x-headers: { Pragma: no-cache, Cache-Control: null, Content-MD5: a, P3P: b }'),
  onOperation('x-wrong-credentials: as-none'),
  onOperation('x-max-items: 500'),
  onDocument("x-headers: { Access-Control-Allow-Origin: '*' }"),
  onDocument('x-settings: { anonymousReading: false }'),
  onDocument(`x-elsewhere: { under: /api/, unknown: ${ANSWER}, preflight: ${ANSWER}, options: ${ANSWER} }`),
])('is content with well-formed words (%#)', async (text) => {
  expect(await messagesFor(text)).toEqual([])
})

it.each([
  ['x-settings: { anonymous: false }', ['x-settings.anonymous is not allowed here']],
  ['x-settings: none', ['x-settings must be object, but is "none" (a text)']],
  ['x-headers: { A: 5 }', ['x-headers.A must be string or null, but is 5 (a number)']],
  ...['api', '/api', 'api/', '/a/b', ' /a/', '/a/ '].map((path): [string, string[]] => [
    `x-elsewhere: { under: '${path}', unknown: ${ANSWER}, preflight: ${ANSWER}, options: ${ANSWER} }`,
    [`x-elsewhere.under must match pattern "^/(?:.*/)?$", but is "${path}" (a text)`],
  ]),
  [
    `x-elsewhere: { unknown: ${ANSWER} }`,
    ['x-elsewhere has no under', 'x-elsewhere has no preflight', 'x-elsewhere has no options'],
  ],
  [
    'x-elsewhere: { under: /api/ }',
    ['x-elsewhere has no unknown', 'x-elsewhere has no preflight', 'x-elsewhere has no options'],
  ],
])('a document may not say %s', async (word, messages) => {
  expect(await messagesFor(onDocument(word))).toEqual(messages.map((message) => `3: ${message}`))
})

const elsewhere = (more: string): string =>
  onDocument(`x-elsewhere: { under: /, unknown: ${ANSWER}, preflight: ${ANSWER}, options: ${more} }`)

it.each(['x-coercion: { query: none }', 'x-coercion: { body: scalars }', 'x-headers: {}', 'x-max-items: 1'])(
  'an operation may say %s',
  async (word) => {
    expect(await messagesFor(onOperation(word))).toEqual([])
  },
)

it.each([
  ['x-coercion: { header: lists }', 'x-coercion.header is not allowed here'],
  ['x-coercion: { body: lsits }', 'x-coercion.body must be none or scalars or lists, but is "lsits" (a text)'],
  ['x-coercion: { query: array }', 'x-coercion.query must be none or scalars or lists, but is "array" (a text)'],
  ['x-coercion: {}', 'x-coercion must NOT have fewer than 1 properties, but is an object'],
  ['x-headers: { Pragma: 5 }', 'x-headers.Pragma must be string or null, but is 5 (a number)'],
  ['x-max-items: many', 'x-max-items must be integer, but is "many" (a text)'],
  ...['a b', 'a_b', 'a:', ''].map((name): [string, string] => [
    `x-headers: { '${name}': x }`,
    `no member may be named "${name}" here`,
  ]),
  ['x-headers: none', 'x-headers must be object, but is "none" (a text)'],
  ['x-max-items: 0', 'x-max-items must be >= 1, but is 0 (a number)'],
  ['x-max-items: 1.5', 'x-max-items must be integer, but is 1.5 (a number)'],
  ['x-wrong-credentials: none', 'x-wrong-credentials must be as-none, but is "none" (a text)'],
])('an operation may not say %s', async (word, message) => {
  expect(await messagesFor(onOperation(word))).toEqual([`9: ${message}`])
})

it.each([
  ['{ status: 199, media-type: a/b, body: c }', 'options.status must be >= 200, but is 199 (a number)'],
  ['{ status: 600, media-type: a/b, body: c }', 'options.status must be <= 599, but is 600 (a number)'],
  [
    "{ status: 200, media-type: '', body: c }",
    'options.media-type must NOT have fewer than 1 characters, but is "" (a text)',
  ],
  ['{ status: 200, media-type: a/b, body: 5 }', 'options.body must be string, but is 5 (a number)'],
  ['{ status: 200, body: c }', 'options has no media-type'],
  ['{ media-type: a/b, body: c }', 'options has no status'],
  ['{ status: 200, media-type: a/b }', 'options has no body'],
  ['{ status: 200, media-type: a/b, body: c, type: d }', 'options.type is not allowed here'],
  [`${ANSWER}, x-headers: { A: 5 }`, 'x-headers.A must be string or null, but is 5 (a number)'],
  [`${ANSWER}, other: ${ANSWER}`, 'other is not allowed here'],
])('elsewhere is not answered by %s', async (answer, message) => {
  expect(await messagesFor(elsewhere(answer))).toEqual([`3: x-elsewhere.${message}`])
})

it('elsewhere may be answered by the first and the last status, with an empty body', async () => {
  for (const status of [200, 599])
    expect(await messagesFor(elsewhere(`{ status: ${status}, media-type: a/b, body: '' }`))).toEqual([])
})

it('what is wrong is told on its own line, on the document, an operation and an example', async () => {
  const example = changed(
    GOOD,
    '                  x-source: [inferred]\n',
    '                  x-headers:\n                    A: x\n                    B: 5\n',
  )
  const document = onDocument('x-settings:\n  anonymousReading: yes and no')
  const operation = onOperation('x-headers:\n        A: x\n        C: 5')
  const words = [
    [example, 'B: 5', 'x-headers.B must be string or null, but is 5 (a number)'],
    [document, 'yes and no', 'x-settings.anonymousReading must be boolean, but is "yes and no" (a text)'],
    [operation, 'C: 5', 'x-headers.C must be string or null, but is 5 (a number)'],
  ] as const
  for (const [text, at, message] of words) expect(await messagesFor(text)).toEqual([`${lineOf(text, at)}: ${message}`])
})

it('a document that is no contract may use these words as it likes', async () => {
  expect(await messagesFor(changed(STAGES, 'paths:\n', 'x-headers: 5\npaths:\n'))).toEqual([])
})
