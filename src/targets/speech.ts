import { eventsOf } from '../contract/read/socket-events.ts'
import { socketFaces } from '../contract/compiled/socket-faces.ts'
import {
  ASKS,
  NO_SPEECH,
  ROUTE_REASONS,
  SPEECH_WAYS,
  type DialectRoute,
  type Relay,
  type Speech,
  type Told,
} from '../dialect/speech.ts'
import { faultOfTemplate, type Template } from '../dialect/template.ts'
import { pointerOf } from './pointer.ts'
import { itemsOf, membersOf, needed, textOf, wordOf, wrong, type YamlValue } from './yaml-value.ts'

const ENTRIES = ['caller', 'notes', 'says', 'relays', 'routes', 'refusals', 'refusal']
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** What a mock says in a dialect. Throws a Fault with file and line for an invalid entry. */
export function toSpeech(at: YamlValue): Speech {
  const members = membersOf(at, 'entry', ENTRIES)
  const said = <Result>(name: string, convert: (at: YamlValue) => Result, usual: Result): Result => {
    const found = members.get(name)
    return found ? convert(found) : usual
  }
  return {
    caller: said<string | null>('caller', textOf, null),
    notes: said('notes', (each) => mapped(each, 'note', null, toTemplate), {}),
    says: said('says', toSays, {}),
    relays: said('relays', (each) => mapped(each, 'event', null, toRelay), {}),
    routes: said('routes', (each) => [...membersOf(each, 'route')].map(toRoute), []),
    refusals: said('refusals', (each) => mapped(each, 'reason', ROUTE_REASONS, toRefused), {}),
    refusal: said('refusal', toTemplate, NO_SPEECH.refusal),
  }
}

const mapped = <Result>(
  at: YamlValue,
  what: string,
  words: readonly string[] | null,
  convert: (at: YamlValue) => Result,
): Readonly<Record<string, Result>> =>
  Object.fromEntries([...membersOf(at, what, words)].map(([name, each]) => [name, convert(each)]))

function toTemplate(at: YamlValue): Template {
  const fault = faultOfTemplate(at.value)
  if (fault !== null) throw wrong(at, fault, 'docs/dialects.md lists what a message may name.')
  return at.value
}

const toSays = (at: YamlValue): Speech['says'] =>
  mapped(at, 'event of the contract', eventsOf(socketFaces), (each) =>
    mapped(each, 'kind of message', SPEECH_WAYS, toTemplate),
  )

function toRelay(at: YamlValue): Relay {
  const members = membersOf(at, 'entry', ['for', 'ack', 'tells'])
  const [whom, ack] = [members.get('for'), members.get('ack')]
  return {
    isForHost: whom !== undefined && wordOf(whom, 'sender', ['host']) === 'host',
    ack: ack ? toTemplate(ack) : null,
    tells: itemsOf(needed(at, members, 'tells')).map(toTold),
  }
}

function toTold(at: YamlValue): Told {
  const members = membersOf(at, 'entry', ['event', 'to', 'when', 'with', 'notes'])
  const [to, when, notes] = [members.get('to'), members.get('when'), members.get('notes')]
  return {
    event: textOf(needed(at, members, 'event')),
    to: to ? toReceiver(to) : 'others',
    when: Object.fromEntries(
      when ? [...membersOf(when, 'pointer')].map(([at_, each]) => [pointerOf(at_, each), each.value]) : [],
    ),
    with: toTemplate(needed(at, members, 'with')),
    notes: notes ? mapped(notes, 'note', null, toTemplate) : {},
  }
}

const toReceiver = (at: YamlValue): string =>
  textOf(at).startsWith('/') ? pointerOf(textOf(at), at) : wordOf(at, 'receiver', ['others', 'all'])

function toRoute([line, at]: readonly [string, YamlValue]): DialectRoute {
  const [method = '', path = '', ...more] = line.split(' ')
  if (more.length > 0 || !METHODS.includes(method) || !/^(?:\/[\w.~{}-]+)+$/.test(path))
    throw wrong(at, `${line} is not a route`, 'Write a method and a path: GET /api/rooms/code/{code}.')
  const members = membersOf(at, 'entry', ['asks', 'status', 'answers'])
  const status = members.get('status')
  return {
    method,
    path,
    asks: ASKS.find((ask) => ask === wordOf(needed(at, members, 'asks'), 'question', ASKS)) ?? 'room',
    status: status ? toStatus(status, 200, 299) : 200,
    answers: toTemplate(needed(at, members, 'answers')),
  }
}

function toRefused(at: YamlValue): { readonly status: number; readonly message: string } {
  const members = membersOf(at, 'entry', ['status', 'message'])
  return {
    status: toStatus(needed(at, members, 'status'), 400, 599),
    message: textOf(needed(at, members, 'message')),
  }
}

function toStatus(at: YamlValue, least: number, most: number): number {
  const { value } = at
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value
  throw wrong(at, 'this is not a status', `Write a number from ${least} to ${most}, without quotes.`)
}
