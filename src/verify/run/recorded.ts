import type { AnyFace, Outcome } from '../../contract/model/face.ts'
import { pointerParts, under } from '../../contract/model/pointer.ts'
import { isContainer, parseJson, sameJson } from '../../json.ts'
import type { Breach } from '../judge/checks/breach.ts'
import type { Redaction } from '../model/redaction.ts'
import { covers, shapeOf, type ShapeOptions } from '../model/shape.ts'
import { MARKS, stableText } from '../model/stable-text.ts'
import type { RecordedFinding } from '../model/target.ts'
import type { Played } from '../play/played.ts'

/** Everything that deviates in the calls of a case, in recorded form, without duplicates. */
export function recordedOf(calls: readonly Played[], redaction: Redaction): RecordedFinding[] {
  const all = calls.flatMap((played, index) =>
    (played.judgement?.breaches ?? []).map((breach) => toRecorded(breach, played, index + 1, redaction)),
  )
  return all.filter((each, index) => all.findIndex((other) => sameJson(each, other)) === index)
}

/** Whether a finding matches a record. */
export const isRecordedAs = (recorded: RecordedFinding, found: RecordedFinding): boolean =>
  recorded.check === found.check &&
  (recorded.call ?? 1) === (found.call ?? 1) &&
  (recorded.at === undefined || covers(recorded.at, found.at)) &&
  (recorded.says === undefined || covers(recorded.says, found.says)) &&
  (recorded.found === undefined || covers(recorded.found, found.found))

function toRecorded(breach: Breach, played: Played, call: number, redaction: Redaction): RecordedFinding {
  const { check, pointer, message } = breach
  const values = Object.values(played.answered?.values ?? {})
  const says = pointer === null && !SAID_BY_FOUND.includes(check)
  return {
    ...(call === 1 ? {} : { call }),
    check,
    ...(pointer === null ? {} : { at: stablePointer(redaction.pointer(pointer)) }),
    ...(says ? { says: stableText(redaction.text(message), values) } : {}),
    ...(hasFound(breach)
      ? { found: shapeOf(visible(breach, played, redaction), optionsFor(breach, played, values)) }
      : {}),
  }
}

/** A pointer as it is in every run: item indexes in a list vary, and so do the figures that replace hidden names. */
export const stablePointer = (pointer: string): string =>
  pointer
    .split('/')
    .map((part) => (/^(?:\d+|(?:text\(\d+\)|number) #[0-9a-f]{6})$/.test(part) ? MARKS.hole : part))
    .join('/')

/** Checks for which the actual value is enough. */
const SAID_BY_FOUND: readonly Breach['check'][] = ['status', 'media-type']

/** If the message is enough, nothing more is recorded. */
const hasFound = ({ check, pointer, actual }: Breach): boolean =>
  actual !== undefined || pointer !== null || SAID_BY_FOUND.includes(check)

/** The actual value, without what must not be recorded: what others hear may be about people, even after a refusal. */
function visible({ check, actual }: Breach, { answered }: Played, redaction: Redaction): unknown {
  const status = check === 'heard' || check === 'effect' ? 200 : (answered?.received.status ?? 0)
  return actual === undefined ? undefined : redaction.recorded(status, actual)
}

/** Words and statuses are recorded literally; sums, effects and members that the contract does not name, by their type. */
function optionsFor(breach: Breach, { answered }: Played, values: readonly string[]): ShapeOptions {
  const names = answered ? fixedNames(answered.face) : new Set<string>()
  const isOwn = isOwnLiteral(breach, names)
  return { values, isLiteral: (name) => (name === null ? isOwn : names.has(name)) }
}

/** Whether the actual value itself consists of words or a figure that the contract determines. */
function isOwnLiteral({ check, pointer, expected, actual }: Breach, names: ReadonlySet<string>): boolean {
  if (check === 'effect' || check === 'leak') return false
  if (check !== 'body' && check !== 'schema') return typeof actual !== 'number' || typeof expected === 'number'
  // An item of a list has the name of its list.
  const name = pointerParts(pointer ?? '').findLast((part) => !/^\d+$/.test(part))
  return name === undefined || names.has(name)
}

/** Names of members whose values the contract determines in some outcome of the operation; null determines no words. */
function fixedNames({ outcomes }: AnyFace): ReadonlySet<string> {
  const all = outcomes.flatMap(({ example, varies }) => membersIn(parseJson(example), '', varies))
  const varying = new Set(all.filter(({ varies }) => varies).map(({ name }) => name))
  const isFixed = ({ name, value, varies }: NamedPart): boolean => !varies && (value !== null || !varying.has(name))
  return new Set(all.filter(isFixed).map(({ name }) => name))
}

/** A member somewhere in a documented body, and whether all of its values vary. */
interface NamedPart {
  readonly name: string
  readonly value: unknown
  readonly varies: boolean
}

function membersIn(part: unknown, pointer: string, varies: Outcome['varies']): NamedPart[] {
  if (!isContainer(part) || varies[pointer] === null) return []
  return Object.entries(part).flatMap(([name, value]) => {
    const at = under(pointer, name)
    return [{ name, value, varies: varies[at] === null }, ...membersIn(value, at, varies)]
  })
}
