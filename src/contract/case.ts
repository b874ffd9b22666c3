/** What a case sends: the success request with the case's patch applied. `$name` stands for a value of its subject. */
export interface CaseRequest {
  readonly path: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: Readonly<Record<string, unknown>> | null
}

/** A part of a request that no patch can say. */
export interface RawRequest {
  readonly contentType?: string
  /** The body to the letter. */
  readonly text?: string
  /** A JSON object of this many bytes. */
  readonly fill?: number
  /** The query string to the letter. */
  readonly query?: string
}

/** Subject to the facts that hold of it; none = joinable. */
export type Situation = Readonly<Record<string, readonly string[]>>

/** identity + situation + request → expected outcome. */
export interface Case {
  /** `<operation>/<outcome>[:<name>]`; stays the same as long as the case does. */
  readonly id: string
  readonly operation: string
  readonly expect: string
  readonly editions: readonly string[]
  readonly as: string
  readonly given: Situation
  readonly request: CaseRequest
  readonly raw: RawRequest | null
  /** What the varying parts must be; empty: anything that the contract allows. */
  readonly values: Readonly<Record<string, string>>
  /** `file:line` of the case. */
  readonly at: string
}
