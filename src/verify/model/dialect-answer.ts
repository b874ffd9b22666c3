import { valueAt } from '../../contract/model/pointer.ts'
import { isContainer, isObject, sameJson } from '../../json.ts'
import { namesIn, theirEvent, type RefusalRule, type SocketDialect } from '../../dialect/dialect.ts'
import { fromTheirNames } from '../../dialect/names.ts'
import type { Heard } from './socket-client.ts'

/** An ack or event of a target, in the contract's names. */
export interface DialectAnswer {
  /** Undefined if it has no body. */
  readonly value: unknown
  readonly isRefusal: boolean
}

/** The answer in the ack of a call. */
export function answerIn(dialect: SocketDialect, event: string, ack: unknown): DialectAnswer {
  const isRefusal = isRefused(dialect, ack)
  const part = partAt(ack, isRefusal ? dialect.ack.refusal : dialect.ack.success)
  const value = fromTheirNames(part, namesIn(dialect, event, isRefusal ? 'refused' : 'answered'))
  return { isRefusal, value: isRefusal ? asRefusal(value, ack, part, dialect.refusal) : value }
}

/** How events answer a call, in the words of its contract. */
export interface Answering {
  readonly event: string | null
  readonly withoutAck: { readonly success: string | null; readonly refusal: string | null }
}

/** The first of some events that answers a call, with its body; undefined if none does. */
export function answeringEvent(
  dialect: SocketDialect,
  call: Answering,
  heard: readonly Heard[],
): (DialectAnswer & { readonly event: string }) | undefined {
  const { success, refusal } = answeringNames(dialect, call)
  const found = heard.find(({ event }) => success.includes(event) || refusal.includes(event))
  if (!found) return undefined
  const isRefusal = refusal.includes(found.event)
  const meant = call.withoutAck[isRefusal ? 'refusal' : 'success']
  const [said] = found.args
  const value = fromTheirNames(said, namesIn(dialect, meant, 'heard'))
  const event = theirEvent(dialect, meant ?? '') === found.event && meant !== null ? meant : found.event
  return { event, isRefusal, value: isRefusal ? asRefusal(value, said, said, dialect.refusal) : value }
}

/** Whether an event, in the target's names, answers this call, as its target file says. */
export const isAnswerTo = (dialect: SocketDialect, { event: call }: Pick<Answering, 'event'>, event: string): boolean =>
  call !== null &&
  Object.hasOwn(dialect.answers, call) &&
  [...(dialect.answers[call]?.success ?? []), ...(dialect.answers[call]?.refusal ?? [])].includes(event)

function answeringNames(
  dialect: SocketDialect,
  { event, withoutAck }: Answering,
): { readonly success: readonly string[]; readonly refusal: readonly string[] } {
  const own = event !== null && Object.hasOwn(dialect.answers, event) ? dialect.answers[event] : undefined
  const usual = (name: string | null): readonly string[] => (name === null ? [] : [theirEvent(dialect, name)])
  return own ?? { success: usual(withoutAck.success), refusal: usual(withoutAck.refusal) }
}

const partAt = (ack: unknown, pointers: readonly string[]): unknown =>
  pointers.map((pointer) => valueAt(ack, pointer)).find(isContainer) ?? ack

/** Whether an answer is a refusal: by the target file, else by a number from 400 on, or one of the usual signs without one. */
function isRefused({ refusal, ack: { refusal: pointers } }: SocketDialect, ack: unknown): boolean {
  const when = Object.entries(refusal?.when ?? {})
  if (when.length > 0 && when.every(([pointer, value]) => sameJson(valueAt(ack, pointer), value))) return true
  const numbers = [ack, partAt(ack, pointers)].map((each) => valueAt(each, '/statusCode'))
  if (numbers.some((each) => typeof each === 'number')) return numbers.some((each) => Number(each) >= 400)
  return when.length === 0 && USUAL.some((isNo) => isNo(ack))
}

const USUAL: readonly ((ack: unknown) => boolean)[] = [
  (ack) => valueAt(ack, '/success') === false,
  (ack) => valueAt(ack, '/status') === 'error',
  (ack) => valueAt(ack, '/success') !== true && (valueAt(ack, '/error') ?? null) !== null,
]

/** Moves reason and status of a refusal to where the contract has them, and removes them where the target has them. */
function asRefusal(value: unknown, whole: unknown, part: unknown, rule: RefusalRule | null): unknown {
  const message = rule?.message.map((pointer) => valueAt(whole, pointer)).find((each) => each !== undefined)
  if (!rule || message === undefined) return value
  const status = typeof message === 'string' && Object.hasOwn(rule.status, message) ? rule.status[message] : undefined
  const said = status ?? valueAt(value, '/statusCode')
  const used = part === whole ? [...Object.keys(rule.when), ...rule.message] : []
  const rest = Object.entries(isObject(value) ? value : {}).filter(([name]) => !used.includes(`/${name}`))
  return { ...Object.fromEntries(rest), ...(said === undefined ? {} : { statusCode: said }), message }
}
