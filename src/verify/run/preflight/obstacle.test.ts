import { describe, expect, it } from 'vitest'
import type { Received } from '../../model/exchange.ts'
import { currentFace } from '../../testing/answers.ts'
import { isDocumented, isPage, obstacleIn, type Asked } from './obstacle.ts'

const URL_OF = 'https://x.org/base'
const received = (status: number, headers: Readonly<Record<string, string>> = {}, body = '{}'): Received => ({
  status,
  headers: Object.entries(headers),
  body,
  ms: 1,
})
const join = (answer: Received): Asked => ({
  face: currentFace('joinMeetingRoom'),
  url: URL_OF,
  path: '/rooms/abc/join',
  received: answer,
})
const list = (answer: Received): Asked => ({
  face: currentFace('listLivechatRooms'),
  url: URL_OF,
  path: '/api/v1/livechat/rooms?agents=invalid',
  received: answer,
})
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }
const PAGE = received(200, { 'content-type': 'Text/HTML; charset=utf-8' })
const redirect = (location: string, status = 302): Received => received(status, { location })

it('nothing was asked, or answers that differ, show nothing', () => {
  expect(obstacleIn([])).toBeNull()
  expect(obstacleIn([join(received(404)), list(PAGE)])).toBeNull()
  expect(obstacleIn([join(received(401, JSON_TYPE, '{"statusCode":401,"message":"Unauthorized"}'))])).toBeNull()
  expect(obstacleIn([join(received(500))])).toBeNull()
})

describe('a redirect', () => {
  it('to the same paths elsewhere tells the URL to use', () => {
    const says = 'it redirects every call to https://y.org/v2, which is not followed: use that URL.'
    expect(obstacleIn([join(redirect('https://y.org/v2/rooms/abc/join'))])).toBe(says)
    expect(obstacleIn([join(redirect('https://y.org/v2/rooms/abc/join/', 308)), list(redirect('/login'))])).toBe(says)
    expect(obstacleIn([list(redirect('https://y.org/v2/api/v1/livechat/rooms?a=b'))])).toBe(says)
  })

  it('to the same path with a slash tells to turn that off', () => {
    expect(obstacleIn([join(redirect('/base/rooms/abc/join/'))])).toBe(
      'it redirects every call to the same path with a slash at the end, which is not followed: the paths of the contract have none. Turn that off on the server.',
    )
  })

  it('to anything else tells where, without what it bears', () => {
    expect(obstacleIn([join(redirect('/login?token=secret#x', 300)), list(redirect('/b', 399))])).toBe(
      'it redirects every call, the first to https://x.org/login, which is not followed. If that is a login, use a URL without one in front; else that of the API itself.',
    )
    expect(obstacleIn([join(redirect('app:open'))])).toMatch(/the first to open, which/)
  })

  it('is none without a place that can be read, or with another status', () => {
    for (const answer of [received(302), redirect('http://'), redirect('/login', 299), redirect('/login', 400)])
      expect(obstacleIn([join(answer)])).toBeNull()
  })
})

it('a web page for every call is a front end, or a login', () => {
  expect(obstacleIn([join(PAGE), list(PAGE)])).toBe(
    'it answers every call with a web page: this is the URL of a front end, or a login is in front of it. Use the URL of the API itself, or set its path prefix (prefixes, such as /api).',
  )
})

describe('a login or a gateway', () => {
  const says = (kinds: string): string =>
    `it answers every call with ${kinds}, as no operation of the contract does: a login or a gateway is in front of it. Use a URL behind it, or let it pass the paths of the API.`

  it('redirects some calls, shows a page for others, and refuses the rest', () => {
    expect(obstacleIn([join(redirect('/login')), list(PAGE)])).toBe(says('a redirect or a web page'))
    expect(obstacleIn([join(received(403)), list(redirect('/login'))])).toBe(says('403 or a redirect'))
  })

  it('asks a browser for a password, or speaks no JSON', () => {
    expect(obstacleIn([join(received(401, { ...JSON_TYPE, 'www-authenticate': 'Basic realm=x' }))])).toBe(says('401'))
    expect(obstacleIn([join(received(401, { 'content-type': 'text/plain' })), list(received(401))])).toBe(says('401'))
    expect(obstacleIn([join(received(403))])).toBe(says('403'))
  })

  it('is none that asks for a token, or answers as documented', () => {
    expect(obstacleIn([join(received(401, { ...JSON_TYPE, 'www-authenticate': 'Bearer realm=x' }))])).toBeNull()
    expect(obstacleIn([join(received(401, { ...JSON_TYPE, 'www-authenticate': 'bearer realm=x' }))])).toBeNull()
    expect(obstacleIn([join(received(401, { ...JSON_TYPE, 'www-authenticate': 'BearerX realm=x' }))])).toBe(says('401'))
    expect(obstacleIn([join(received(401, { 'content-type': 'application/problem+JSON' }, '{}'))])).toBeNull()
    expect(obstacleIn([join(received(401, JSON_TYPE, '{"message":"another"}'))])).toBeNull()
    expect(obstacleIn([join(received(401, {}, '{"statusCode":401,"message":"Unauthorized"}'))])).toBeNull()
    expect(obstacleIn([join(received(403)), list(received(404))])).toBeNull()
  })

  it('gives one and the same refusal to operations that have different ones', () => {
    const alike = '{"statusCode":401,"message":"Unauthorized"}'
    expect(obstacleIn([join(received(401, JSON_TYPE, alike)), list(received(401, JSON_TYPE, alike))])).toBe(says('401'))
    expect(obstacleIn([join(received(403, JSON_TYPE, '{}')), list(received(403, JSON_TYPE, '{}'))])).toBe(says('403'))
    // Not if they differ, are documented for all, or are no refusals.
    expect(obstacleIn([join(received(401, JSON_TYPE, alike)), list(received(401, JSON_TYPE, '{}'))])).toBeNull()
    expect(obstacleIn([join(received(401, JSON_TYPE, '{}')), list(received(403, JSON_TYPE, '{}'))])).toBeNull()
    expect(obstacleIn([join(received(401, JSON_TYPE, alike)), join(received(401, JSON_TYPE, alike))])).toBeNull()
    expect(obstacleIn([join(received(404, JSON_TYPE, '{}')), list(received(404, JSON_TYPE, '{}'))])).toBeNull()
  })
})

it('an answer is documented by its status and the text of a refusal', () => {
  const face = currentFace('joinMeetingRoom')
  expect(isDocumented(face, received(404, {}, '{"error":"x","message":"Room not found"}'))).toBe(true)
  expect(isDocumented(face, received(400, {}, '{"message":"Room not found"}'))).toBe(false)
  // By its message, where it has an error, too.
  const outcomes = face.outcomes.map((each) => ({ ...each, example: '{"error":"Forbidden","message":"It is locked"}' }))
  const both = { ...face, outcomes }
  expect(isDocumented(both, received(404, {}, '{"message":"It is locked"}'))).toBe(true)
  expect(isDocumented(both, received(404, {}, '{"error":"Forbidden"}'))).toBe(false)
  expect(isDocumented(face, received(404, {}, '{"message":"Cannot POST"}'))).toBe(false)
  // Without one, by the whole example.
  expect(isDocumented(currentFace('joinLivechatRoom'), received(200, {}, '{"success":true}'))).toBe(true)
  expect(isDocumented(currentFace('joinLivechatRoom'), received(200, {}, '{}'))).toBe(false)
  expect(isDocumented(currentFace('joinLivechatRoom'), received(403, {}, '{"error":"unauthorized"}'))).toBe(true)
})

it.each([
  [200, 'text/html', true],
  [299, 'TEXT/HTML;x', true],
  [300, 'text/html', false],
  [199, 'text/html', false],
  [404, 'text/html', false],
  [200, 'application/json', false],
  [200, 'x-text/html', false],
])('%i with %s is a page: %s', (status, type, expected) => {
  expect(isPage(received(status, { 'content-type': type }))).toBe(expected)
})
