/** A broken set-up: what failed, and how to fix it. Thrown; caught at the edges only. */
export class Fault extends Error {
  /** How to fix it, as a sentence. */
  readonly fix: string

  constructor(message: string, fix: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Fault'
    this.fix = fix
    // Where nobody catches it, such as in a test, the stack is what people see.
    if (this.stack !== undefined)
      this.stack = this.stack.replace(/^(?:Error|Fault): /, '').replace(message, () => String(this))
  }

  override toString(): string {
    return `${this.name}: ${this.message}\n  ${this.fix}`
  }
}
