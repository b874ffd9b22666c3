import { expect, it } from 'vitest'
import { changed, documentOf, GOOD } from '../lint/testing/documents.ts'
import { facesOf } from './faces.ts'

const faceOf = async (text: string) => {
  const [face] = facesOf(await documentOf(text))
  if (!face) throw new Error('there is no face')
  return face
}

it('the headers of an answer are those of the document, the operation and the example, the last of which counts', async () => {
  const inDocument = changed(GOOD, 'paths:', 'x-headers: { A: document, B: document, C: document }\npaths:')
  const inOperation = changed(
    inDocument,
    '      x-mutates: true',
    '      x-headers: { b: operation, C: operation }\n      x-mutates: true',
  )
  const text = changed(
    inOperation,
    '                  summary: the light is out',
    '                  x-headers: { C: example, D: null }\n                  summary: the light is out',
  )
  const { outcomes } = await faceOf(text)
  const headers = Object.fromEntries(outcomes.map((outcome) => [outcome.name, outcome.headers]))
  expect(headers['dark']).toEqual({ A: 'document', b: 'operation', C: 'example', D: null })
  expect(headers['entered']).toEqual({ A: 'document', b: 'operation', C: 'operation' })
})

it('the headers of credentials are those of the schemes that the document describes', async () => {
  const schemes = 'components:\n  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }\n'
  const secured = changed(GOOD, 'components:\n', schemes)
  expect((await faceOf(secured)).credentials).toEqual([])
  expect((await faceOf(changed(secured, 'paths:', 'security: [{ key: [] }]\npaths:'))).credentials).toEqual(['X-Key'])
  const open = changed(secured, '      x-mutates: true', '      security: []\n      x-mutates: true')
  expect((await faceOf(changed(open, 'paths:', 'security: [{ key: [] }]\npaths:'))).credentials).toEqual([])
})

it('what is to be true is true by that word alone', async () => {
  const words = changed(changed(GOOD, 'x-mutates: true', "x-mutates: 'yes'"), 'x-wears-out: false', 'x-wears-out: 1')
  const text = changed(
    words,
    'format: date-time }\n                  value',
    'format: date-time, x-now: false }\n                  value',
  )
  const face = await faceOf(text)
  expect([face.mutates, face.wearsOut]).toEqual([false, false])
  expect(face.outcomes.flatMap(({ instants }) => instants)).toEqual([])
})
