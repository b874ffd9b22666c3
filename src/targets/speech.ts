import { eventsOf } from '../contract/read/socket-events.ts'
import { socketFaces } from '../contract/compiled/socket-faces.ts'
import { NO_SPEECH, ROUTE_REASONS, SPEECH_WAYS, type Relay, type Speech, type Told } from '../dialect/speech.ts'
import { faultOfTemplate, type Template } from '../dialect/template.ts'
import { toRoutes } from './dialect-routes.ts'
import { eventNameOf, sendable } from './event-name.ts'
import { pointerOf } from './pointer.ts'
import { itemsOf, membersOf, needed, textOf, wordOf, wrong, type YamlValue } from './yaml-value.ts'

const ENTRIES = ['caller', 'notes', 'says', 'relays', 'routes', 'refusals', 'refusal']
const EVENTS = eventsOf(socketFaces)

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
    relays: said('relays', toRelays, {}),
    routes: said('routes', (each) => toRoutes(each, { statusOf: toStatus, answersOf: toTemplate }), []),
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
  mapped(at, 'event of the contract', EVENTS, (each) => mapped(each, 'kind of message', SPEECH_WAYS, toTemplate))

function toRelays(at: YamlValue): Speech['relays'] {
  for (const [name, each] of membersOf(at, 'event')) {
    sendable(name, each)
    if (EVENTS.includes(name))
      throw wrong(each, `a relay ${name} would hide the event of the contract`, 'Say what is heard of it under says.')
  }
  return mapped(at, 'event', null, toRelay)
}

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
    event: eventNameOf(needed(at, members, 'event')),
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
