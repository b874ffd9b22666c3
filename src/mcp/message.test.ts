import { describe, expect, it } from 'vitest'
import { errorMessage, readMessage } from './message.ts'

describe('a line is read as', () => {
  it('a request, whose id is a text or a whole number', () => {
    const params = { a: 1 }
    for (const id of ['a', '', 0, 7])
      expect(readMessage(JSON.stringify({ jsonrpc: '2.0', id, method: 'b', params }))).toEqual({
        kind: 'request',
        id,
        method: 'b',
        params,
      })
    expect(readMessage('{"jsonrpc":"2.0","id":1,"method":"b"}')).toMatchObject({ params: {} })
  })

  it('a notification without an id', () => {
    expect(readMessage('{"jsonrpc":"2.0","method":"b"}')).toEqual({ kind: 'notification', method: 'b', params: {} })
  })

  it('nothing to do, if it is an answer', () => {
    for (const answer of ['{"jsonrpc":"2.0","id":1,"result":{}}', '{"jsonrpc":"2.0","id":1,"error":{}}'])
      expect(readMessage(answer)).toEqual({ kind: 'other' })
  })

  it.each([
    ['{', -32700, null, 'This line is not JSON.'],
    ['', -32700, null, 'This line is not JSON.'],
    ['3', -32600, null, 'A message is one object; batches are no part of MCP.'],
    ['[{"jsonrpc":"2.0","id":1,"method":"b"}]', -32600, null, 'A message is one object; batches are no part of MCP.'],
    ['{"id":1,"method":"b"}', -32600, 1, 'The member jsonrpc must be "2.0".'],
    ['{"jsonrpc":"2.0","id":1}', -32600, 1, 'The member method must be a text.'],
    ['{"jsonrpc":"2.0","id":1,"method":2}', -32600, 1, 'The member method must be a text.'],
    ['{"jsonrpc":"2.0","id":null,"method":"b"}', -32600, null, 'The member id must be a text or a whole number.'],
    ['{"jsonrpc":"2.0","id":1.5,"method":"b"}', -32600, null, 'The member id must be a text or a whole number.'],
    [
      '{"jsonrpc":"2.0","id":9007199254740992,"method":"b"}',
      -32600,
      null,
      'The member id must be a text or a whole number.',
    ],
    ['{"jsonrpc":"2.0","id":{},"method":"b"}', -32600, null, 'The member id must be a text or a whole number.'],
    ['{"jsonrpc":"2.0","id":1,"method":"b","params":[]}', -32602, 1, 'The member params must be an object.'],
  ])('wrong: %s', (line, code, id, says) => {
    expect(readMessage(line)).toEqual({ kind: 'wrong', id, code, says })
  })
})

it('a refusal without an id has no member for it', () => {
  expect(errorMessage(null, -32700, 'a')).toEqual({ jsonrpc: '2.0', error: { code: -32700, message: 'a' } })
  expect(errorMessage(0, 1, 'a', { b: 2 })).toEqual({
    jsonrpc: '2.0',
    id: 0,
    error: { code: 1, message: 'a', data: { b: 2 } },
  })
})
