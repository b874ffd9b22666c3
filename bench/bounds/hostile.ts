/** A kind of client that makes the server hold as much as possible, for as long as possible. */
export interface Hostile {
  readonly name: string
  /** What the n-th of them sends; none reads answers or ends its side. */
  readonly bytes: (n: number) => Buffer
}

const HEAD = 'Host: localhost\r\nContent-Type: application/json\r\n'
const UPGRADE =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'
const WEB_SOCKET = `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\n${UPGRADE}`
const JOIN = '/rooms/abc-def-ghi/join'

/** A frame with a mask of zeros, of at most 125 bytes. */
const frame = (opcode: number, payload: string, isLast = true): Buffer =>
  Buffer.concat([Buffer.from([(isLast ? 0x80 : 0) | opcode, 0x80 | payload.length, 0, 0, 0, 0]), Buffer.from(payload)])

const times = (count: number, piece: Buffer): Buffer => Buffer.concat(Array.from({ length: count }, () => piece))

/** All kinds, the harmless ones first. */
export const hostile: readonly Hostile[] = [
  { name: 'connected, and silent', bytes: () => Buffer.alloc(0) },
  { name: 'half of its headers', bytes: () => Buffer.from(`GET / HTTP/1.1\r\n${HEAD}x: ${'a'.repeat(15_000)}`) },
  {
    name: 'half of a body',
    bytes: () => Buffer.from(`POST ${JOIN} HTTP/1.1\r\n${HEAD}Content-Length: 1000000\r\n\r\n${'x'.repeat(900_000)}`),
  },
  {
    name: 'a body in pieces of a byte',
    bytes: () =>
      Buffer.concat([
        Buffer.from(`POST ${JOIN} HTTP/1.1\r\n${HEAD}Transfer-Encoding: chunked\r\n\r\n`),
        times(20_000, Buffer.from('1\r\nx\r\n')),
      ]),
  },
  {
    name: 'refused at an upgrade',
    bytes: () => Buffer.from(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: evil\r\n${UPGRADE}`),
  },
  {
    name: 'asks for the page 1,000 times',
    bytes: () => times(1_000, Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n')),
  },
  {
    name: 'a message in pieces of a byte',
    bytes: () => Buffer.concat([Buffer.from(WEB_SOCKET), frame(1, '4', false), times(16_000, frame(0, 'x', false))]),
  },
  {
    name: 'pings whose answers it does not read',
    bytes: () => Buffer.concat([Buffer.from(WEB_SOCKET), times(8_000, frame(9, 'x'.repeat(120)))]),
  },
  {
    name: 'a world of its own, 60 calls with 15 kB of headers',
    bytes: (n) =>
      times(
        60,
        Buffer.from(
          `GET /~w-${n}/nope HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${'a'.repeat(15_000)}\r\n\r\n`,
        ),
      ),
  },
  {
    name: 'a world of its own, 200 joins with the longest name',
    bytes: (n) => {
      const body = JSON.stringify({ guestName: 'x'.repeat(50) })
      return times(
        200,
        Buffer.from(`POST /~r-${n}${JOIN} HTTP/1.1\r\n${HEAD}Content-Length: ${body.length}\r\n\r\n${body}`),
      )
    },
  },
]
