import { Fault } from '../fault.ts'

/** Whether HTTP can carry a text as the value of a header, and each client sends the same bytes for it. */
const isHeaderValue = (text: string): boolean => /^[!-~](?:[ -~]*[!-~])?$/.test(text)

/** Throws a Fault for a text that no header can carry; `what` it is, and the header: `the token`, `X-Auth-Token`. */
export function checkHeaderValue(text: string, { what, header, place }: Sent): void {
  if (isHeaderValue(text)) return
  throw new Fault(
    `${place}: ${what} ${JSON.stringify(text)} cannot be sent in ${header}`,
    'Use letters, digits and signs of ASCII, without a space at either end.',
  )
}

interface Sent {
  readonly what: string
  readonly header: string
  /** Where it is written. */
  readonly place: string
}

/** Throws a Fault for a code that no URL can have in its path. */
export function checkPathPart(code: string, place: string): void {
  if (code !== '.' && code !== '..' && code.isWellFormed()) return
  throw new Fault(
    `${place}: no URL can have the code ${JSON.stringify(code)} in its path`,
    'Use another one, such as abc-def-ghi.',
  )
}
