import { member } from './answers.ts'
import { of } from './kinds.ts'
import type { Call, Layer, Mutant } from './mutant.ts'
import { replaced } from './patch.ts'
import { body, query, seen, sent } from './requests.ts'

const LISTED = [
  'agents',
  'agents[]',
  'departmentId',
  'open',
  'onhold',
  'queued',
  'tags',
  'units',
  'roomName',
  'createdAt',
  'closedAt',
  'customFields',
  'sort',
  'fields',
  'query',
  'count',
  'offset',
]

/** What a server reads from a request before it decides. */
export const readingMutants: readonly Mutant[] = [
  ...of('reading', [
    ['codes in any case', seen('joinMeetingRoom', lowerCased)],
    [
      'codes without hyphens',
      replaced(
        'domain/meeting.ts',
        "(call.params['code'] ?? '')",
        "(call.params['code'] ?? '').replace(/^(\\w{3})-?(\\w{3})-?(\\w{3})$/, '$1-$2-$3')",
      ),
    ],
    [
      'room ids are trimmed and cut',
      seen(
        'joinLivechatRoom',
        query((asked) => asked.forEach((value, name) => asked.set(name, value.slice(0, 10)))),
      ),
    ],
    [
      'unknown parameters of joining are accepted',
      seen(
        'joinLivechatRoom',
        query((asked) => only(asked, ['roomId'])),
      ),
    ],
    [
      'unknown parameters of lists are accepted',
      seen(
        'listLivechatRooms',
        query((asked) => only(asked, LISTED)),
      ),
    ],
    [
      'a repeated roomId is its first',
      seen(
        'joinLivechatRoom',
        query((asked) => asked.has('roomId') && asked.set('roomId', asked.get('roomId') ?? '')),
      ),
    ],
    [
      'a list of one roomId is that roomId',
      seen(
        'joinLivechatRoom',
        query((asked) => rename(asked, 'roomId[]', 'roomId')),
      ),
    ],
    [
      'parameter names in any case',
      seen(
        'joinLivechatRoom',
        query((asked) => rename(asked, 'roomid', 'roomId')),
      ),
    ],
    [
      'an empty roomId is a missing one',
      seen(
        'joinLivechatRoom',
        query((asked) => asked.get('roomId') === '' && asked.delete('roomId')),
      ),
    ],
    [
      'an empty callId is a missing one',
      seen(
        'joinVideoConference',
        body(({ callId, ...rest }) => (callId === '' ? rest : { callId, ...rest })),
      ),
    ],
    [
      'an empty guestName is a missing one',
      seen(
        'joinMeetingRoom',
        body(({ guestName, ...rest }) => (guestName === '' ? rest : { guestName, ...rest })),
      ),
    ],
    [
      'unknown members are accepted',
      seen(
        'joinVideoConference',
        body(({ callId, state }) => ({ callId, state })),
      ),
    ],
    [
      'unknown members of state are accepted',
      seen(
        'joinVideoConference',
        body(({ state, ...rest }) => ({
          ...rest,
          ...(isMembers(state) ? { state: { mic: state['mic'], cam: state['cam'] } } : { state }),
        })),
      ),
    ],
    [
      'unknown members are refused',
      seen(
        'joinMeetingRoom',
        body((value) => (Object.keys(value).some((name) => name !== 'guestName') ? {} : value)),
      ),
    ],
    [
      'texts are taken for booleans',
      seen(
        'joinVideoConference',
        body(({ state, ...rest }) => ({
          ...rest,
          state: isMembers(state)
            ? Object.fromEntries(Object.entries(state).map(([name, value]) => [name, value === 'true' ? true : value]))
            : state,
        })),
      ),
    ],
    [
      'numbers are taken for booleans',
      seen(
        'joinVideoConference',
        body(({ state, ...rest }) => ({
          ...rest,
          state: isMembers(state)
            ? Object.fromEntries(Object.entries(state).map(([name, value]) => [name, value === 1 ? true : value]))
            : state,
        })),
      ),
    ],
    [
      'a callId that is a number is taken for text',
      seen(
        'joinVideoConference',
        body((value) => ({
          ...value,
          callId: typeof value['callId'] === 'number' ? String(value['callId']) : value['callId'],
        })),
      ),
    ],
    [
      'a guestName that is a number is taken for text',
      seen(
        'joinMeetingRoom',
        body((value) => ({
          ...value,
          guestName: typeof value['guestName'] === 'number' ? String(value['guestName']) : value['guestName'],
        })),
      ),
    ],
    [
      'null is refused where it is allowed',
      seen(
        'joinVideoConference',
        body((value) => (value['state'] === null ? { ...value, state: 'null' } : value)),
      ),
    ],
    [
      'forms are not read',
      seen('', (call) => (/urlencoded/.test(typeOf(call)) ? { ...call, body: Buffer.from('') } : call)),
    ],
    [
      'JSON is read whatever the media type says',
      seen(
        'joinMeetingRoom',
        sent('content-type', () => 'application/json'),
      ),
    ],
    [
      'a charset makes it another media type',
      seen('', (call) => (/;/.test(typeOf(call)) ? { ...call, body: Buffer.from('') } : call)),
    ],
    [
      'a body of 100,000 bytes is too large',
      seen('joinMeetingRoom', (call) =>
        call.body.length > 100_000 ? { ...call, body: Buffer.alloc(110_000, 'x') } : call,
      ),
    ],
    [
      'a body of 102,401 bytes is not too large',
      replaced('mock/call.ts', 'sent.bodyBytes > face.maxBytes', 'sent.bodyBytes > face.maxBytes + 1'),
    ],
    [
      'a body of 102,400 bytes is too large',
      replaced('mock/call.ts', 'sent.bodyBytes > face.maxBytes', 'sent.bodyBytes >= face.maxBytes'),
    ],
    [
      'JSON that is no object is an empty one',
      replaced('domain/meeting.ts', "(typeof body !== 'object' || body === null) &&", 'false &&'),
    ],
    [
      'a list as body is malformed',
      replaced(
        'domain/meeting.ts',
        "(typeof body !== 'object' || body === null) &&",
        "(typeof body !== 'object' || body === null || Array.isArray(body)) &&",
      ),
    ],
    [
      'unreadable JSON is an empty body',
      replaced('domain/meeting.ts', 'if (unreadable !== null) return { message: unreadable }', ''),
    ],
    [
      'only POST bodies of objects are read as JSON5',
      seen('joinMeetingRoom', (call) => ({ ...call, body: Buffer.from(call.body.toString().replaceAll("'", '"')) })),
    ],
    [
      'names are read without percent-decoding',
      seen('joinLivechatRoom', (call) => ({ ...call, target: call.target.replace('roomId%5B%5D', 'roomId') })),
    ],
  ]),
  ...of('form faults in another order', [
    [
      'unknown parameters before a missing one',
      blaming('joinLivechatRoom/missing-room-id', ({ target }) => /\?./.test(target)),
    ],
    [
      'members at fault before a missing one',
      blaming('joinVideoConference/missing-call-id', ({ body: sentBody }) => /state|roomId/.test(sentBody.toString())),
    ],
  ]),
  ...of('reading of lists', [
    ['without brackets the last one is read', seen('listLivechatRooms', query(lastOnly))],
    [
      'a plus is a plus',
      seen('listLivechatRooms', (call) => ({ ...call, target: call.target.replaceAll('+', '%2B') })),
    ],
  ]),
]

const isMembers = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function only(asked: URLSearchParams, names: readonly string[]): void {
  const given = [...asked.keys()]
  for (const name of given) if (!names.includes(name.replace(/\[.*/, ''))) asked.delete(name)
}

/** Keeps only the last text of a list written without brackets. */
function lastOnly(asked: URLSearchParams): void {
  for (const name of ['agents', 'tags', 'units', 'departmentId']) {
    const values = asked.getAll(name)
    if (values.length < 2) continue
    asked.delete(name)
    asked.set(`${name}[]`, values.at(-1) ?? '')
  }
}

function rename(asked: URLSearchParams, from: string, to: string): void {
  const value = asked.get(from)
  if (value === null) return
  asked.delete(from)
  asked.set(to, value)
}

function typeOf({ headers }: Call): string {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
}

/** Reports unknown or wrong members before missing ones. */
function blaming(outcome: string, isAtFault: (call: Call) => boolean): () => Layer {
  return () => async (call, next) => {
    const reply = await next(call)
    if (reply.outcome !== outcome || !isAtFault(call)) return reply
    return member('error', () => 'must NOT have additional properties [invalid-params]')(reply)
  }
}

/** Codes in the documented form; the mock’s documented room is `abc-def-ghi`. */
function lowerCased(call: Call): Call {
  return { ...call, target: call.target.toLowerCase() }
}
