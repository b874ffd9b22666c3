import type { Mutant, Patch } from './mutant.ts'
import { all, onSockets } from './on-sockets.ts'
import { sending } from './packets.ts'
import { replaced } from './patch.ts'

const EVENTS = 'transport/socket-io/events.ts'
const INTERNAL = "socket.emit('exception', { status: 'error', message: 'Internal server error' })"
const ACKED = 'if (ack) return ack(body)'
/** Text prepared once is not an object that could be changed. */
const plain = replaced(EVENTS, 'const body = asJsonText(answer.body)', 'const body = JSON.parse(answer.body)')

/** Replaces the mock's ack. `body` and `answer.status` are available; `REFUSED` and `JOINED` say which it is. */
const acking = (done: string): Patch => {
  const text = done
    .replaceAll('REFUSED', '(answer.status >= 300)')
    .replaceAll('JOINED', "(face.event === 'join-room' && answer.status < 300)")
  return all(plain, replaced(EVENTS, ACKED, `if (ack) { ${text}; return }`))
}

/** Acks other bodies, given as an expression of `body`; optionally only under a condition. */
const acked = (body: string, where = 'true'): Patch => acking(`ack(${where} ? ${body} : body)`)

const refused = (body: string): Patch => acked(body, 'REFUSED')
const joined = (body: string): Patch => acked(body, 'JOINED')
const lacking = (name: string): string =>
  `Object.fromEntries(Object.entries(body).filter(([name]) => name !== '${name}'))`

/** The arguments for the ack's callback, as a list; `answer` is the correct one. */
const withArguments = (list: string): Patch =>
  all(plain, replaced(EVENTS, 'Reflect.apply(last, undefined, [answer])', `Reflect.apply(last, undefined, ${list})`))

/** Sends an event instead of calling the ack's callback. */
const withoutAck = all(plain, replaced(EVENTS, ACKED, ''))

const packet = (name: string): readonly [string, Patch] => [
  name,
  sending(new URL('socket-packets.ts', import.meta.url).href, name),
]

/** Acks, and the events that replace them. */
export const socketAckMutants: readonly Mutant[] = [
  ...onSockets('ack lost or doubled', [
    ['no ack at all', acking('')],
    ['no ack of a success', acking('if (REFUSED) ack(body)')],
    ['no ack of a refusal', acking('if (!REFUSED) ack(body)')],
    ['no ack of leaving', acking("if (face.event !== 'leave-room') ack(body)")],
    ['no ack of what changes nothing', acking("if (face.event !== 'lock-room' || REFUSED) ack(body)")],
    ['no ack where the payload is no object', onlyObjects('')],
    ['an exception in place of an ack where the payload is no object', onlyObjects(INTERNAL)],
    ['late', acking('setTimeout(ack, 900, body)')],
    ['late where it is a refusal', acking('setTimeout(ack, REFUSED ? 900 : 0, body)')],
    packet('acked twice'),
    packet('acked twice, the second time other'),
    packet('acked again 5 ms later'),
    packet('the ack of another call'),
    packet('the second ack of a connection missing'),
    ['an event in place of the ack', withoutAck],
    [
      'the ack, and the event of those who ask for none',
      acking("ack(body); socket.emit(REFUSED ? 'exception' : 'room-joined', body)"),
    ],
    ['an exception beside the ack of a refusal', acking("if (REFUSED) socket.emit('exception', body); ack(body)")],
    ['room-joined beside the ack of a join', acking("if (JOINED) socket.emit('room-joined', body); ack(body)")],
    [
      'an exception in place of the ack of a refusal',
      acking("if (REFUSED) socket.emit('exception', body); else ack(body)"),
    ],
  ]),
  ...onSockets('ack with other arguments', [
    ['none', withArguments('[]')],
    ['null before it, as callbacks of Node have', withArguments('[null, answer]')],
    ['null behind it', withArguments('[answer, null]')],
    ['a text behind it', withArguments("[answer, 'ok']")],
    ['an error in place of null before it', withArguments('answer.statusCode ? [answer] : [null, answer]')],
    ['twice the same', withArguments('[answer, answer]')],
  ]),
  ...onSockets('ack in a wrapper', [
    ['{data}', acked('{ data: body }')],
    ['{success, data}', acked('{ success: !REFUSED, data: body }')],
    ['{participant} of a join', joined('{ participant: body }')],
    ['{error} of a refusal', refused('{ error: body }')],
    ['a list of one', acked('[body]')],
    ['a list of one where it is a refusal', refused('[body]')],
    ['a text', acked('JSON.stringify(body)')],
    ['a text where it is a refusal', refused('JSON.stringify(body)')],
    ['null for a success', acked('null', '!REFUSED')],
    ['true for a success', acked('true', '!REFUSED')],
    ['{success} alone for a join', joined('{ success: true }')],
    ['{event, data}', acked('{ event: face.event, data: body }')],
    ['the message alone for a refusal', refused('body.message')],
  ]),
  ...onSockets('ack of a refusal', [
    ['statusCode as text', refused('{ ...body, statusCode: String(body.statusCode) }')],
    ['statusCode left out', refused(lacking('statusCode'))],
    ['statusCode renamed to status', refused(`{ status: body.statusCode, message: body.message }`)],
    ['statusCode null', refused('{ ...body, statusCode: null }')],
    ['statusCode always 400', refused('{ ...body, statusCode: 400 }')],
    ['statusCode 500 for 404', refused('{ ...body, statusCode: body.statusCode === 404 ? 500 : body.statusCode }')],
    ['statusCode 200', refused('{ ...body, statusCode: 200 }')],
    ['statusCode 201', refused('{ ...body, statusCode: 201 }')],
    ['message left out', refused(lacking('message'))],
    ['message renamed to error', refused(`{ statusCode: body.statusCode, error: String(body.message) }`)],
    ['message null', refused('{ ...body, message: null }')],
    [
      'message as text for the list',
      refused('{ ...body, message: Array.isArray(body.message) ? body.message[0] : body.message }'),
    ],
    ['message as a list for the text', refused('{ ...body, message: [body.message].flat() }')],
    ['message in small letters', refused('{ ...body, message: String(body.message).toLowerCase() }')],
    ['message ends with a full stop', refused('{ ...body, message: `${body.message}.` }')],
    ['message of the status', refused("{ ...body, message: 'Bad Request' }")],
    ['error as a number', refused('{ ...body, error: body.statusCode }')],
    ['error as an object', refused("{ ...body, error: { code: 'E1' } }")],
    ['{success: false, error}', refused('{ success: false, error: String(body.message) }')],
    ['{status: error, message}', refused("{ status: 'error', message: body.message }")],
    ['internal server error for all', refused("{ statusCode: 500, message: 'Internal server error' }")],
    ['forbidden for all', refused("{ statusCode: 403, message: 'Forbidden resource' }")],
  ]),
  ...onSockets('ack of a success', [
    ...['id', 'roomId', 'userId', 'guestName', 'isActive', 'isHost', 'joinedAt', 'leftAt'].map(
      (name) => [`${name} of a join left out`, joined(lacking(name))] as const,
    ),
    [
      'nulls of a join left out',
      joined('Object.fromEntries(Object.entries(body).filter(([, each]) => each !== null))'),
    ],
    ['joinedAt of a join as a number', joined('{ ...body, joinedAt: Date.parse(body.joinedAt) }')],
    ['isHost of a join as text', joined('{ ...body, isHost: String(body.isHost) }')],
    ['isHost of a join always false', joined('{ ...body, isHost: false }')],
    ['leftAt of a join set', joined('{ ...body, leftAt: body.joinedAt }')],
    ['userId of a join in place of guestName', joined('{ ...body, guestName: body.guestName ?? body.userId }')],
    ['socketId of a join in place of its id', joined('{ ...body, id: socket.id }')],
    ['code of a join in place of roomId', joined("{ ...body, roomId: 'abc-def-ghi' }")],
    ['success as text', acked("{ success: 'true' }", '!REFUSED && !JOINED')],
    ['success left out', acked('{}', '!REFUSED && !JOINED')],
    ['success false', acked('{ success: false }', '!REFUSED && !JOINED')],
    ['ok in place of success', acked('{ ok: true }', '!REFUSED && !JOINED')],
    ['success as the ack', acked('true', '!REFUSED && !JOINED')],
  ]),
  ...onSockets('told without an ack', [
    ['nothing', told('')],
    ['nothing of a success', told('if (REFUSED) socket.emit(event, body)')],
    ['nothing of a refusal', told('if (!REFUSED) socket.emit(event, body)')],
    ['twice', told('socket.emit(event, body); socket.emit(event, body)')],
    ['success by another name', told("socket.emit(REFUSED ? event : 'joined', body)")],
    [
      'success as joined to others',
      told(
        "socket.emit(REFUSED ? event : 'user-joined', REFUSED ? body : { participant: { socketId: socket.id, ...body } })",
      ),
    ],
    ['refusals by another name', told("socket.emit(REFUSED ? 'join-error' : event, body)")],
    ['refusals as error', told("socket.emit(REFUSED ? 'error' : event, body)")],
    ['refusals in a wrapper', told('socket.emit(event, REFUSED ? { error: body } : body)')],
    [
      'refusals hidden',
      told("socket.emit(event, REFUSED ? { status: 'error', message: 'Internal server error' } : body)"),
    ],
    ['statusCode of refusals left out', told('socket.emit(event, REFUSED ? { message: body.message } : body)')],
    ['success in a wrapper', told('socket.emit(event, REFUSED ? body : { participant: body })')],
    ['a member of a success left out', told(`socket.emit(event, REFUSED ? body : ${lacking('joinedAt')})`)],
    ['to everybody in the namespace', told('socket.nsp.emit(event, body)')],
    ['late', told('setTimeout(() => socket.emit(event, body), 900)')],
    ['as text', told('socket.emit(event, JSON.stringify(body))')],
    ['with a second argument', told('socket.emit(event, body, null)')],
  ]),
]

/** Many servers fail if a payload is not an object. */
function onlyObjects(otherwise: string): Patch {
  const payload = "const [payload] = typeof args[0] === 'function' ? [] : args"
  return replaced(
    EVENTS,
    payload,
    `${payload}\n  if (typeof payload !== 'object' || payload === null) return void ${otherwise === '' ? '0' : otherwise.replace('socket', 'member.socket')}`,
  )
}

function told(done: string): Patch {
  const text = done.replaceAll('REFUSED', '(answer.status >= 300)')
  return all(plain, replaced(EVENTS, 'if (event !== null) socket.emit(event, body)', `if (event !== null) { ${text} }`))
}
