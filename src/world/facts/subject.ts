import type { factWords } from '../../contract/compiled/facts.ts'
import type { RateLimit } from '../../contract/model/face.ts'
import type { Announcement } from '../../domain/announcement.ts'
import type { Make } from '../../domain/operation.ts'
import type { State, Write } from '../../domain/state.ts'

/** What bringing about a situation may lean on. */
export interface FactContext {
  readonly make: Make
  /** The operations that may be called, as far as they have a limit. */
  readonly limited: readonly { readonly operation: string; readonly rateLimit: RateLimit }[]
  /** The address that will call. */
  readonly address: string
  readonly state: State
  /** Names subjects that are there: facts are added to them in place. Without its value, a subject is made. */
  readonly values: Readonly<Record<string, string>>
}

/** What bringing a subject about comes to. */
export interface Arranged {
  readonly writes: readonly Write[]
  /** What a request needs to name it. */
  readonly values: Readonly<Record<string, string>>
  /** What those hear of it who are there; nothing by default. */
  readonly announces?: readonly Announcement[]
}

/** Something that facts are about. */
export interface Subject {
  /** Brings it about with these facts, or adds them to the one that is there. */
  arrange(facts: readonly string[], context: FactContext): Arranged
}

/** What each fact of a subject makes of a row, but for those by which there is none. */
export type Changes<Name extends keyof Words, Row> = Readonly<
  Record<Present<Words[Name]['facts']>, (row: Row, context: FactContext) => Row>
>

type Words = typeof factWords
type Present<Facts> = { [Fact in keyof Facts]: Facts[Fact] extends { absent: true } ? never : Fact }[keyof Facts]

/** Applies the function of each fact in turn. Throws for a fact that the subject never has. */
export const withFacts = <T>(
  value: T,
  facts: readonly string[],
  known: Readonly<Record<string, (value: T, context: FactContext) => T>>,
  context: FactContext,
): T =>
  facts.reduce((so, fact) => {
    const apply = Object.hasOwn(known, fact) ? known[fact] : undefined
    if (!apply) throw new Error(`no function brings about the fact ${fact}`)
    return apply(so, context)
  }, value)
