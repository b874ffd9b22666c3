import { pointerParts, toPointer } from '../contract/model/pointer.ts'
import { isContainer, isObject } from '../json.ts'
import { namesIn, ourEvent, type SocketDialect } from './dialect.ts'
import { fromTheirNames, toTheirNames } from './names.ts'
import type { SpeechWay } from './speech.ts'
import { filled } from './template.ts'

/** A call of a client, with its first argument. */
export interface SpokenCall {
  readonly event: string
  readonly payload: unknown
}

/** Whether a call is in the dialect's words or in the contract's; null: they are the same. */
export function wordsOf(dialect: SocketDialect, { event, payload }: SpokenCall): 'theirs' | 'ours' | null {
  const ours = ourEvent(dialect, event)
  if (ours !== event || Object.hasOwn(dialect.speech.relays, event)) return 'theirs'
  const renamed = Object.entries(namesIn(dialect, ours, 'sent')).filter(([our, { name }]) => our !== name)
  const has = (names: readonly string[]): boolean =>
    isObject(payload) && names.some((name) => Object.hasOwn(payload, name))
  if (has(renamed.map(([, { name }]) => name))) return 'theirs'
  if (has(renamed.map(([our]) => our)) || Object.hasOwn(dialect.events, event)) return 'ours'
  const { caller } = dialect.speech
  return caller !== null && has([caller]) ? 'theirs' : null
}

/** A call in the contract's words. */
export function toOurCall(dialect: SocketDialect, { event, payload }: SpokenCall): SpokenCall {
  const ours = ourEvent(dialect, event)
  return { event: ours, payload: fromTheirNames(payload, namesIn(dialect, ours, 'sent')) }
}

/** A message of the contract. */
export interface OurMessage {
  readonly event: string
  readonly way: SpeechWay
  readonly body: unknown
}

/** A message in the dialect's words. `context` is what its template may name, besides `/body` and `/message`. */
export function toTheirMessage(
  dialect: SocketDialect,
  { event, way, body }: OurMessage,
  context: Readonly<Record<string, unknown>> = {},
): unknown {
  const template = Object.hasOwn(dialect.speech.says, event) ? dialect.speech.says[event]?.[way] : undefined
  if (template !== undefined) return filled(template, { ...context, body, message: messageIn(body) })
  if (way === 'refused' || way === 'fails') return toTheirRefusal(dialect, event, body)
  const renamed = toTheirNames(
    withoutAbsent(dialect.absent, body),
    namesIn(dialect, event, way === 'succeeds' ? 'heard' : way),
  )
  const [pointer = ''] = way === 'answered' ? dialect.ack.success : []
  return withAt(undefined, pointer, renamed)
}

/** The reason of a refusal: a text, or several. */
const messageIn = (body: unknown): unknown => (isObject(body) ? body['message'] : undefined)

function toTheirRefusal(dialect: SocketDialect, event: string, body: unknown): unknown {
  const { refusal, ack } = dialect
  const [pointer = ''] = ack.refusal
  if (!refusal) return withAt(undefined, pointer, toTheirNames(body, namesIn(dialect, event, 'refused')))
  const signs = Object.entries(refusal.when).reduce<unknown>((whole, [at, value]) => withAt(whole, at, value), {})
  return withAt(signs, refusal.message[0] ?? '', messageIn(body))
}

const withoutAbsent = (absent: readonly string[], value: unknown): unknown => {
  if (!isContainer(value)) return value
  if (Array.isArray(value)) return value.map((each) => withoutAbsent(absent, each))
  const members = Object.entries(value).filter(([name]) => !absent.includes(name))
  return Object.fromEntries(members.map(([name, each]) => [name, withoutAbsent(absent, each)]))
}

/** A value with another at a pointer; objects on the way are made. */
function withAt(whole: unknown, pointer: string, value: unknown): unknown {
  const [first, ...rest] = pointerParts(pointer)
  if (first === undefined) return value
  const members = isObject(whole) ? whole : {}
  return { ...members, [first]: withAt(members[first], toPointer(rest), value) }
}
