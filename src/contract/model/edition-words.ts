import type { ConstantHeaders } from './face.ts'

/** A constant answer that belongs to no operation. */
export interface PlainAnswer {
  readonly status: number
  readonly mediaType: string
  readonly body: string
}

/** What is answered below a path where no operation is (`x-elsewhere`). */
export interface Elsewhere {
  /** The path, with a slash at its end. */
  readonly under: string
  /** To an unknown path, and to a method that a known path does not have. */
  readonly unknown: PlainAnswer
  /** To OPTIONS from a page, which browsers send before other calls. */
  readonly preflight: PlainAnswer
  /** To any other OPTIONS. */
  readonly options: PlainAnswer
  /** Of all three. */
  readonly headers: ConstantHeaders
}

/** What an edition says besides its operations. */
export interface EditionWords {
  readonly elsewhere: readonly Elsewhere[]
  /** Settings with which worlds begin, in place of those of a seed of greenroom; a seed of the user's own keeps its own. */
  readonly settings: { readonly anonymousReading?: boolean }
}
