import { expect, it } from 'vitest'
import { foundSentence } from './found.ts'

const at = (operation: string, prefix: string) => ({ operation, prefix })

it.each([
  [[at('joinMeetingRoom', '')], [], 'found: joinMeetingRoom'],
  [[at('a', ''), at('b', '')], [], 'found: a, b'],
  [[at('a', '/api'), at('b', ''), at('c', '/api')], [], 'found: a, c below /api; b'],
  [[], ['polling'], 'found: Socket.IO by polling'],
  [[at('a', '/v1')], ['polling', 'websocket'], 'found: a below /v1; Socket.IO by polling and websocket'],
] as const)('%j and %j: %s', (operations, transports, says) =>
  expect(foundSentence({ operations, transports })).toBe(says),
)

it('where nothing was found, it says where was looked and what may help', () => {
  expect(foundSentence({ operations: [], transports: [] })).toBe(
    'found: no route of the contract, not even below /api, /api/v1 or /v1, and no Socket.IO at /socket.io/. A target file can set another prefix (prefixes) and the path of Socket.IO (socket.path).',
  )
})
