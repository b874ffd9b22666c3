import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { request as send } from 'undici'
import { isObject } from '../../src/json.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import { DEFAULT_WORLD } from '../../src/world/world-entry.ts'
import { judged } from '../support/judged.ts'
import { patience } from '../support/patience.ts'
import type { Received } from '../support/referee.ts'
import { overPort } from '../support/transports.ts'

const manager = { 'X-Auth-Token': 'OsLBoPh6cUgNuh6mWT8z4VIY_nGl8R30XVE4QNDLT6S', 'X-User-Id': 'f5vPj6jfkRXipkwoC' }
const room = '/rooms/abc-def-ghi/join'
const call = '/api/v1/video-conference.join'
const faults: unknown[] = []
let server: RunningServer

beforeAll(async () => {
  server = await startServer({ rateLimit: false, onFault: (fault) => faults.push(fault) })
})

afterAll(async () => {
  await server.close()
  expect(faults).toEqual([])
})

/** The rooms and the call that these tests aim at, and the whole list, to see that they did not change. */
const state = async (): Promise<string> => {
  const aimedAt = await server.mock.store.change(DEFAULT_WORLD, ({ meetingRooms, calls }) => ({
    result: [meetingRooms.get('abc-def-ghi'), calls.get('697887e3c8b0533020781a4a')],
    writes: [],
  }))
  const listed = await send(`${server.url}/api/v1/livechat/rooms?count=0`, { headers: manager })
  return `${JSON.stringify(aimedAt)}${await listed.body.text()}`
}

async function post(path: string, contentType: string, body: string | Buffer): Promise<Received> {
  const request = { method: 'POST', target: path, headers: { 'content-type': contentType }, body: String(body) }
  const answer = await overPort(server.url, request, body)
  await judged('current', request, answer)
  return answer
}

/** The title of a problem. */
function titleOf(body: string): unknown {
  const problem: unknown = JSON.parse(body)
  return isObject(problem) ? problem['title'] : undefined
}

/** Sends bytes as they are, and answers all that comes back until the connection ends, or all that was waited for is there. */
const raw = (bytes: string | readonly string[], isAll: (text: string) => boolean = () => false): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1')
    let text = ''
    socket.setTimeout(patience(60_000), () => socket.destroy(new Error(`no more than: ${text}`)))
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (isAll(text)) socket.destroy()
    })
    // A server that refuses may end a connection on which more was sent.
    socket.on('error', (error) => ('code' in error ? resolve(text) : reject(error)))
    socket.on('close', () => resolve(text))
    for (const part of [bytes].flat()) socket.write(part, 'latin1')
  })

/** Whether the first answer is there to its end. */
const isAnswered = (text: string): boolean => {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  return length !== undefined && rest.join('\r\n\r\n').length >= Number(length)
}

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`

describe('bodies of every broken kind', () => {
  const bodies: [name: string, ofRoom: string, ofCall: string, type: string, body: string | Buffer][] = [
    ['no JSON', 'malformed-body', 'missing-call-id', 'application/json', '{bad'],
    ['half a text', 'malformed-body', 'missing-call-id', 'application/json', '{"guestName":"a'],
    ['a lone surrogate', 'joined-as-guest', 'missing-call-id', 'application/json', '{"guestName":"\\ud800"}'],
    ['a NUL', 'joined-as-guest', 'missing-call-id', 'application/json', '{"guestName":"\\u0000"}'],
    [
      'bytes that are no UTF-8',
      'malformed-body',
      'missing-call-id',
      'application/json',
      Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
    ],
    [
      'UTF-16',
      'malformed-body',
      'missing-call-id',
      'application/json; charset=utf-16',
      Buffer.from('{"guestName":"a"}', 'utf16le'),
    ],
    ['a byte order mark', 'joined-as-guest', 'missing-call-id', 'application/json', '\ufeff{"guestName":"a"}'],
    ['NaN', 'malformed-body', 'missing-call-id', 'application/json', '{"guestName":NaN}'],
    ['a comment', 'malformed-body', 'missing-call-id', 'application/json', '/* */{}'],
    ['two values', 'malformed-body', 'missing-call-id', 'application/json', '{}{}'],
    [
      '__proto__',
      'guest-name-missing',
      'missing-call-id',
      'application/json',
      '{"__proto__":{"guestName":"a","callId":"697887e3c8b0533020781a4a"}}',
    ],
    [
      'constructor',
      'guest-name-missing',
      'missing-call-id',
      'application/json',
      '{"constructor":{"prototype":{"x":1}}}',
    ],
    ['65 levels', 'Body too deep', 'Body too deep', 'application/json', deep(65)],
    ['100,000 levels', 'body-too-large', 'Body too deep', 'application/json', deep(100_000)],
    ['a huge number', 'guest-name-missing', 'missing-call-id', 'application/json', `{"guestName":${'9'.repeat(5000)}}`],
    [
      '10,000 keys',
      'body-too-large',
      'missing-call-id',
      'application/json',
      JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`k${n}`, n]))),
    ],
    [
      '5 MB',
      'body-too-large',
      'Body too large',
      'application/json',
      JSON.stringify({ guestName: 'x'.repeat(5_000_000) }),
    ],
    [
      'a form with brackets',
      'guest-name-missing',
      'missing-call-id',
      'application/x-www-form-urlencoded',
      'guestName[a][b][c]=x&guestName[]=y&__proto__[x]=1',
    ],
    [
      'a form of 10,000 pairs',
      'Too many parameters',
      'Too many parameters',
      'application/x-www-form-urlencoded',
      'a=1&'.repeat(10_000),
    ],
    [
      'bad percent-encoding',
      'joined-as-guest',
      'invalid-body',
      'application/x-www-form-urlencoded',
      'guestName=%E0%A4%A&callId=%zz',
    ],
    [
      'multipart',
      'guest-name-missing',
      'missing-call-id',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="guestName"\r\n\r\na\r\n--x--',
    ],
    ['an odd media type', 'guest-name-missing', 'missing-call-id', 'application/json, text/plain', '{"guestName":"a"}'],
    ['a media type of rubbish', 'guest-name-missing', 'missing-call-id', ';;;===', '{"guestName":"a"}'],
    ['a very long media type', 'guest-name-missing', 'missing-call-id', `application/${'x'.repeat(8000)}`, '{}'],
  ]

  it.each(bodies)('%s gets its outcome, and changes nothing unless it joins', async (_, ofRoom, ofCall, type, body) => {
    for (const [path, expected] of [
      [room, ofRoom],
      [call, ofCall],
    ] as const) {
      const before = await state()
      const answer = await post(path, type, body)
      expect(answer.headers['greenroom-outcome'] ?? titleOf(answer.body)).toBe(expected)
      // Some are odd, but good: a lone surrogate is a name.
      expect((await state()) === before).toBe(!expected.startsWith('joined'))
    }
    expect(Reflect.get({}, 'x')).toBeUndefined()
  })

  it('too deep, with too many parameters or too long, is told the flag that allows more', async () => {
    expect((await post(room, 'application/json', deep(65))).body).toContain('--limit depth=')
    expect((await post(room, 'application/x-www-form-urlencoded', 'a=1&'.repeat(200))).body).toContain(
      '--limit parameters=',
    )
    const large = await post(call, 'application/json', 'x'.repeat(2_000_000))
    expect([large.status, large.body]).toEqual([413, expect.stringContaining('--limit body=')])
  })

  it('of 102,401 bytes is the documented 413 of the meeting room, of 102,400 is read', async () => {
    const sized = (bytes: number): string =>
      JSON.stringify({ guestName: '', x: '' }).replace('"x":""', `"x":"${'x'.repeat(bytes - 23)}"`)
    expect(sized(102_400)).toHaveLength(102_400)
    expect(await post(room, 'application/json', sized(102_400))).toMatchObject({
      status: 400,
      body: expect.stringContaining('longer than or equal to 1'),
    })
    expect(await post(room, 'application/json', sized(102_401))).toMatchObject({
      status: 413,
      body: '{"statusCode":413,"message":"request entity too large"}',
    })
  })
})

describe('queries of every odd kind', () => {
  it.each([
    '?roomId=a&roomId=b',
    '?roomId[]=a',
    '?roomId[a][b]=c',
    '?roomId[__proto__]=x',
    '?__proto__=x',
    '?__proto__[roomId]=x',
    '?constructor[prototype][x]=1',
    '?roomId=%',
    '?roomId=%E0%A4%A',
    '?roomId=%00',
    '?roomId=__proto__',
    '?roomId=constructor',
    '?roomId=toString',
    `?roomId=${'x'.repeat(7000)}`,
    '?&&&===',
    '?roomId',
    '?[]=1&[=2&]=3',
    `?${'roomId[a]'.repeat(3)}=1`,
  ])('%s is a documented refusal', async (query) => {
    const before = await state()
    const request = { method: 'GET', target: `/api/v1/livechat/room.join${query}`, headers: manager, body: null }
    const answer = await overPort(server.url, request)
    await judged('current', request, answer)
    expect(answer.status).toBe(400)
    expect(answer.headers['greenroom-outcome']).toMatch(/^(?:missing-room-id|invalid-query|invalid-room)$/)
    expect(await state()).toBe(before)
  })

  it('with too many parameters, or too long, is told the flag that allows more', async () => {
    const many = await send(`${server.url}/api/v1/livechat/rooms?${'a=1&'.repeat(150)}`, { headers: manager })
    expect([many.statusCode, await many.body.text()]).toEqual([400, expect.stringContaining('--limit parameters=')])
    const long = await send(`${server.url}/api/v1/livechat/rooms?${'a'.repeat(9000)}`, { headers: manager })
    expect([long.statusCode, await long.body.text()]).toEqual([414, expect.stringContaining('--limit url=')])
  })
})

describe('paths and methods that nothing is documented for', () => {
  it.each([
    ['GET', '/nope', 404, 'Did you mean'],
    ['GET', '/api/v1/livechat/room.join/', 404, 'joinLivechatRoom'],
    ['GET', '/API/V1/livechat/rooms', 404, 'listLivechatRooms'],
    ['GET', '//', 404, 'Did you mean'],
    ['GET', '/api/v1/livechat/../livechat/rooms', 404, 'listLivechatRooms'],
    ['POST', '/rooms//join', 404, 'joinMeetingRoom'],
    ['POST', '/rooms/a/b/join', 404, 'joinMeetingRoom'],
    ['GET', `/${'x'.repeat(5000)}`, 404, 'Did you mean'],
    ['DELETE', room, 405, 'joinMeetingRoom'],
    ['POST', '/api/v1/livechat/rooms', 405, 'answers GET, HEAD, OPTIONS'],
    ['PUT', '/', 405, 'GET and HEAD'],
    ['HEAD', room, 405, ''],
  ] as const)('%s %s is a problem that names the nearest operation', async (method, path, status, text) => {
    const answer = await raw(`${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer).toContain('application/problem+json')
    expect(answer).toContain(text)
    if (status === 405) expect(answer).toMatch(/\r\nAllow: /)
  })

  it('OPTIONS says what a path answers', async () => {
    const answer = await send(`${server.url}${room}`, { method: 'OPTIONS' })
    expect([answer.statusCode, answer.headers['allow']]).toEqual([204, 'POST, OPTIONS'])
  })

  it.each(['%2e%2e', '%2F', '%00', '%ff', '..', '__proto__', 'constructor'])(
    'a room code %s is no room',
    async (code) => {
      const answer = await post(`/rooms/${code}/join`, 'application/json', '{"guestName":"a"}')
      expect(answer).toMatchObject({ status: 404 })
    },
  )
})

describe('requests that are hardly HTTP', () => {
  const ok = 'GET / HTTP/1.1\r\nHost: localhost\r\n'

  it.each([
    ['rubbish', 'rubbish\r\n\r\n', 400],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['two Hosts', `${ok}Host: localhost\r\n\r\n`, 400],
    ['a foreign Host', 'GET / HTTP/1.1\r\nHost: evil.test\r\n\r\n', 421],
    [
      'a foreign Origin',
      `POST ${room} HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.test\r\nContent-Length: 0\r\n\r\n`,
      403,
    ],
    ['a null Origin', `POST ${room} HTTP/1.1\r\nHost: localhost\r\nOrigin: null\r\nContent-Length: 0\r\n\r\n`, 403],
    ['a header name of rubbish', `${ok}b a d: x\r\n\r\n`, 400],
    ['a header of 20,000 bytes', `${ok}x: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['150 headers', `${ok}${'x: a\r\n'.repeat(150)}\r\n`, 431],
    ['101 headers', `${ok}${'x: a\r\n'.repeat(100)}\r\n`, 431],
    ['1,900 headers', `${ok}${'x: a\r\n'.repeat(1900)}\r\n`, 431],
    [
      'two lengths',
      `POST ${room} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
      400,
    ],
    [
      'length and chunks',
      `POST ${room} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ['a bad chunk', `POST ${room} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`, 400],
  ])('%s is refused readably', async (_, bytes, status) => {
    const answer = await raw(bytes, isAnswered)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer).toContain('"detail":')
    if (status === 431) expect(answer).toContain(bytes.length > 16_384 ? '--limit headerBytes=' : '--limit headers=')
  })

  it('headers named like the prototype chain do no harm', async () => {
    expect(await raw(`${ok}__proto__: x\r\nconstructor: y\r\ntoString: z\r\nConnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 200 /,
    )
  })

  it('a client that goes away in the middle of its body leaves nothing behind', async () => {
    const before = await state()
    const socket = connect(server.port, '127.0.0.1')
    const head = `POST ${room} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n`
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.write(`${head}{"guestName":`, (error) => (error ? reject(error) : resolve()))
    })
    const closed = once(socket, 'close')
    socket.destroy()
    await closed
    expect(await state()).toBe(before)
  })

  it('many requests in one packet are each answered, in order', async () => {
    const answer = await raw(
      `${`HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(50)}GET /nope HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    )
    expect(answer.match(/HTTP\/1.1 200 /g)).toHaveLength(50)
    expect(answer.match(/HTTP\/1.1 404 /g)).toHaveLength(1)
  })

  it('an answer that is owed is given before what follows it in the packet is refused', async () => {
    const body = '{"guestName":"Jane"}'
    const join = `POST ${room} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
    const answer = await raw(`${join}garbage\r\n\r\n`, (text) => text.includes('HTTP/1.1 400 '))
    expect(answer).toMatch(/^HTTP\/1.1 201 [\s\S]*HTTP\/1.1 400 /)
  })

  it('an Expect: 100-continue is answered and the body read', async () => {
    const answer = await raw([
      `POST ${room} HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n`,
      '{}',
    ])
    expect(answer).toContain('HTTP/1.1 100 Continue')
    expect(answer).toContain('guestName must be a string')
  })
})

it('a slow client holds up nobody else', async () => {
  const socket = connect(server.port, '127.0.0.1')
  let text = ''
  socket.on('data', (chunk) => (text += String(chunk)))
  socket.write('GET / HTTP/1.1\r\nHost: loc')
  await state()
  expect(text).toBe('')
  // It has its answer when it has asked.
  socket.end('alhost\r\nConnection: close\r\n\r\n')
  await once(socket, 'close')
  expect(text).toMatch(/^HTTP\/1.1 200 /)
})
