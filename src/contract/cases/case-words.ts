import { Fault } from '../../fault.ts'
import type { CaseCall, Given } from '../model/case.ts'
import { NAME } from '../model/case-request.ts'
import type { AnyFace, Outcome } from '../model/face.ts'
import { facesIn } from '../read/faces.ts'
import { nearestWords } from '../model/nearest.ts'
import { VALUE_FORMS } from '../model/value-forms.ts'
import { isContainer } from '../../json.ts'

/** What cases may say about a subject. */
export interface SubjectWords {
  readonly facts: ReadonlySet<string>
  /** Facts that say the subject does not exist; each excludes all others. */
  readonly absent: ReadonlySet<string>
  /** The values with which requests name it. */
  readonly yields: readonly string[]
}

/** The vocabulary of cases. */
export interface CaseWords {
  /** Outcomes of every transport. */
  readonly faces: readonly AnyFace[]
  /** Role of a caller → whether its credentials include a user id. */
  readonly identities: ReadonlyMap<string, boolean>
  readonly subjects: ReadonlyMap<string, SubjectWords>
}

/** Where a call is written, and which editions it is for. */
export interface CallPlace {
  /** `file:line`. */
  readonly at: string
  readonly editions: readonly string[]
  readonly given: Given
}

/** Throws a Fault with file and line if an operation has no face. */
export function checkOperation(operation: string, at: string, { faces }: CaseWords): void {
  const known = faces.map((face) => face.operation)
  if (!known.includes(operation))
    throw new Fault(`${at}: there is no operation ${operation}`, `Nearest: ${nearestWords(operation, known)}.`)
}

/** The editions that document an outcome. Throws a Fault with file and line if none does, or one of those requested does not. */
export function editionsWith(
  operation: string,
  expect: string,
  wanted: readonly string[] | null,
  at: string,
  { faces }: CaseWords,
): string[] {
  const own = faces.filter((face) => face.operation === operation)
  const documented = own.filter(({ outcomes }) => outcomes.some(({ name }) => name === expect))
  const editions = [...new Set(documented.map(({ edition }) => edition))]
  const missing = wanted?.find((edition) => !editions.includes(edition))
  if (editions.length > 0 && missing === undefined) return wanted === null ? editions : [...wanted]
  if (editions.length > 0)
    throw new Fault(
      `${at}: the edition ${missing} does not document ${operation}/${expect}`,
      `These do: ${nearestWords(missing ?? '', editions)}.`,
    )
  const names = own.flatMap(({ outcomes }) => outcomes.map(({ name }) => name))
  throw new Fault(
    `${at}: no edition documents an outcome ${expect} of ${operation}`,
    `Nearest: ${nearestWords(expect, names)}.`,
  )
}

/** Whether an outcome of an operation is a success, on any transport. */
export const isSuccessOutcome = (operation: string, expect: string, { faces }: Pick<CaseWords, 'faces'>): boolean =>
  faces.some(
    (face) => face.operation === operation && face.outcomes.some(({ name, status }) => name === expect && status < 300),
  )

/** Throws a Fault with file and line for an unknown subject or fact. */
export function checkSituation(given: Given, at: string, { subjects }: CaseWords): void {
  for (const [subject, facts] of Object.entries(given)) {
    const known = subjects.get(subject)
    if (!known)
      throw new Fault(
        `${at}: there is no subject ${subject}`,
        `Nearest: ${nearestWords(subject, [...subjects.keys()])}.`,
      )
    const unknown = facts.find((fact) => !known.facts.has(fact))
    if (unknown !== undefined)
      throw new Fault(`${at}: a ${subject} is never ${unknown}`, `Nearest: ${nearestWords(unknown, [...known.facts])}.`)
    const absent = facts.find((fact) => known.absent.has(fact))
    if (absent !== undefined && facts.length > 1)
      throw new Fault(
        `${at}: a ${subject} that is ${absent} can have no other fact`,
        `Remove ${absent}, or the facts beside it.`,
      )
  }
}

/** Throws a Fault with file and line for an unknown outcome, identity, value or `$name` of a call. */
export function checkCall(call: CaseCall, place: CallPlace, words: CaseWords): void {
  const { at, editions } = place
  for (const edition of editions) checkOutcome(call, edition, at, words)
  if (!words.identities.has(call.as))
    throw new Fault(
      `${at}: there is no identity ${call.as}`,
      `Nearest: ${nearestWords(call.as, [...words.identities.keys()])}.`,
    )
  const known = namesFor(call, place.given, words)
  const shown = textsIn(call.shows).filter((text) => text !== EARLIER)
  const whole = [...textsIn(call.request), ...shown].filter((text) => text.startsWith('$'))
  const inside = textsIn(call.raw).flatMap((text) => text.match(NAME) ?? [])
  const unknown = [...whole, ...inside].find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new Fault(
      `${at}: no subject here yields ${unknown}`,
      `Nearest: ${nearestWords(unknown, known) || 'there are no values'}.`,
    )
}

/** All rooms of the previous list, in what a list must lack. */
const EARLIER = '$earlier'

function checkOutcome({ operation, expect, values }: CaseCall, edition: string, at: string, words: CaseWords): void {
  const outcomes = facesIn(edition, words.faces).flatMap((face) => (face.operation === operation ? face.outcomes : []))
  const outcome = outcomes.find(({ name }) => name === expect)
  const names = outcomes.map(({ name }) => name)
  if (!outcome)
    throw new Fault(
      `${at}: the edition ${edition} documents no outcome ${expect} of ${operation}`,
      `Nearest: ${nearestWords(expect, names)}.`,
    )
  const holes = holesOf(outcome)
  const unknown = Object.keys(values).find((name) => !holes.includes(name))
  if (unknown !== undefined)
    throw new Fault(
      `${at}: ${operation}/${expect} has no varying part ${unknown}`,
      `Nearest: ${nearestWords(unknown, holes) || 'nothing in it varies'}.`,
    )
}

const holesOf = ({ body }: Outcome): string[] =>
  typeof body === 'string' ? [] : body.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.value]))

/** What a value may refer to: what the subjects yield, as it is or in a form, the caller's own user id, and those of others. */
function namesFor({ as }: CaseCall, given: Given, { subjects, identities, faces }: CaseWords): string[] {
  const yielded = Object.keys(given).flatMap((subject) => subjects.get(subject)?.yields ?? [])
  const forms = yielded.flatMap((name) => VALUE_FORMS.map((form) => `${name}.${form}`))
  const users = [...identities].filter(([, hasUserId]) => hasUserId).map(([name]) => `${name}.userId`)
  // A subject that the case is not about; others are in it.
  const elsewhere = faces.some(({ seat }) => seat !== null && seat.subject in given) ? ['elsewhere'] : []
  return [...yielded, ...elsewhere, ...(identities.get(as) ? ['me'] : []), ...users, ...forms].map((name) => `$${name}`)
}

const textsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : isContainer(value) ? Object.values(value).flatMap(textsIn) : []
