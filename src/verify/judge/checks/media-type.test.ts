import { expect, it } from 'vitest'
import { answer, foundBy } from '../../testing/answers.ts'
import { checkMediaType } from './media-type.ts'

const JOINED = 'joinLivechatRoom/joined'
const found = (...values: readonly string[]): string[] =>
  foundBy(checkMediaType, answer(JOINED, { headers: values.map((value) => ['content-type', value] as const) }))

it.each([
  'application/json',
  'Application/JSON',
  'application/json; charset=utf-8',
  'application/json;charset="UTF-8"',
  'application/json; charset=utf8; profile=x',
  'application/json; profile=x',
])('%s holds', (value) => expect(found(value)).toEqual([]))

it.each([
  'text/html',
  'application/problem+json',
  'application/jsonp',
  'application/json; charset=latin1',
  'application/json; profile=x; charset=utf-16',
])('%s is wrong', (value) => expect(found(value)).toEqual(['media-type -: the media type is wrong']))

it('may be repeated, but not contradicted', () => {
  expect(found('application/json', 'application/json')).toEqual([])
  const headers = ['application/json', 'text/html'].map((value) => ['content-type', value] as const)
  expect(checkMediaType(answer(JOINED, { headers }))).toMatchObject([
    { message: 'the media type is wrong', actual: 'application/json, text/html' },
  ])
})

it('is shown with the expected one; without one, that is said', () => {
  const headers = [['content-type', 'text/HTML']] as const
  expect(checkMediaType(answer(JOINED, { headers }))).toMatchObject([
    { expected: 'application/json', actual: 'text/HTML' },
  ])
  expect(found()).toEqual(['media-type -: the answer has no Content-Type'])
})

it('has sources of its own, where the contract gives them', () => {
  const [wrong] = checkMediaType(answer('listLivechatRooms/listed', { headers: [] }))
  expect(wrong?.sources).toEqual(['server'])
})

it('is asked of a call over HTTP in a case on sockets, but of no call on a socket', () => {
  const headers = [] as const
  expect(foundBy(checkMediaType, answer(JOINED, { headers, sockets: {} }))).toEqual([])
  expect(foundBy(checkMediaType, answer(JOINED, { headers, sockets: { callerId: null } }))).toHaveLength(1)
})
