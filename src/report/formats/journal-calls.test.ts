import { describe, expect, it } from 'vitest'
import { refusedJoin } from '../../../tests/support/refused-join.ts'
import type { JournalEntry } from '../../contract/compiled/types.ts'
import { toHarText } from './har-text.ts'
import { journalCalls } from './journal-calls.ts'

const written = (...entries: Partial<JournalEntry>[]) => {
  const calls = journalCalls(
    entries.map((entry) => ({ ...refusedJoin, ...entry })),
    'https://mock.example:4010',
  )
  return JSON.parse(toHarText('greenroom', calls)).log.entries
}
const urlOf = (entry: Partial<JournalEntry>): string => written(entry)[0].request.url
const messagesOf = (entry: Partial<JournalEntry>): string[] =>
  written(entry)[0]._webSocketMessages.map(({ type, data }: { type: string; data: string }) => `${type} ${data}`)

describe('a recorded call over HTTP', () => {
  it('is an entry with its request, its answer and why that came', () => {
    expect(written({})).toMatchObject([
      {
        startedDateTime: '2026-03-03T10:30:00.000Z',
        time: 7,
        request: {
          method: 'POST',
          url: 'https://mock.example:4010/rooms/abc-def-ghi/join',
          headers: [{ name: 'content-type', value: 'application/json' }],
          postData: { text: '{"guestName":"Jane"}' },
        },
        response: {
          status: 403,
          headers: [{ name: 'content-type', value: 'application/json' }],
          content: { text: '{"statusCode":403,"message":"Room is locked"}' },
        },
        comment: 'room-locked: locked by its host · world default',
      },
    ])
    expect(written({ outcome: null, cause: 'nothing is there' })[0].comment).toBe(
      'undocumented: nothing is there · world default',
    )
  })

  it('may have no body, and no answer', () => {
    const [entry] = written({ request: { headers: {}, body: '' }, status: null, response: { body: '' } })
    expect(entry.request.postData).toBeUndefined()
    expect(entry.response.status).toBe(0)
  })

  it('has its world in the path, unless the call itself named it', () => {
    expect(urlOf({ world: 'qa' })).toBe('https://mock.example:4010/~qa/rooms/abc-def-ghi/join')
    expect(urlOf({ world: 'qa', target: '/~qa/rooms' })).toBe('https://mock.example:4010/~qa/rooms')
    expect(urlOf({ world: 'qa', request: { headers: { 'x-greenroom-world': 'qa' }, body: '' } })).toBe(
      'https://mock.example:4010/rooms/abc-def-ghi/join',
    )
  })
})

describe('a recorded call on a socket', () => {
  it('that connects is a WebSocket of its own that lets it in, or refuses it', () => {
    const connecting = { method: 'CONNECT', target: '/', request: { headers: { origin: 'https://x.org' }, body: '' } }
    const letIn = { ...connecting, status: 200, response: { body: '{"sid":"s"}' } }
    expect(written(letIn)).toMatchObject([
      {
        request: {
          method: 'GET',
          url: 'wss://mock.example:4010/socket.io/?EIO=4&transport=websocket',
          headers: [{ name: 'origin', value: 'https://x.org' }],
        },
        response: { status: 101 },
        comment: 'room-locked: locked by its host · world default',
      },
    ])
    expect(messagesOf(letIn).slice(1)).toEqual(['send 40', 'receive 40{"sid":"s"}'])
    expect(messagesOf(letIn)[0]).toBe(
      'receive 0{"sid":"recorded","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":100000}',
    )
    const refusal = '{"statusCode":401,"message":"Unauthorized"}'
    expect(messagesOf({ ...connecting, status: 401, response: { body: refusal } }).at(-1)).toBe(
      `receive 44{"message":"Unauthorized","data":${refusal}}`,
    )
  })

  it('that asks is the event and its ack, each with the one argument that it has', () => {
    const asking = { method: 'EVENT', target: 'join-room' }
    expect(messagesOf({ ...asking, request: { headers: {}, body: '{"code":"a"}' }, response: { body: '{}' } })).toEqual(
      ['send 420["join-room",{"code":"a"}]', 'receive 430[{}]'],
    )
    expect(messagesOf({ ...asking, request: { headers: {}, body: '' }, response: { body: '' } })).toEqual([
      'send 420["join-room"]',
      'receive 430[]',
    ])
    expect(messagesOf({ ...asking, request: { headers: {}, body: 'plain' }, response: { body: '' } })[0]).toBe(
      'send 420["join-room","plain"]',
    )
    expect(urlOf({ ...asking, world: 'qa' })).toBe('wss://mock.example:4010/~qa/socket.io/?EIO=4&transport=websocket')
  })

  it('of a mock without TLS is a WebSocket without it, below the path of its address', () => {
    const [call] = journalCalls([{ ...refusedJoin, method: 'EVENT', world: 'qa' }], 'http://mock.example/http')
    expect([call?.url, call?.headers]).toEqual([
      'ws://mock.example/http/~qa/socket.io/?EIO=4&transport=websocket',
      [['content-type', 'application/json']],
    ])
  })

  it('that is refused in words that are no JSON has no message', () => {
    const refused = { method: 'CONNECT', target: '/', status: 401, response: { body: 'no' } }
    expect(messagesOf(refused).at(-1)).toBe('receive 44{}')
    expect(messagesOf({ ...refused, response: { body: '["no"]' } }).at(-1)).toBe('receive 44{"data":["no"]}')
  })

  it('that ends is left out', () => {
    expect(written({ method: 'DISCONNECT' })).toEqual([])
  })
})
