/** A broken set-up: what failed, and how to fix it. Thrown; caught at the edges only. */
export class Fault extends Error {
  /** How to fix it, as a sentence. */
  readonly fix: string

  constructor(message: string, fix: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Fault'
    this.fix = fix
  }
}
