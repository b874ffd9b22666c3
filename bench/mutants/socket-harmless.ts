import type { Transport } from '../../src/verify/model/transport.ts'
import type { Mutant, Patch } from './mutant.ts'
import { all, onSockets } from './on-sockets.ts'
import { sending } from './packets.ts'
import { replaced } from './patch.ts'
import { DECIDING } from './deciding.ts'

const EVENTS = 'transport/socket-io/events.ts'
const ROOMS = 'transport/socket-io/rooms.ts'
const IO = 'transport/socket-io/socket-io.ts'
const MEETING = 'domain/meeting.ts'
const ADMISSION = 'transport/socket-io/admission.ts'

const ACKED = 'if (ack) return ack(body)'
const TELL = 'for (const { socket } of room) if (socket.id !== but) socket.emit(event, payload)'
const WRITTEN =
  'const told = asJsonText(JSON.stringify(payload))\n    for (const { socket } of room) if (socket.id !== but) emit(socket, event, told)'
const EVERY: readonly Transport[] = ['websocket', 'polling', 'upgraded']

const configured = (option: string): Patch => replaced(IO, 'serveClient: true,', `serveClient: true, ${option},`)
const entering = (done: string): Patch =>
  replaced(
    EVENTS,
    'context.rooms.enter(member, store.seats?.(member.world.name))',
    `context.rooms.enter(member, store.seats?.(member.world.name))\n  ${done}`,
  )
/** Text prepared once is not an object that could be changed. */
const plain = replaced(EVENTS, 'const body = asJsonText(answer.body)', 'const body = JSON.parse(answer.body)')
const acked = (body: string): Patch => all(plain, replaced(EVENTS, ACKED, `if (ack) return ack(${body})`))

const packet = (name: string): readonly [string, Patch] => [
  name,
  sending(new URL('socket-packets.ts', import.meta.url).href, name),
]

const REVERSED = '((value) => Object.fromEntries(Object.entries(value).reverse()))'

/** What a server may do differently on sockets without violating the contract. */
export const socketHarmless: readonly Mutant[] = [
  ...onSockets(
    'harmless',
    [['on sockets: nothing at all', replaced(IO, 'serveClient: true,', 'serveClient: true,  ')]],
    EVERY,
  ),
  ...onSockets('harmless', [
    [
      'on sockets: members beyond the documented ones in acks',
      acked("{ ...body, requestId: 'x', meta: { version: 2 } }"),
    ],
    ['on sockets: the status of a success in its ack', acked('{ statusCode: answer.status, ...body }')],
    [
      'on sockets: the status in words in refusals',
      acked("answer.status >= 300 ? { ...body, error: 'Bad Request' } : body"),
    ],
    ['on sockets: keys of acks in the opposite order', acked(`${REVERSED}(body)`)],
    [
      'on sockets: members beyond the documented ones in events',
      replaced(
        ROOMS,
        WRITTEN,
        TELL.replace(
          'payload)',
          "{ ...payload, at: 1, by: 'x', ...(payload.participant ? { participant: { ...payload.participant, isMuted: false, displayName: 'x' } } : {}) })",
        ),
      ),
    ],
    [
      'on sockets: members beyond the documented ones in force-disconnect',
      replaced(
        ROOMS,
        "emit(member.socket, 'force-disconnect', { reason })",
        "emit(member.socket, 'force-disconnect', { reason, code: 'E1' })",
      ),
    ],
    [
      'on sockets: keys of events in the opposite order',
      replaced(ROOMS, WRITTEN, TELL.replace('payload)', `${REVERSED}(payload))`)),
    ],
    [
      'on sockets: the cause in exceptions',
      all(
        plain,
        replaced(
          EVENTS,
          'if (event !== null) socket.emit(event, body)',
          "if (event !== null) socket.emit(event, { ...body, cause: { pattern: 'join-room' } })",
        ),
      ),
    ],
    [
      'on sockets: more data with a refused connection',
      replaced(ADMISSION, '{ data: parsed }', "{ data: { ...parsed, error: 'x', at: 1 } }"),
    ],
    ['on sockets: a greeting that the contract does not name', entering("socket.emit('welcome', { version: 1 })")],
    [
      'on sockets: an event that the contract does not name, after every other',
      replaced(
        ROOMS,
        WRITTEN,
        `for (const { socket } of room) if (socket.id !== but) { socket.emit(event, payload); socket.emit('participants', { count: room.length }) }`,
      ),
    ],
    [
      'on sockets: an event that the contract does not name, before every other',
      replaced(
        ROOMS,
        WRITTEN,
        `for (const { socket } of room) if (socket.id !== but) { socket.emit('participants', { count: room.length }); socket.emit(event, payload) }`,
      ),
    ],
    [
      'on sockets: join-error beside the ack of a refusal',
      replaced(
        EVENTS,
        ACKED,
        "if (ack) { ack(body); if (answer.status >= 300) socket.emit('join-error', { code: 'JOIN_FAILED', message: 'Room is locked' }); return }",
      ),
    ],
    [
      'on sockets: an event without a name beside the ack',
      replaced(EVENTS, ACKED, "if (ack) { ack(body); socket.emit('', {}); return }"),
    ],
    [
      'on sockets: acks before events',
      replaced(
        'mock/socket-calls.ts',
        DECIDING,
        `store.change(call.world.name, (state, make) => {
        const decision = decide(each, toRead(call), state, make, line)
        queueMicrotask(() => setImmediate(() => {
          if (worlds.get(call.world.name)) store.change(call.world.name, () => ({ ...decision, result: null, writes: [] }))
        }))
        return { ...decision, announces: [] }
      }),`,
      ),
    ],
    [
      'on sockets: other ids',
      replaced(MEETING, "id: make.id('participant')", "id: `c${crypto.randomUUID().replaceAll('-', '').slice(0, 24)}`"),
    ],
    packet('on sockets: everything 60 ms late'),
    packet('on sockets: acks 150 ms late'),
    ['on sockets: pings twenty times a second', replaced(IO, 'times.pingIntervalMs', '50')],
    [
      'on sockets: packets up to 150 kB',
      replaced(IO, 'maxHttpBufferSize: mock.limits.packet', 'maxHttpBufferSize: 150_000'),
    ],
    [
      'on sockets: compression',
      replaced(
        IO,
        'perMessageDeflate: false,\n    httpCompression: false,',
        'perMessageDeflate: { threshold: 1 },\n    httpCompression: { threshold: 1 },',
      ),
    ],
    packet('on sockets: recovery of connections'),
    ['on sockets: a cookie for balancers', configured("cookie: { name: 'io', httpOnly: true }")],
    ['on sockets: Socket.IO 2 clients allowed, too', configured('allowEIO3: true')],
    ['on sockets: CORS', configured("cors: { origin: '*' }")],
    [
      'on sockets: ids of sockets are UUIDs',
      replaced(IO, 'io.engine.on(', 'io.engine.generateId = () => crypto.randomUUID()\n  io.engine.on('),
    ],
  ]),
  ...onSockets('harmless', [['on sockets: no upgrade offered', configured('allowUpgrades: false')]], EVERY).map(
    mayBlock,
  ),
  ...onSockets(
    'harmless',
    [['on sockets: no polling', replaced(IO, "transports: ['polling', 'websocket'],", "transports: ['websocket'],")]],
    EVERY,
  ).map(mayBlock),
]

function mayBlock(mutant: Mutant): Mutant {
  return { ...mutant, mayBlock: true }
}
