import { describe, expect, it } from 'vitest'
import { faces } from '../contract/compiled/faces.ts'
import { operationPaths, SOCKET_PATHS } from './served-paths.ts'

const served = [...operationPaths('current'), SOCKET_PATHS]
const servedAs = (url: string): string | undefined => served.find(({ pattern }) => new RegExp(pattern).test(url))?.path

describe('a call is for the mock', () => {
  it('if the contract has its path, whatever its parameters', () => {
    for (const { path } of Object.values(faces).flat())
      expect(servedAs(path.replaceAll(/\{\w+\}/g, 'a%20b-c')), path).toBe(path)
  })

  it.each([
    ['/rooms/abc-def-ghi/join?from=mail', '/rooms/{code}/join'],
    ['/~qa-17/rooms/abc-def-ghi/join', '/rooms/{code}/join'],
    ['/%7Eqa-17/api/v1/livechat/rooms', '/api/v1/livechat/rooms'],
    ['/%7eqa-17/api/v1/livechat/rooms?count=5', '/api/v1/livechat/rooms'],
    ['/socket.io/?EIO=4&transport=polling', '/socket.io/'],
    ['/~qa-17/socket.io/?EIO=4', '/socket.io/'],
  ])('such as %s', (url, path) => {
    expect(servedAs(url)).toBe(path)
  })

  it.each([
    '/',
    '/rooms/abc-def-ghi',
    '/rooms/abc-def-ghi/join/now',
    '/rooms/a/b/join',
    '/app/rooms/abc-def-ghi/join',
    '/api/v1/livechat/roomsXjoin',
    '/api/v1/livechat/rooms.info',
    '/src/socket.io/client.ts',
    '/?next=/rooms/abc-def-ghi/join',
  ])('but not %s, which is left to the application', (url) => {
    expect(servedAs(url)).toBeUndefined()
  })
})

it('knows where a browser may be sent: never to what is only posted to', () => {
  const visited = served.filter(({ isVisited }) => isVisited).map(({ path }) => path)
  expect(visited.toSorted()).toEqual(['/api/v1/livechat/room.join', '/api/v1/livechat/rooms'])
})
