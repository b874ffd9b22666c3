import { expect, it } from 'vitest'
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
