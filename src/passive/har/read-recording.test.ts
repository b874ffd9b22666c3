import { describe, expect, it } from 'vitest'
import { HAR_BEGIN, harEntry, harOf, harSocket, type HarMaker } from '../../../tests/support/har.ts'
import { PLAIN_DIALECT } from '../../dialect/dialect.ts'
import { contractParts } from '../contract-parts.ts'
import { readRecording, type Recording } from './read-recording.ts'

const parts = { ...contractParts('current'), scope: { url: null, prefixes: {} }, dialect: PLAIN_DIALECT }
const read = (...entries: readonly HarMaker[]): Recording => readRecording(harOf(...entries), 'a.har', parts)
const LOCKED = { statusCode: 403, message: 'Room is locked' }
const SOCKET = 'ws://a.example/socket.io/?EIO=4&transport=websocket'

describe('a recording', () => {
  it('shows its calls in the order of their answers, and when its entries began, however they are sorted', () => {
    const join = (at: number) =>
      harEntry({ method: 'POST', url: 'http://a.example/rooms/a/join', status: 403, answer: LOCKED, at })
    const { sightings, between, damaged } = read(join(9), join(2), join(5))
    expect(sightings.map(({ place }) => place)).toEqual(['a.har, entry 2', 'a.har, entry 3', 'a.har, entry 1'])
    expect(between).toEqual([HAR_BEGIN + 2000, HAR_BEGIN + 9000])
    expect(damaged).toEqual([])
  })

  it('without entries has no time, and with one that of its beginning, twice', () => {
    expect(read().between).toBeNull()
    expect(read(harEntry({ url: 'http://a.example/x', at: 3 })).between).toEqual([HAR_BEGIN + 3000, HAR_BEGIN + 3000])
  })

  it('names WebSockets of Socket.IO without their messages; others are not missed', () => {
    const silent = (url: string) => (index: number) => ({ ...harSocket(url, [])(index), _webSocketMessages: undefined })
    const { damaged } = read(silent('ws://a.example/hmr'), silent(SOCKET), harSocket(SOCKET, []))
    expect(damaged).toEqual(['entry 2 is a WebSocket without its messages: record it with Chromium'])
  })

  it('names damaged entries first', () => {
    const { damaged } = read(
      () => ({ startedDateTime: 'never' }),
      (index) => ({ ...harSocket(SOCKET, [])(index), _webSocketMessages: undefined }),
    )
    expect(damaged.map((each) => each.split(' ').slice(0, 2).join(' '))).toEqual(['entry 1', 'entry 2'])
  })

  it('has the secrets of all of its entries, each once, wherever they stand', () => {
    const { secrets, leftOut } = read(
      harEntry({
        url: 'http://a.example/other?token=secret-in-url',
        headers: { Authorization: 'Bearer secret-in-headers' },
        answerHeaders: { 'Set-Cookie': 'sid=secret-in-cookie' },
        body: '{"password":"secret-in-body"}',
        answer: { access_token: 'secret-in-answer' },
      }),
      harEntry({ url: 'http://a.example/other?token=secret-in-url' }),
    )
    expect(secrets.toSorted()).toEqual([
      'secret-in-answer',
      'secret-in-body',
      'secret-in-cookie',
      'secret-in-headers',
      'secret-in-url',
    ])
    expect(leftOut.others).toBe(2)
  })

  it('has those of messages on sockets, too', () => {
    const { secrets } = read(harSocket(SOCKET, ['>40{"password":"of-the-handshake"}', '>42["a",{"pin":482915}]']))
    expect(secrets).toEqual(['of-the-handshake', '482915'])
  })
})
