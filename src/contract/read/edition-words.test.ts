import { expect, it } from 'vitest'
import { documentOf } from '../lint/testing/documents.ts'
import { editionWordsIn } from './edition-words.ts'
import { loadDocument } from './load.ts'

it('reads what is answered elsewhere, with the headers of the whole document, and the settings of worlds', async () => {
  expect(editionWordsIn([await loadDocument('specs/rocket-chat.8.0.openapi.yaml')])).toMatchObject({
    elsewhere: [
      {
        under: '/api/',
        unknown: { status: 404, mediaType: 'text/plain; charset=UTF-8', body: '404 Not Found' },
        preflight: { status: 405 },
        options: { status: 200, body: 'OK' },
        headers: { 'Access-Control-Allow-Origin': '*' },
      },
    ],
    settings: { anonymousReading: false },
  })
})

it('finds nothing in a document that says nothing of it', async () => {
  const documents = [await loadDocument('specs/rocket-chat.openapi.yaml')]
  expect(editionWordsIn(documents)).toEqual({ elsewhere: [], settings: {} })
})

const answer = (status: number, body: string): string => `{ status: ${status}, media-type: a/b, body: ${body} }`
const ELSEWHERE = `under: /a/, unknown: ${answer(404, 'none')}, preflight: ${answer(405, 'before')}, options: ${answer(200, 'all')}`

it('reads each answer by itself, and headers that elsewhere take the place of those of the document', async () => {
  const document = await documentOf(
    `openapi: 3.1.0\nx-headers: { A: one, B: two }\nx-elsewhere: { ${ELSEWHERE}, x-headers: { b: three, C: null } }`,
  )
  expect(editionWordsIn([document]).elsewhere).toEqual([
    {
      under: '/a/',
      unknown: { status: 404, mediaType: 'a/b', body: 'none' },
      preflight: { status: 405, mediaType: 'a/b', body: 'before' },
      options: { status: 200, mediaType: 'a/b', body: 'all' },
      headers: { A: 'one', b: 'three', C: null },
    },
  ])
})

it('takes no headers where none are stated, and nothing of what is under no path', async () => {
  const read = async (elsewhere: string) =>
    editionWordsIn([await documentOf(`openapi: 3.1.0\nx-elsewhere: ${elsewhere}`)]).elsewhere
  expect((await read(`{ ${ELSEWHERE} }`))[0]?.headers).toEqual({})
  for (const none of [`{ ${ELSEWHERE.replace('/a/', '5')} }`, `{ ${ELSEWHERE.replace('under', 'below')} }`, 'none'])
    expect(await read(none)).toEqual([])
})

it('of several documents, has all that is elsewhere, and the settings of the last that says any', async () => {
  const document = (settings: string, more = '') => documentOf(`openapi: 3.1.0\nx-settings: ${settings}${more}`)
  const elsewhere = (under: string): string => `\nx-elsewhere: { ${ELSEWHERE.replace('/a/', under)} }`
  const words = editionWordsIn([
    await document('{ anonymousReading: true }', elsewhere('/b/')),
    await document('{ anonymousReading: false }'),
    await document('{ anonymousReading: maybe, other: true }', elsewhere('/c/')),
    await document('none'),
  ])
  expect([words.elsewhere.map(({ under }) => under), words.settings]).toEqual([
    ['/b/', '/c/'],
    { anonymousReading: false },
  ])
})
