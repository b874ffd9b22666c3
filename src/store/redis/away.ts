/**
 * Thrown if the server can't be reached, or left before it replied: then nobody knows whether it carried out the command. Its
 * message says why, and contains no password.
 */
export class Away extends Error {
  /** Whether a command was on its way. */
  readonly wasSent: boolean

  constructor(reason: string, wasSent = false) {
    super(reason)
    this.name = 'Away'
    this.wasSent = wasSent
  }
}

/** Thrown if the server replied that it won't carry out a command. It has not. */
export class Declined extends Error {
  constructor(reply: string) {
    super(reply)
    this.name = 'Declined'
  }
}
