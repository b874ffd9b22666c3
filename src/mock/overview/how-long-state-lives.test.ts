import { expect, it } from 'vitest'
import { howLongStateLives } from './how-long-state-lives.ts'

it.each([
  [undefined, 'State lives in memory and ends with the process.'],
  ['memory', 'State lives in memory and ends with the process.'],
  ['file', 'State is kept in a file, and survives the process.'],
  [
    'redis',
    'State is kept on a Redis server, shared with other mocks there, and survives the process. Behind a balancer, Socket.IO clients that poll need its cookie (docs/scaling.md).',
  ],
  ['tab', 'State is kept in this tab, and survives a reload.'],
])('how long state lives is said by its place: %s', (place, sentence) => {
  expect(howLongStateLives(place)).toBe(sentence)
})
