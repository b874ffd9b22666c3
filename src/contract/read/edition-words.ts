import { isContainer } from '../../json.ts'
import type { EditionWords, Elsewhere, PlainAnswer } from '../model/edition-words.ts'
import { constantHeaders } from './constant-headers.ts'
import { rootOf } from './faces.ts'
import type { Document } from './load.ts'
import { member, type Part } from './openapi.ts'

/** What these documents say besides their operations: `x-elsewhere` and `x-settings`. All of them are of one edition. */
export const editionWordsIn = (documents: readonly Document[]): EditionWords => ({
  elsewhere: documents.map(rootOf).flatMap(elsewhereIn),
  settings: Object.assign({}, ...documents.map((document) => settingsIn(rootOf(document)))),
})

function elsewhereIn(root: Part): Elsewhere[] {
  const elsewhere = member(root, 'x-elsewhere')
  const { under } = elsewhere.value
  if (typeof under !== 'string') return []
  const answer = (name: string): PlainAnswer => toAnswer(member(elsewhere, name).value)
  return [
    {
      under,
      unknown: answer('unknown'),
      preflight: answer('preflight'),
      options: answer('options'),
      headers: constantHeaders(root, elsewhere) ?? {},
    },
  ]
}

const toAnswer = ({ status, 'media-type': mediaType, body }: Record<string, unknown>): PlainAnswer => ({
  status: Number(status),
  mediaType: String(mediaType),
  body: String(body),
})

function settingsIn(root: Part): EditionWords['settings'] {
  const settings = root.value['x-settings']
  const reading = isContainer(settings) ? settings['anonymousReading'] : undefined
  return typeof reading === 'boolean' ? { anonymousReading: reading } : {}
}
