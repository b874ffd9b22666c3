import type { factWords } from '../../contract/compiled/facts.ts'
import type { RateLimit } from '../../contract/model/face.ts'
import type { Announcement } from '../../domain/announcement.ts'
import type { Make } from '../../domain/operation.ts'
import type { Settings, State, Write } from '../../domain/state.ts'

/** The context in which a situation is arranged. */
export interface FactContext {
  readonly make: Make
  /** The rate-limited operations that may be called. */
  readonly limited: readonly { readonly operation: string; readonly rateLimit: RateLimit }[]
  /** The address of the future caller. */
  readonly address: string
  readonly state: State
  /** Names existing subjects: facts are added to them. A subject without a value is created. */
  readonly values: Readonly<Record<string, string>>
  /** Whether an existing room keeps its number of seats: then guests take all but those that are to be left. */
  readonly keepsSeats: boolean
}

/** The result of arranging a subject. */
export interface Arranged {
  readonly writes: readonly Write[]
  /** The values with which a request names it. */
  readonly values: Readonly<Record<string, string>>
  /** Settings of the world to change; none by default. */
  readonly settings?: Partial<Settings>
  /** What participants hear; nothing by default. */
  readonly announces?: readonly Announcement[]
}

/** A thing that facts describe. */
export interface Subject {
  /** Creates the subject with these facts, or adds them to an existing one. */
  arrange(facts: readonly string[], context: FactContext): Arranged
}

/** A function for each fact of a subject, except those that mean that it doesn't exist. */
export type Changes<Name extends keyof Words, Row> = Readonly<
  Record<Present<Words[Name]['facts']>, (row: Row, context: FactContext) => Row>
>

type Words = typeof factWords
type Present<Facts> = { [Fact in keyof Facts]: Facts[Fact] extends { absent: true } ? never : Fact }[keyof Facts]

/** Applies the function of each fact in turn. Throws for a fact without a function. */
export const withFacts = <T>(
  value: T,
  facts: readonly string[],
  known: Readonly<Record<string, (value: T, context: FactContext) => T>>,
  context: FactContext,
): T =>
  facts.reduce((so, fact) => {
    const apply = Object.hasOwn(known, fact) ? known[fact] : undefined
    if (!apply) throw new Error(`no function for the fact ${fact}`)
    return apply(so, context)
  }, value)
