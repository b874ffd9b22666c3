import { assert, constantFrom, integer, jsonValue, oneof, property, string } from 'fast-check'
import { expect, it } from 'vitest'
import { Fault } from '../../src/fault.ts'
import { isContainer } from '../../src/json.ts'
import { contractParts } from '../../src/passive/contract-parts.ts'
import { readRecording } from '../../src/passive/har/read-recording.ts'
import { PLAIN_DIALECT } from '../../src/dialect/dialect.ts'
import { harEntry, harOf, harSocket } from '../support/har.ts'

const URL_OF = 'http://127.0.0.1:4010'
const PARTS = { ...contractParts('current'), scope: { url: null, prefixes: {} }, dialect: PLAIN_DIALECT }
const RECORDING = harOf(
  harEntry({
    method: 'POST',
    url: `${URL_OF}/rooms/abc-def-ghi/join`,
    body: '{"guestName":"Jane"}',
    status: 403,
    answer: {},
  }),
  harEntry({ url: `${URL_OF}/socket.io/?EIO=4&transport=polling`, answer: '0{"sid":"a"}\u001e40{"sid":"b"}' }),
  harEntry({ method: 'POST', url: `${URL_OF}/socket.io/?EIO=4&transport=polling&sid=a`, body: '40{"token":"t"}' }),
  harSocket('ws://127.0.0.1:4010/socket.io/?EIO=4&transport=websocket', [
    '<0{"sid":"c"}',
    '>40',
    '<40{"sid":"d"}',
    '>420["join-room",{"code":"abc-def-ghi"}]',
    '<430[{"statusCode":403,"message":"Room is locked"}]',
    '<42["user-joined",{"participant":{"id":"p"}}]',
  ]),
)

/** The same with the nth value replaced. */
function damaged(nth: number, by: unknown): string {
  let at = 0
  const walk = (value: unknown): unknown => {
    at += 1
    if (at === nth) return by
    if (Array.isArray(value)) return value.map(walk)
    return isContainer(value)
      ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walk(each)]))
      : value
  }
  return JSON.stringify(walk(JSON.parse(RECORDING)))
}

const packet = constantFrom(
  '>42',
  '42["join-room"]',
  '430',
  '43',
  '451-["a",{"_placeholder":true,"num":0}]',
  '40/~x,',
  'b!!',
  '\u001e',
  '42[]',
  '{}',
)

it('a recording that is damaged anywhere is read as far as it goes, or refused with a fault', () => {
  assert(
    property(integer({ min: 1, max: 140 }), oneof(jsonValue(), string(), packet, integer()), (nth, by) => {
      try {
        expect(Array.isArray(readRecording(damaged(nth, by), 'a.har', PARTS).sightings)).toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(Fault)
      }
    }),
    { numRuns: 600 },
  )
})

it('a recording that is cut off anywhere is refused with a fault', () => {
  for (let length = 0; length < RECORDING.length; length += 97)
    expect(() => readRecording(RECORDING.slice(0, length), 'a.har', PARTS)).toThrow(Fault)
})
