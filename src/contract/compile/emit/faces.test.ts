import { expect, it } from 'vitest'
import { loadDocument } from '../../read/load.ts'
import { facesOf } from '../../read/faces.ts'
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

it('each edition has its words, whether its documents say anything or not', () => {
  const text = emitEditionWords(documents)
  expect(text).toContain('"current": {\n  "elsewhere": [],\n  "settings": {}\n }')
  expect(text).toContain('"under": "/api/"')
})
