import { Fault } from '../../fault.ts'
import type { Case } from '../../contract/model/case.ts'
import { TRANSPORTS, type Transport } from '../../verify/model/transport.ts'
import { unknownWord } from '../../contract/model/nearest.ts'
import { allCases } from '../../verifier/verify-run.ts'

/** Whether a case is asked for by words such as an id, an operation, or an outcome. Throws a Fault for a word that is none of them. */
export function wantedBy(words: readonly string[]): (found: Case) => boolean {
  for (const word of words) if (!allCases.some((found) => isMeant(word, found))) throw unknownCase(word)
  return words.length === 0 ? () => true : (found) => words.some((word) => isMeant(word, found))
}

/** Whether a transport is asked for by its name. Throws a Fault for a name that is none. */
export function transportsBy(names: readonly string[]): (transport: Transport) => boolean {
  for (const name of names)
    if (!TRANSPORTS.some((transport) => transport === name)) throw unknownWord('transport', name, TRANSPORTS)
  return (transport) => names.length === 0 || names.includes(transport)
}

const isMeant = (word: string, { id, operation, expect }: Case): boolean =>
  word === id || word === operation || word === expect || word === `${operation}/${expect}:*`

function unknownCase(word: string) {
  const all = [...new Set(allCases.flatMap(({ id, operation, expect }) => [id, operation, expect]))]
  const { message, fix } = unknownWord('case', word, all)
  // The whole list would fill the screen.
  return new Fault(
    message,
    fix.includes('Did you mean')
      ? (fix.split('? ')[0] ?? '').concat('?')
      : 'greenroom verify --dry-run lists all cases.',
  )
}
