import { expect, it } from 'vitest'
import type { Document } from './load.ts'
import { payloadMembersOf } from './message-members.ts'

it('the members of payloads are those of events and acks, at any depth, each once', () => {
  const value = {
    asyncapi: '3.0.0',
    components: {
      messages: {
        joined: {
          'x-packet': 'EVENT',
          payload: {
            properties: { who: { properties: { id: {} } }, list: { items: { properties: { item: {} } } } },
            allOf: [{ properties: { all: {} } }],
            anyOf: [{ properties: { any: {} } }],
            oneOf: [{ properties: { one: {} } }],
          },
        },
        ack: { 'x-packet': 'ACK', payload: { properties: { id: {}, ok: {} } } },
        connect: { 'x-packet': 'CONNECT', payload: { properties: { token: {} } } },
        nothing: { 'x-packet': 'EVENT', payload: true },
      },
    },
  }
  const locate = () => ({ file: 'a', line: 1 })
  const document: Document = { file: 'a', raw: value, value, locate, refFaults: [], keyFaults: [] }
  expect(payloadMembersOf(document)).toEqual(['who', 'id', 'list', 'item', 'all', 'any', 'one', 'ok'])
})
