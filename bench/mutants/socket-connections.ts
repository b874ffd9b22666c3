import type { Mutant, Patch } from './mutant.ts'
import { all, onSockets } from './on-sockets.ts'
import { sending } from './packets.ts'
import { replaced } from './patch.ts'

const ADMISSION = 'transport/socket-io/admission.ts'
const EVENTS = 'transport/socket-io/events.ts'
const CONNECTION = 'domain/meeting-connection.ts'
const PEOPLE = 'domain/people.ts'
const JWT = 'domain/jwt.ts'
const IO = 'transport/socket-io/socket-io.ts'

const CALLER = 'const caller = await calls.identify(world, headers)'
const TOKEN = "if (token === undefined || token === null || token === '') return headers"
const ERROR = "return Object.assign(new Error(parsed['message']), { data: parsed })"
const REFUSED = 'else next(toError(refusal))'
const CLAIMS = 'return claims && isValid(claims, state.now) ? callerOf(state, claims.sub) : WRONG'
const GIVEN =
  "const token: unknown = typeof auth === 'object' && auth !== null ? Reflect.get(auth, 'token') : undefined"

const error = (made: string): Patch => replaced(ADMISSION, ERROR, `return ${made}`)
const data = (value: string): Patch => error(`Object.assign(new Error(parsed['message']), { data: ${value} })`)
const message = (text: string): Patch => error(`Object.assign(new Error(${text}), { data: parsed })`)
const claims = (done: string): Patch => replaced(PEOPLE, CLAIMS, done)
/** The identity of a connection; \`caller\` is that of the token. */
const callerAs = (caller: string): Patch =>
  all(
    replaced(
      ADMISSION,
      CALLER,
      `${CALLER.replace('caller', 'found')}\n  const caller = ${caller.replaceAll('caller', 'found')}`,
    ),
    replaced(ADMISSION, 'if (answer.breaks || answer.status >= 300) return answer', 'if (answer.breaks) return answer'),
  )

const packet = (name: string): readonly [string, Patch] => [
  name,
  sending(new URL('socket-packets.ts', import.meta.url).href, name),
]

/** Connections: their identity, their refusal, and their transport. */
export const socketConnectionMutants: readonly Mutant[] = [
  ...onSockets('token', [
    ['a bad one is taken for none', callerAs("caller.kind === 'wrong' ? { kind: 'nobody' } : caller")],
    ['a bad one is taken for nobody who may join', callerAs('caller')],
    ['tokens are not read', callerAs("{ kind: 'nobody' }")],
    ['an expired one is taken for good', claims('return claims ? callerOf(state, claims.sub) : WRONG')],
    [
      'an expired one is taken for none',
      claims('return claims ? isValid(claims, state.now) ? callerOf(state, claims.sub) : NOBODY : WRONG'),
    ],
    [
      'an unsigned one is taken for good',
      replaced(
        JWT,
        "header['alg'] !== 'HS256') return null",
        "(header['alg'] !== 'HS256' && header['alg'] !== 'none')) return null\n  if (header['alg'] === 'none') return claimsOf(body)",
      ),
    ],
    [
      'signatures are not looked at',
      replaced(
        JWT,
        'return sameText(signature, signatureOf(secret, `${head}.${body}`)) ? claimsOf(body) : null',
        'return claimsOf(body)',
      ),
    ],
    [
      'one that is no token is taken for none',
      replaced(ADMISSION, TOKEN, "if (typeof token !== 'string' || token.split('.').length !== 3) return headers"),
    ],
    ['null is refused', replaced(ADMISSION, TOKEN, "if (token === undefined || token === '') return headers")],
    [
      'an empty one is refused',
      replaced(
        ADMISSION,
        TOKEN,
        "if (token === '') return { ...headers, authorization: 'Bearer x' }\n  if (token === undefined || token === null) return headers",
      ),
    ],
    [
      'guests are refused',
      replaced(
        CONNECTION,
        "unauthorized: ({ caller }) => caller.kind === 'wrong',\n      connected: ({ caller }) => caller.kind !== 'wrong'",
        "unauthorized: ({ caller }) => caller.kind !== 'person',\n      connected: ({ caller }) => caller.kind === 'person'",
      ),
    ],
    ['only from a header', replaced(ADMISSION, GIVEN, 'const token = undefined')],
    [
      'only from the query',
      replaced(ADMISSION, GIVEN, "const token = new URLSearchParams(headers.referer ?? '').get('token') ?? undefined"),
    ],
    ['by another name', replaced(ADMISSION, "Reflect.get(auth, 'token')", "Reflect.get(auth, 'accessToken')")],
    [
      'needs Bearer before it',
      replaced(
        ADMISSION,
        TOKEN,
        `${TOKEN}\n  if (typeof token === 'string' && !token.startsWith('Bearer ')) return { ...headers, authorization: 'Bearer x' }`,
      ),
    ],
    [
      'users are all one user',
      callerAs(
        "caller.kind === 'person' ? { kind: 'person', person: (globalThis.firstPerson ??= caller.person) } : caller",
      ),
    ],
    [
      'the host is taken for a user',
      replaced('domain/meeting-seats.ts', "caller.kind === 'person' && room?.hostId === caller.person.id", 'false'),
    ],
    ['judged at the first event', lateJudgement()],
  ]),
  ...onSockets('refusal of a connection', [
    ['without data', error("new Error(parsed['message'])")],
    ['data null', data('null')],
    ['data as text', data('JSON.stringify(parsed)')],
    ['data without statusCode', data("{ message: parsed['message'] }")],
    ['data without message', data('{ statusCode: status }')],
    ['data with another status', data('{ ...parsed, statusCode: 403 }')],
    ['data with its status as text', data('{ ...parsed, statusCode: String(parsed.statusCode) }')],
    ['data in a wrapper', data('{ error: parsed }')],
    ['data with the message of a library', data("{ ...parsed, message: 'jwt expired' }")],
    ['data of another kind', data("{ content: 'Please retry later' }")],
    ['the message of a library', message("'jwt malformed'")],
    ['the message of another status', message("'Forbidden'")],
    ['message in small letters', message("parsed['message'].toLowerCase()")],
    ['the message is the data', message('JSON.stringify(parsed)')],
    ['let in, then cut', letIn('socket.disconnect(true)')],
    [
      'let in, told, then cut',
      letIn("socket.emit('exception', { statusCode: 401, message: 'Unauthorized' }); socket.disconnect(true)"),
    ],
    ['let in, told, and left there', letIn("socket.emit('exception', { statusCode: 401, message: 'Unauthorized' })")],
    ['cut without a word', replaced(ADMISSION, REFUSED, 'else terminate(socket.conn)')],
    ['closed without a word', replaced(ADMISSION, REFUSED, 'else socket.conn.close()')],
    ['no answer', replaced(ADMISSION, REFUSED, '')],
    ['late', replaced(ADMISSION, REFUSED, 'else setTimeout(() => next(toError(refusal)), 1500)')],
  ]),
  ...onSockets('connection', [
    ['no answer', replaced(ADMISSION, 'if (refusal === null) return next()', 'if (refusal === null) return')],
    [
      'cut a little later',
      replaced(
        EVENTS,
        'context.rooms.enter(member, store.seats?.(member.world.name))',
        'context.rooms.enter(member, store.seats?.(member.world.name))\n  setTimeout(() => socket.disconnect(true), 100)',
      ),
    ],
    [
      'cut by the first event',
      replaced(EVENTS, 'inTurn(() => answerEvent(context, member, String(name), args))', 'socket.disconnect(true)'),
    ],
    [
      'cut after the first answer',
      replaced(
        EVENTS,
        'inTurn(() => answerEvent(context, member, String(name), args))',
        'inTurn(() => answerEvent(context, member, String(name), args))\n    setTimeout(() => socket.disconnect(true), 5)',
      ),
    ],
    [
      'cut by a payload that is no object',
      replaced(
        EVENTS,
        'inTurn(() => answerEvent(context, member, String(name), args))',
        "if (args.length > 0 && typeof args[0] !== 'function' && (typeof args[0] !== 'object' || args[0] === null)) return void socket.disconnect(true)\n    inTurn(() => answerEvent(context, member, String(name), args))",
      ),
    ],
    [
      'events are taken in no order',
      replaced(
        EVENTS,
        'inTurn(() => answerEvent(context, member, String(name), args))',
        'setTimeout(() => inTurn(() => answerEvent(context, member, String(name), args)), Math.random() * 5)',
      ),
    ],
    [
      'every second event is lost',
      replaced(
        EVENTS,
        'inTurn(() => answerEvent(context, member, String(name), args))',
        'socket.data.nth = (socket.data.nth ?? 0) + 1\n    if (socket.data.nth % 2 === 1) inTurn(() => answerEvent(context, member, String(name), args))',
      ),
    ],
    [
      'a greeting by an event of the contract',
      replaced(
        EVENTS,
        'context.rooms.enter(member, store.seats?.(member.world.name))',
        "context.rooms.enter(member, store.seats?.(member.world.name))\n  socket.emit('room-locked', { locked: false })",
      ),
    ],
  ]),
  ...onSockets('one transport', [
    packet('no ack over polling'),
    packet('no ack over WebSocket'),
    packet('acked twice over polling'),
    packet('no event over polling'),
    packet('no event over WebSocket'),
    packet('events twice over polling'),
    packet('no answer to connecting over polling'),
    packet('no refusal of a connection over polling'),
    packet('letters beyond ASCII lost over polling'),
    packet('letters beyond ASCII lost over WebSocket'),
    ['of packets at once over polling only the first', onlyFirst()],
    ['no WebSocket', replaced(IO, "transports: ['polling', 'websocket'],", "transports: ['polling'],")],
  ]),
  ...onSockets(
    'upgrade',
    [
      packet('no ack after an upgrade'),
      packet('acked twice after an upgrade'),
      packet('no event after an upgrade'),
      packet('the ack after an upgrade is late'),
      [
        'the seat is lost with an upgrade',
        replaced(
          EVENTS,
          'context.rooms.enter(member, store.seats?.(member.world.name))',
          "context.rooms.enter(member, store.seats?.(member.world.name))\n  socket.conn.once('upgrade', () => socket.disconnect(true))",
        ),
      ],
      [
        'none is finished',
        replaced(
          IO,
          '    upgrade(request, socket, head) {\n',
          "    upgrade(request, socket, head) {\n      if (request.url?.includes('sid=')) return void socket.destroy()\n",
        ),
      ],
    ],
    ['upgraded'],
  ),
]

/** Lets callers with a bad token in at first. */
function letIn(then: string): Patch {
  return all(replaced(ADMISSION, REFUSED, `else { next(); setTimeout(() => { ${then} }, 5) }`))
}

/** Lets callers with a bad token in, and refuses each of their calls. */
function lateJudgement(): Patch {
  return all(
    callerAs('caller'),
    replaced(
      ADMISSION,
      'context.visitors.set(socket, visitor)',
      "if (caller.kind === 'wrong') socket.use(([, ...args]) => { const ack = args.at(-1); if (typeof ack === 'function') ack({ statusCode: 401, message: 'Unauthorized' }) })\n  context.visitors.set(socket, visitor)",
    ),
  )
}

/** The answer to a poll contains only one packet. */
function onlyFirst(): Patch {
  const watched = 'context.watched.set(connection, watch(connection, mock.limits))'
  return replaced(
    IO,
    watched,
    `${watched}\n    connection.on('flush', (packets) => { if (connection.transport.name === 'polling') packets.splice(1) })`,
  )
}
