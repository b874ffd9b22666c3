import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startMeetings, type Meetings } from '../support/meetings.ts'
import { makeFolder, runVerify } from '../support/run-verify.ts'

const OPERATIONS = '[connectMeetingRooms, joinMeetingRoom, leaveMeetingRoom]'

const targetText = ({ url }: Meetings, transports: string, operations = OPERATIONS): string => `
url: ${url}
name: meetings
authority: { gate: all }
${operations === '' ? '' : `operations: ${operations}`}
transports: ${transports}
socket:
  path: /live/
  token: accessToken
  events:
    join-room: joinRoom
    leave-room: leaveRoom
    room-joined: joined
    exception: refused
    user-joined: participantJoined
    user-left: participantLeft
    force-disconnect: seatTaken
  members: { code: roomCode, guestName: displayName }
  ack: [/data, /error]
identities:
  host: { headers: { Authorization: { env: MEET_HOST, prefix: 'Bearer ' } } }
  member: { headers: { Authorization: { env: MEET_MEMBER, prefix: 'Bearer ' } } }
situations:
  - { given: { meeting-room: [] }, values: { code: open-one-room } }
  - { given: { meeting-room: [locked] }, values: { code: lock-one-room } }
  - { given: { meeting-room: [full] }, values: { code: full-one-room } }
  - { given: { meeting-room: [inactive] }, values: { code: over-one-room } }
  - { given: { meeting-room: [last-seat] }, values: { code: last-one-room }, fresh: true }
  - { given: { meeting-room: [last-seat] }, values: { code: last-two-room }, fresh: true }
`

interface Told {
  readonly name: string
  readonly rawStatus: string
  readonly message?: string
  readonly extra: { readonly transport: string; readonly kind: string | null; readonly reason: string | null }
}

/** Verifies a stand-in by a target file; gives what a report tells of each case. */
async function verified(meetings: Meetings, text: string, ...args: readonly string[]) {
  await using folder = await makeFolder()
  const report = join(folder.path, 'report.json')
  const file = await folder.write('target.yaml', text)
  const env = { MEET_HOST: meetings.tokens.host, MEET_MEMBER: meetings.tokens.member }
  const ran = await runVerify(['--target', file, '--ctrf', report, ...args], env)
  const tests: readonly Told[] = JSON.parse(await readFile(report, 'utf8')).results.tests
  return { ...ran, tests }
}

const of = (tests: readonly Told[], transport: string, verdict: string): readonly Told[] =>
  tests.filter(({ extra, rawStatus }) => extra.transport === transport && rawStatus === verdict)

describe('a server of meeting rooms with names of its own, and no route over HTTP', () => {
  // Each second is one of listening for what should not come: a few for every run, the others at length.
  const PLAYED = [
    'joinMeetingRoom/joined-as-guest:last-seat',
    'joinMeetingRoom/joined-as-guest:without-ack',
    'joinMeetingRoom/joined-as-user:last-seat',
    'joinMeetingRoom/room-locked:without-ack',
    'leaveMeetingRoom/left',
    'connectMeetingRooms/unauthorized:garbage',
  ]
  const MORE = [
    'joinMeetingRoom/joined-as-guest',
    'joinMeetingRoom/joined-as-guest:two-of-one-name',
    'joinMeetingRoom/joined-as-host:again-on-its-socket',
    'joinMeetingRoom/joined-as-user:beside-the-host',
    'joinMeetingRoom/joined-as-user:twice',
    'joinMeetingRoom/code-missing',
    'joinMeetingRoom/code-missing:null',
    'joinMeetingRoom/guest-name-missing',
    'joinMeetingRoom/guest-name-too-long:emoji-51',
    'joinMeetingRoom/room-full',
    'joinMeetingRoom/room-inactive',
    'joinMeetingRoom/room-locked',
    'joinMeetingRoom/room-not-found',
    'joinMeetingRoom/unauthorized',
    'leaveMeetingRoom/left:twice',
    'connectMeetingRooms/connected:user',
  ]

  const HELD = 'is held over its sockets, and never by a false alarm: who listens takes no seat that a case is about'

  async function expectHeld(ids: readonly string[]): Promise<void> {
    await using meetings = await startMeetings()
    const args = ids.flatMap((id) => ['--case', id])
    const { code, out, tests } = await verified(meetings, targetText(meetings, '[websocket]'), ...args)
    expect(out).toContain(', 0 broken, 0 differ, ')
    expect(code).toBe(0)
    const held = of(tests, 'websocket', 'held').map(({ name }) => name)
    expect(held.toSorted()).toEqual(ids.map((id) => `${id} (websocket)`).toSorted())
    // Nobody but who was to take the last seat.
    expect([meetings.joins('last-one-room'), meetings.joins('last-two-room')]).toEqual([1, 1])
  }

  it(HELD, () => expectHeld(PLAYED))
  it(`${HELD}, in many cases`, { tags: ['full'] }, () => expectHeld([...PLAYED, ...MORE]))

  const RUN = ['--case', 'joinMeetingRoom/room-not-found', '--case', 'joinMeetingRoom/guest-name-missing']

  it('lacks the operation over HTTP, which its target file leaves open: that is no breach, and another 404 than that of a room', async () => {
    await using meetings = await startMeetings()
    const { code, tests } = await verified(meetings, targetText(meetings, '[http, websocket]', ''), ...RUN)
    expect(code).toBe(0)
    const overHttp = tests.filter(({ extra, rawStatus }) => extra.transport === 'http' && rawStatus !== 'skipped')
    expect(overHttp).toHaveLength(2)
    for (const { rawStatus, extra } of overHttp) {
      expect([rawStatus, extra.kind]).toEqual(['blocked', 'transport'])
      expect(extra.reason).toBe('the target answers 404 to POST /rooms/{code}/join: it has no such route')
    }
    expect(of(tests, 'websocket', 'held').map(({ name }) => name)).toContain(
      'joinMeetingRoom/room-not-found (websocket)',
    )
  })

  it('lacks the operation over HTTP, which its target file names with that transport: that is a breach', async () => {
    await using meetings = await startMeetings()
    const { code, tests } = await verified(meetings, targetText(meetings, '[http, websocket]', OPERATIONS), ...RUN)
    expect(code).toBe(1)
    expect(of(tests, 'http', 'broken').map(({ name }) => name)).toContain('joinMeetingRoom/room-not-found')
  })

  it('without an operation over HTTP that it names, and no socket to have it on, is broken', async () => {
    await using meetings = await startMeetings()
    const text = targetText(meetings, '[http]', '[joinMeetingRoom]')
    const { code, tests } = await verified(meetings, text, '--case', 'joinMeetingRoom/room-locked')
    expect(of(tests, 'http', 'broken')).toHaveLength(1)
    expect(code).toBe(1)
  })

  it('has its cases by polling blocked where it speaks WebSocket alone, with the reason', async () => {
    await using meetings = await startMeetings({ transports: ['websocket'] })
    const text = targetText(meetings, '[polling, websocket, upgraded]')
    const { code, tests } = await verified(meetings, text, '--case', 'joinMeetingRoom/room-locked')
    expect(code).toBe(0)
    expect(of(tests, 'websocket', 'held')).toHaveLength(1)
    for (const transport of ['polling', 'upgraded']) {
      const [blocked] = of(tests, transport, 'blocked')
      expect(blocked?.extra.kind).toBe('transport')
      expect(blocked?.extra.reason).toMatch(
        /^the target has no \w+ of Socket\.IO: .*answered 400 to Socket\.IO at \/live\//,
      )
    }
  })

  it('is observed by polling where it speaks no WebSocket, though its file says so', async () => {
    await using meetings = await startMeetings({ transports: ['polling'] })
    const text = targetText(meetings, '[polling, websocket]')
    const { code, tests } = await verified(meetings, text, '--case', 'joinMeetingRoom/joined-as-guest')
    expect(code).toBe(0)
    expect(of(tests, 'polling', 'held')).toHaveLength(1)
    expect(of(tests, 'websocket', 'blocked')).toHaveLength(1)
  })

  it('that nobody listens at is unreachable, and not without a transport', async () => {
    const meetings = await startMeetings()
    await meetings[Symbol.asyncDispose]()
    const text = targetText(meetings, '[websocket]')
    const { code, out, tests } = await verified(meetings, text, '--case', 'joinMeetingRoom/room-locked')
    expect(of(tests, 'websocket', 'blocked')[0]?.extra).toMatchObject({ kind: 'environment' })
    expect(out).toContain('exit 3: the target is unreachable')
    expect(code).toBe(3)
  })

  it('that refuses a token is told of once, and its cases are blocked', async () => {
    await using meetings = await startMeetings()
    const other: Meetings = { ...meetings, tokens: { ...meetings.tokens, host: 'of-nobody-at-all' } }
    const { code, out, tests } = await verified(other, targetText(meetings, '[websocket]'), '--case', 'joined-as-host')
    const played = tests.filter(({ rawStatus }) => rawStatus !== 'skipped')
    expect(played.map(({ extra }) => extra.kind).filter((kind) => kind !== 'identity')).toEqual([null])
    expect(played.at(-1)).toMatchObject({ status: 'failed', message: 'the credentials of host could not be used' })
    expect(out).toContain('host is refused: the target rejects the credentials of host, on connecting: Unauthorized')
    expect(out).not.toContain('of-nobody-at-all')
    expect(code).toBe(2)
  })

  it('that acks no refusal is broken, shows its packets, and is known once that is recorded', async () => {
    await using meetings = await startMeetings({ acksRefusals: false })
    await using folder = await makeFolder()
    const deviations = join(folder.path, 'known.yaml')
    const text = targetText(meetings, '[websocket]')
    // What is late on a busy machine is trouble, and tried again.
    const args = ['--case', 'joinMeetingRoom/room-locked', '--timeout', '300', '--retries', '9']
    const { code, out } = await verified(meetings, text, ...args, '--write-deviations', deviations)
    expect(code).toBe(1)
    expect(out).toContain(
      '✗ broken  joinMeetingRoom/room-locked  (current, websocket)\n  sent      EVENT joinRoom → no answer',
    )
    expect(out).toContain('ack: there was no ack within 300 ms')
    expect(out).toContain('    | caller 1 → joinRoom {"roomCode":"lock-one-room","displayName":"Jane Smith"}\n')
    expect(out).toMatch(
      /on the target: npx greenroom verify --target \S+ .*--case joinMeetingRoom\/room-locked --transport \w+\n/,
    )
    expect(out).toContain('on a mock: npx greenroom show joinMeetingRoom/room-locked --as socket\n')
    expect(await readFile(deviations, 'utf8')).toContain(
      'transport: websocket\n  findings:\n    - {"check":"ack","says":"there was no ack within <…> ms"}',
    )
    const again = await verified(meetings, text, ...args, '--deviations', deviations)
    expect(again.out).toContain('0 held, 0 broken, 0 differ, 1 known')
  })

  it('is listed case by case in a dry run, with the events that would be sent', async () => {
    await using meetings = await startMeetings()
    await using folder = await makeFolder()
    const file = await folder.write('target.yaml', targetText(meetings, '[http, websocket]'))
    const env = { MEET_HOST: meetings.tokens.host, MEET_MEMBER: meetings.tokens.member }
    const { out } = await runVerify(['--target', file, '--dry-run'], env)
    const locked = out.split('\n').filter((line) => line.startsWith('joinMeetingRoom/room-locked '))
    expect(locked).toEqual([
      'joinMeetingRoom/room-locked  POST /rooms/{code}/join as guest  given meeting-room: [locked]',
      'joinMeetingRoom/room-locked (websocket)  EVENT join-room as guest  given meeting-room: [locked]',
    ])
    expect(out).toMatch(/^connectMeetingRooms\/connected:user \(websocket\) {2}CONNECT as member {2}given nothing$/m)
    expect(out).toContain('Nothing was sent.')
  })

  it('is played by one transport alone where that is asked for', async () => {
    await using meetings = await startMeetings()
    const text = targetText(meetings, '[polling, websocket]')
    const { tests } = await verified(meetings, text, '--case', 'joinMeetingRoom/room-locked', '--transport', 'polling')
    expect(of(tests, 'polling', 'held')).toHaveLength(1)
    expect(of(tests, 'websocket', 'held')).toHaveLength(0)
  })

  it.each([
    ['polling', 'the target has no transport polling, only http'],
    ['websockets', 'there is no transport websockets'],
  ])('is not played by %s where no target has it', async (name, message) => {
    const { code, error } = await runVerify(['--edition', '2022', '--transport', name])
    expect(error).toContain(message)
    expect(code).toBe(2)
  })
})
