import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../support/folder.ts'
import { harEntry, harOf, harSocket, type HarMessage } from '../support/har.ts'
import { runCli, type Ran } from '../support/run-cli.ts'

const inFolder = ownFolder()
const HOST = 'http://127.0.0.1:4010'
const SOCKET = 'ws://127.0.0.1:4010/socket.io/?EIO=4&transport=websocket'

/** Reads a HAR of this text. */
async function read(text: string, ...args: string[]): Promise<Ran> {
  const file = inFolder('session.har')
  await writeFile(file, text)
  return runCli(['read', file, ...args])
}

const join = (code: string, status: number, answer: unknown, more: object = {}) =>
  harEntry({ method: 'POST', url: `${HOST}/rooms/${code}/join`, body: '{"guestName":"Jane"}', status, answer, ...more })

const LOCKED = { statusCode: 403, message: 'Room is locked' }
const SEAT = {
  id: 'clx4a5b6c7d8e9f0g1h2i3j',
  roomId: 'clx1a2b3c4d5e6f7g8h9i0j',
  userId: null,
  guestName: 'Jane',
  isActive: true,
  isHost: false,
  joinedAt: '2026-03-03T10:36:00.000Z',
  leftAt: null,
}
const OPEN: readonly HarMessage[] = [
  '<0{"sid":"engine1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":262144}',
  '>40',
  '<40{"sid":"oSO0OpakMV_3jnilAAAA"}',
]
const asked = (id: number, answer: unknown): HarMessage[] => [
  `>42${id}["join-room",{"code":"abc-def-ghi","guestName":"Jane"}]`,
  `<43${id}[${JSON.stringify(answer)}]`,
]

describe('greenroom read', () => {
  it('shows a short password nowhere that an answer repeats', async () => {
    const page = inFolder('report.html')
    const answer = { statusCode: 403, message: 'hunt3r2 is wrong' }
    const body = '{"guestName":"Jane","password":"hunt3r2"}'
    await read(harOf(join('lck-rom-now', 403, answer, { body })), '--html', page)
    const text = await readFile(page, 'utf8')
    expect(text).toContain('is wrong')
    expect(text).not.toContain('hunt3r2')
  })

  it('says in every report that an outcome was not seen, since nobody tried any', async () => {
    const [page, markdown] = [inFolder('report.html'), inFolder('report.md')]
    const { out } = await read(harOf(join('lck-rom-now', 403, LOCKED)), '--html', page, '--markdown', markdown)
    for (const text of [out, await readFile(page, 'utf8'), await readFile(markdown, 'utf8')]) {
      expect(text).toContain('not seen')
      expect(text).not.toContain('tried')
    }
  })

  it('says which documented outcomes were met over HTTP and on a WebSocket, how often, and where first', async () => {
    const { code, out } = await read(
      harOf(
        join('lck-rom-now', 403, LOCKED),
        join('lck-rom-now', 403, LOCKED),
        harSocket(SOCKET, [...OPEN, ...asked(0, LOCKED), ...asked(1, SEAT)]),
        harEntry({ url: 'https://fonts.example.org/a.css', answer: 'body {}' }),
      ),
    )
    expect(out).toContain('joinMeetingRoom/room-locked      2 × http, 1 × websocket; first in session.har, entry 1\n')
    expect(out).toMatch(/joinMeetingRoom\/joined-as-guest +1 × websocket; first in session\.har, entry 3, message 7/)
    expect(out).toContain('connectMeetingRooms/connected')
    expect(out).toContain('1 other exchange is no call of the contract')
    expect(out).toMatch(/ 0 broken, .* coverage \d+ %/)
    expect(code).toBe(0)
  })

  it('names what breaks the contract, with its entry, the line of the contract and the source, and exits 1', async () => {
    const { code, out } = await read(
      harOf(join('lck-rom-now', 400, LOCKED), join('abc-def-ghi', 201, { ...SEAT, isHost: 'no' })),
    )
    expect(out).toMatch(/✗ broken {2}joinMeetingRoom\/room-locked:seen-1 {2}\(current, http\)/)
    expect(out).toContain('case      session.har, entry 1')
    expect(out).toMatch(/contract {2}specs\/meeting-rooms\.openapi\.yaml:\d+/)
    expect(out).toContain('rests on  document: 002_')
    expect(out).toContain('status: the status is 400, not 403')
    expect(out).toContain('/isHost')
    expect(code).toBe(1)
  })

  it('takes an outcome with any text only for calls like those of its cases', async () => {
    const refusal = { statusCode: 400, message: 'Somehow not' }
    const broken = await read(harOf(join('abc-def-ghi', 400, refusal)))
    expect(broken.out).toContain('/message is wrong')
    expect(broken.code).toBe(1)
    const malformed = await read(harOf(join('abc-def-ghi', 400, refusal, { body: '{"guestName":' })))
    expect(malformed.out).toContain('joinMeetingRoom/malformed-body')
    expect(malformed.code).toBe(0)
  })

  it('finds an answer that no outcome is near', async () => {
    const { code, out } = await read(harOf(join('abc-def-ghi', 418, { teapot: true })))
    expect(out).toContain('joinMeetingRoom/undocumented:seen-1')
    expect(out).toContain('the status is 418, which no outcome has')
    expect(code).toBe(1)
  })

  it('reads long polling, also across an upgrade to a WebSocket', async () => {
    const url = `${HOST}/socket.io/?EIO=4&transport=polling`
    const [open = '', , welcome = ''] = OPEN.map(String)
    const plain = { answerHeaders: { 'Content-Type': 'text/plain' } }
    const { code, out } = await read(
      harOf(
        harEntry({ url, answer: open.slice(1), ...plain }),
        harEntry({ method: 'POST', url: `${url}&sid=engine1`, body: '40', answer: 'ok', ...plain }),
        harEntry({ url: `${url}&sid=engine1`, answer: welcome.slice(1), ...plain }),
        harEntry({
          method: 'POST',
          url: `${url}&sid=engine1`,
          body: '420["join-room",{"code":"lck-rom-now","guestName":"Jane"}]',
          answer: 'ok',
          ...plain,
        }),
        harEntry({ url: `${url}&sid=engine1`, answer: `6\u001e430[${JSON.stringify(LOCKED)}]`, ...plain }),
        harSocket(`${SOCKET}&sid=engine1`, ['>2probe', '<3probe', '>5', ...asked(1, SEAT)]),
      ),
    )
    expect(out).toMatch(/joinMeetingRoom\/room-locked +1 × polling/)
    expect(out).toMatch(/joinMeetingRoom\/joined-as-guest +1 × upgraded/)
    expect(code).toBe(0)
  })

  it('leaves out what is no answer of the operation, and says so', async () => {
    const { code, out } = await read(
      harOf(
        join('abc-def-ghi', 502, '<html>Bad Gateway</html>'),
        join('abc-def-ghi', 0, '', { raw: { response: { status: 0, _failureText: 'net::ERR_FAILED', content: {} } } }),
        join('abc-def-ghi', 201, '', { raw: { response: { status: 201, headers: [], content: { size: 9 } } } }),
        join('lck-rom-now', 403, LOCKED),
      ),
    )
    expect(out).toContain('1 call was not judged: a gateway answered 502')
    expect(out).toContain('1 call was not judged: no answer was recorded (net::ERR_FAILED)')
    expect(out).toContain('1 call was not judged: the recording has no body of its answer; record with content')
    expect(code).toBe(0)
  })

  it('leaves out a damaged entry and names it', async () => {
    const { code, out } = await read(harOf(() => ({ startedDateTime: 'never' }), join('lck-rom-now', 403, LOCKED)))
    expect(out).toContain('entry 1 was left out: it has no request')
    expect(code).toBe(0)
  })

  it.each([
    ['{"log":', /session\.har(?::1)? is not JSON/],
    ['PK\u0003\u0004', /zip archive/],
    ['{"log":{}}', /no HAR: it has no log\.entries/],
    ['[]', /no HAR/],
  ])('refuses %s, and says what to do', async (text, says) => {
    const { code, error } = await read(text)
    expect(error).toMatch(says)
    expect(code).toBe(2)
  })

  it('exits 5 if nothing of the contract was recorded', async () => {
    const { code, error } = await read(harOf(harEntry({ url: 'https://example.org/' })))
    expect(error).toContain('no call of the contract was recorded')
    expect(code).toBe(5)
  })

  it('judges only calls to the server that is named, below its prefix', async () => {
    const text = harOf(
      harEntry({
        method: 'POST',
        url: 'https://meet.example.org/api/rooms/x/join',
        body: '{}',
        status: 403,
        answer: LOCKED,
      }),
      harEntry({ method: 'POST', url: 'https://other.example.org/rooms/x/join', body: '{}', status: 418 }),
    )
    const { code, out } = await read(text, '--server', 'https://meet.example.org/api')
    expect(out).toMatch(/1 held, 0 broken/)
    expect(code).toBe(0)
    expect((await read(text)).out).toContain('calls to 2 servers were judged')
  })

  it('writes the same reports as verify, and one line of JSON', async () => {
    const text = harOf(join('lck-rom-now', 400, LOCKED))
    const files = ['junit', 'ctrf', 'markdown', 'html', 'sarif'].flatMap((name) => [
      `--${name}`,
      inFolder(`read.${name}`),
    ])
    const { out } = await read(text, ...files, '--allure', inFolder('allure'), '--json')
    expect(JSON.parse(out)).toMatchObject({
      edition: 'current',
      met: [],
      breaches: [
        { operation: 'joinMeetingRoom', outcome: 'room-locked', verdict: 'broken', at: 'session.har, entry 1' },
      ],
    })
    for (const name of ['junit', 'ctrf', 'markdown', 'html', 'sarif'])
      expect(await readFile(inFolder(`read.${name}`), 'utf8'), name).toContain('joinMeetingRoom/room-locked:seen-1')
  })
})

describe('what follows from calls before', () => {
  const HOST_ENDS: readonly HarMessage[] = ['>420["end-room",{"code":"abc-def-ghi"}]', '<430[{"success":true}]']

  it('finds a seat that was given after the end', async () => {
    const { code, out } = await read(harOf(harSocket(SOCKET, [...OPEN, ...HOST_ENDS]), join('abc-def-ghi', 201, SEAT)))
    expect(out).toContain('effect: a seat was given after the end')
    expect(out).toContain('it ended in session.har, entry 1, message 5')
    expect(code).toBe(1)
  })

  it('takes rooms of other worlds of a greenroom for other rooms', async () => {
    const there = join('abc-def-ghi', 201, SEAT, { headers: { 'X-Greenroom-World': 'qa' } })
    expect((await read(harOf(harSocket(SOCKET, [...OPEN, ...HOST_ENDS]), there))).code).toBe(0)
  })

  const joined = (id: string): HarMessage =>
    `<42["user-joined",${JSON.stringify({ participant: { socketId: null, ...SEAT, id } })}]`

  it('finds a participant who is told to have joined twice', async () => {
    const { out } = await read(
      harOf(harSocket(SOCKET, [...OPEN, ...asked(0, SEAT), joined('p1'), joined('p2'), joined('p1')])),
    )
    expect(out).toContain('user-joined tells twice that the same participant has joined')
    expect(out).toContain('told before in session.har, entry 1, message 6')
  })

  it('finds a client that hears of a room without a seat there', async () => {
    const { out } = await read(harOf(harSocket(SOCKET, [...OPEN, joined('p1')])))
    expect(out).toContain('a client without a seat hears user-joined')
  })

  it.each([
    ['another room', { code: 'xxx-xxx-xxx' }],
    ['perhaps this room, by its id', { roomId: 'somewhere' }],
  ])('takes nobody for without a seat who leaves %s', async (_, payload) => {
    const leaves: readonly HarMessage[] = [`>425["leave-room",${JSON.stringify(payload)}]`, '<435[{"success":true}]']
    expect((await read(harOf(harSocket(SOCKET, [...OPEN, ...asked(0, SEAT), ...leaves, joined('p1')])))).code).toBe(0)
  })

  it('finds the same user on two sockets, if nobody tells the older one', async () => {
    const open = OPEN.map((each) => (each === '>40' ? '>40{"token":"a.b.c"}' : each))
    const seat = { ...SEAT, userId: 'u1', guestName: null }
    const alive: HarMessage = { at: 30, text: '<2' }
    const { out } = await read(
      harOf(harSocket(SOCKET, [...open, ...asked(0, seat), alive]), harSocket(SOCKET, [...open, ...asked(0, seat)])),
    )
    expect(out).toContain('the same user has joined twice')
  })

  it('finds a call that was acked twice, and one that never was', async () => {
    const { out } = await read(
      harOf(
        harSocket(SOCKET, [
          ...OPEN,
          ...asked(0, SEAT),
          `<430[${JSON.stringify(SEAT)}]`,
          '>421["join-room",{"code":"abc-def-ghi","guestName":"Jane"}]',
          { at: 30, text: '<2' },
        ]),
      ),
    )
    expect(out).toContain('the call was acked more than once')
    expect(out).toContain('there was no ack within 10000 ms')
  })

  it('compares the headers of a limit over time', async () => {
    const url = `${HOST}/api/v1/video-conference.join`
    const limited = (remaining: number, reset: number) =>
      harEntry({
        method: 'POST',
        url,
        body: '{}',
        status: 400,
        answer: {
          success: false,
          errorType: 'invalid-params',
          error: "must have required property 'callId' [invalid-params]",
        },
        answerHeaders: {
          'X-RateLimit-Limit': '2',
          'X-RateLimit-Remaining': String(remaining),
          'X-RateLimit-Reset': String(reset),
        },
      })
    const { out } = await read(
      harOf(limited(1, 1_790_000_000_000), limited(1, 1_790_000_000_000), limited(1, 1_790_000_002_000)),
    )
    expect(out).toContain('X-RateLimit-Remaining does not fall within a window')
    expect(out).toContain('a window began before the last one was over')
  })
})

describe('secrets', () => {
  const SECRET = 'S3cr3t-value-0123456789abcdef'
  it('are in no report, wherever they were', async () => {
    const there = 'https://meet.example.org'
    const text = harOf(
      harEntry({
        method: 'POST',
        url: `${there}/rooms/${SECRET}/join?token=${SECRET}`,
        headers: { Authorization: `Bearer ${SECRET}`, Cookie: `session=${SECRET}`, 'X-Auth-Token': SECRET },
        body: JSON.stringify({ guestName: SECRET, password: SECRET }),
        status: 403,
        answer: { statusCode: 403, message: `No entry for ${SECRET}`, [SECRET]: SECRET },
        answerHeaders: { 'Set-Cookie': `session=${SECRET}; Path=/` },
      }),
      harSocket('wss://meet.example.org/socket.io/?EIO=4&transport=websocket', [
        OPEN[0] ?? '',
        `>40{"token":"${SECRET}"}`,
        '<40{"sid":"abc"}',
        ...asked(0, { statusCode: 418, message: SECRET }),
      ]),
    )
    const files = ['junit', 'ctrf', 'markdown', 'html', 'sarif'].flatMap((name) => [
      `--${name}`,
      inFolder(`secret.${name}`),
    ])
    const ran = await read(text, ...files, '--keep-bodies', '--all', '--github')
    const json = await read(text, '--json', '--keep-bodies')
    const written = await Promise.all(
      ['junit', 'ctrf', 'markdown', 'html', 'sarif'].map((name) => readFile(inFolder(`secret.${name}`), 'utf8')),
    )
    expect(ran.out).toContain('[redacted]')
    for (const each of [ran.out, ran.error, json.out, ...written]) expect(each).not.toContain(SECRET)
  })
})
