import { expect, it } from 'vitest'
import { toHar } from './har.ts'
import { entry } from './testing/shown.ts'

it('saved calls are an archive in which each event is a message of Socket.IO, as on its wire', () => {
  const event = { ...entry, method: 'EVENT', target: 'join-room', request: { headers: {}, body: '{"code":"a"}' } }
  const mock = { edition: 'current', seed: 'documented', url: 'http://127.0.0.1:9', operations: {} }
  expect(JSON.parse(toHar([entry, event], mock))).toMatchObject({
    log: {
      version: '1.2',
      entries: [
        { request: { method: 'POST', url: 'http://127.0.0.1:9/rooms/abc-def-ghi/join' }, response: { status: 201 } },
        {
          request: { url: 'ws://127.0.0.1:9/socket.io/?EIO=4&transport=websocket' },
          _webSocketMessages: [
            { type: 'send', data: '420["join-room",{"code":"a"}]' },
            { type: 'receive', data: '430[{"id":"p"}]' },
          ],
        },
      ],
    },
  })
})
