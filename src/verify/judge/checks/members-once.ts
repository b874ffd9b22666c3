import { tokensOf } from '../../redact/json-tokens.ts'
import type { Check } from './answered.ts'
import { breach } from './breach.ts'
import { sourcesOf } from './statement.ts'

/** No member occurs twice in an object: which one counts is unspecified (RFC 8259, section 4). */
export const checkMembersOnce: Check = (answered) => {
  const { received, json } = answered
  // It serializes to the same text, so parsing lost nothing.
  const isWhole = json === undefined || JSON.stringify(json) === received.body
  const name = isWhole ? null : memberTwice(received.body)
  return name === null
    ? []
    : [
        breach('a member occurs twice in one object', {
          check: 'body',
          sources: sourcesOf(answered, 'body'),
          actual: name,
        }),
      ]
}

/** The first name, as written, that occurs twice in one object of a JSON text, or null. */
export function memberTwice(text: string): string | null {
  const objects: Set<string>[] = []
  let last = ''
  for (const token of tokensOf(text)) {
    if (token === '{') objects.push(new Set())
    else if (token === '}') objects.pop()
    else if (token === ':') {
      const names = objects.at(-1)
      const read = String(JSON.parse(last))
      if (names?.has(read)) return last
      names?.add(read)
    }
    last = token
  }
  return null
}
