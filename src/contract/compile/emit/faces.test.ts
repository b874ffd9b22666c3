import { stripTypeScriptTypes } from 'node:module'
import { expect, it } from 'vitest'
import { loadDocument } from '../../read/load.ts'
import { editionWordsIn } from '../../read/edition-words.ts'
import { facesIn, facesOf } from '../../read/faces.ts'
import { emitEditionWords, emitFaces } from './faces.ts'

const documents = await Promise.all(
  ['rocket-chat', 'meeting-rooms', 'rocket-chat.8.0', 'rocket-chat.8.3'].map((name) =>
    loadDocument(`specs/${name}.openapi.yaml`),
  ),
)

it('faces and outcomes that editions share are written once', () => {
  const text = emitFaces(documents.flatMap(facesOf))
  expect(text.match(/^const joinMeetingRoom_\w+: Face = /gm)).toHaveLength(1)
  expect(text.match(/^const listLivechatRooms_listed_\w+: Outcome = /gm)).toHaveLength(2)
  expect(text).toContain(
    '"8.3": [joinLivechatRoom_8_3, listLivechatRooms_8_3, joinVideoConference_8_3, joinMeetingRoom_current]',
  )
})

const imported = (text: string): Promise<unknown> =>
  import(`data:text/javascript,${encodeURIComponent(stripTypeScriptTypes(text))}`)

it('each edition has its faces back from the module, and those of the current one where it has none', async () => {
  const all = documents.flatMap(facesOf)
  const editions = ['current', '8.0', '8.3']
  const faces = Object.fromEntries(editions.map((edition) => [edition, facesIn(edition, all)]))
  expect(faces['8.0']?.length).toBeGreaterThan(1)
  expect(await imported(emitFaces(all))).toEqual(expect.objectContaining({ faces }))
})

it('each edition has the words of its own documents back', async () => {
  const [api, rooms, ...editions] = documents
  if (!api || !rooms) throw new Error('there are no documents')
  const [old, newer] = editions.map((document) => editionWordsIn([document]))
  expect(await imported(emitEditionWords(documents))).toEqual(
    expect.objectContaining({ editionWords: { current: editionWordsIn([api, rooms]), '8.0': old, '8.3': newer } }),
  )
})

it('each edition has its words, whether its documents say anything or not', () => {
  const text = emitEditionWords(documents)
  expect(text).toContain('"current": {\n  "elsewhere": [],\n  "settings": {}\n }')
  expect(text).toContain('"under": "/api/"')
})
