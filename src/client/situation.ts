import type { factWords } from '../contract/compiled/facts.ts'

type Words = typeof factWords

/** Subjects with their facts; a subject without facts can be joined. */
export type Situation = { readonly [Subject in keyof Words]?: readonly (keyof Words[Subject]['facts'])[] }

/** The values with which a request names the subjects of a situation. */
export type SituationValuesOf<Arranged> = {
  readonly [Name in YieldsOf<keyof Arranged & keyof Words>]: string
}

type YieldsOf<Subject extends keyof Words> = Subject extends keyof Words
  ? keyof Words[Subject]['yields'] & string
  : never
