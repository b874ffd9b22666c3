import { expect, it } from 'vitest'
import { isOfPage } from './own-requests.ts'

const isOf = (path: string, init: RequestInit = {}) => isOfPage(new Request(`http://app.test${path}`, init), path)
const accept = 'text/html,application/xhtml+xml,*/*;q=0.8'

it.each([
  '/',
  '/app.js',
  '/src/main.tsx',
  '/a/b.module.css',
  '/logo.SVG',
  '/@vite/client',
  '/node_modules/x/y',
  '/data.json',
])('%s is of the page itself', (path) => expect(isOf(path)).toBe(true))

const KINDS =
  'js cjs mjs jsx ts mts tsx vue svelte map wasm css scss less htm html json xml txt md pdf woff woff2 ttf otf eot ' +
  'gif jpg jpeg png avif webp svg ico mp3 mp4 webm ogg ogv wav'

it.each(KINDS.split(' '))('a file of the kind %s is of the page itself, and nothing that only begins so', (kind) => {
  expect([isOf(`/a.${kind}`), isOf(`/a.${kind}/join`), isOf(`/a${kind}`)]).toEqual([true, false, false])
})

it.each([
  '/rooms/abc-def-ghi/join',
  '/api/v1/livechat/room.join',
  '/api/v1/video-conference.join',
  '/~qa/socket.io/socket.io.js',
  '/socket.io/socket.io.js',
  '/rooms/@vite/join',
  '/rooms/node_modules',
])('%s is of its API', (path) => expect(isOf(path)).toBe(false))

it('a document is of the page, wherever it is', () => {
  expect(isOf('/rooms/abc-def-ghi', { headers: { accept } })).toBe(true)
  expect(isOf('/rooms/abc-def-ghi/join', { method: 'POST', headers: { accept } })).toBe(false)
  expect(isOf('/rooms/abc-def-ghi', { headers: { accept: `application/json, ${accept}` } })).toBe(false)
})
