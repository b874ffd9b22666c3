import { describe, expect, it } from 'vitest'
import { packetLine, packetLog, type PlacedPacket } from './packet-log.ts'

const JOIN = { way: 'sent', name: 'join-room', args: [{ code: 'abc' }] } as const
const ACK = { way: 'received', name: 'ack', args: [{ statusCode: 403 }] } as const
const LEFT = { way: 'received', name: 'user-left', args: [] } as const

it('a log tells of each connection in its order, one after the other', () => {
  const logs = [
    { who: 'observer 1', log: [LEFT] },
    { who: 'caller 1', log: [JOIN, ACK] },
    { who: 'elsewhere', log: [] },
  ]
  expect(packetLog(logs)).toEqual([
    { ...LEFT, who: 'observer 1' },
    { ...JOIN, who: 'caller 1' },
    { ...ACK, who: 'caller 1' },
  ])
})

describe('a line of it', () => {
  it.each<[Omit<PlacedPacket, 'who'>, string]>([
    [JOIN, 'caller 1 → join-room <{"code":"abc"}>'],
    [ACK, 'caller 1 ← ack <{"statusCode":403}>'],
    [LEFT, 'caller 1 ← user-left'],
    [{ ...ACK, args: [undefined] }, 'caller 1 ← ack nothing'],
    [{ ...ACK, args: [null, 'a b'] }, 'caller 1 ← ack <null> <"a b">'],
  ])('of %j is %s', (packet, line) => {
    expect(packetLine({ ...packet, who: 'caller 1' }, (value) => `<${JSON.stringify(value)}>`)).toBe(line)
  })
})
