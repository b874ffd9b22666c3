import { expect, it } from 'vitest'
import { withoutWorld } from './without-world.ts'

it.each([
  ['http://qa-17.localhost:4010', 'http://localhost:4010/'],
  ['http://QA-17.localhost.:4010/rooms', 'http://localhost.:4010/rooms'],
  ['http://127.0.0.1:4010/~qa-17', 'http://127.0.0.1:4010/'],
  ['http://127.0.0.1:4010/%7eqa-17/', 'http://127.0.0.1:4010/'],
  ['http://localhost:4010', 'http://localhost:4010/'],
  ['http://127.0.0.1:4010/a/~qa-17', 'http://127.0.0.1:4010/a/~qa-17'],
  ['https://greenroom.example.org/mock', 'https://greenroom.example.org/mock'],
  ['no url', 'no url'],
])('the greenroom at %s is at %s', (url, plain) => {
  expect(withoutWorld(url)).toBe(plain)
})
