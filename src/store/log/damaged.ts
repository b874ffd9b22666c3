/** Thrown if what is kept is not what greenroom wrote. The message says what is wrong, and where. */
export class Damaged extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(what, options)
    this.name = 'Damaged'
  }
}
