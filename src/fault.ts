/** A broken set-up: what failed, where, and what to do about it. Thrown; caught at the edges only. */
export class Fault extends Error {
  /** What to do about it, as a sentence. */
  readonly fix: string

  constructor(message: string, fix: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Fault'
    this.fix = fix
  }
}
