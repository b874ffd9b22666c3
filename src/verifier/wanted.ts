import { unknownWord } from '../contract/model/nearest.ts'
import type { Case } from '../contract/model/case.ts'
import { Fault } from '../fault.ts'
import { TRANSPORTS, type Transport } from '../verify/model/transport.ts'
import { allCases } from './all-cases.ts'

/** Whether words select a case, by id, operation or outcome. Throws a Fault for an unknown word. */
export function wantedBy(words: readonly string[]): (testCase: Case) => boolean {
  for (const word of words) if (!allCases.some((testCase) => isMeant(word, testCase))) throw unknownCase(word)
  return words.length === 0 ? () => true : (testCase) => words.some((word) => isMeant(word, testCase))
}

/** Throws a Fault for a word that selects only cases of operations which the target file leaves out: nothing would be played. */
export function refuseLeftOut(words: readonly string[], operations: readonly string[] | null): void {
  if (operations === null) return
  for (const word of words) {
    const meant = [...new Set(allCases.filter((each) => isMeant(word, each)).map(({ operation }) => operation))]
    if (meant.some((operation) => operations.includes(operation))) continue
    throw new Fault(
      `the operations of the target leave out ${meant.join(', ')}, which ${word} selects`,
      `Add ${meant.length === 1 ? 'it' : 'one of them'} to operations in the target file, or select other cases.`,
    )
  }
}

/** The transports of these names, in the order of reports. Throws a Fault for an unknown name. */
export function transportsNamed(names: readonly string[]): readonly Transport[] {
  const unknown = names.find((name) => !TRANSPORTS.some((transport) => transport === name))
  if (unknown !== undefined) throw unknownWord('transport', unknown, TRANSPORTS)
  return TRANSPORTS.filter((transport) => names.includes(transport))
}

const isMeant = (word: string, { id, operation, expect }: Case): boolean =>
  word === id || word === operation || word === expect || word === `${operation}/${expect}:*`

function unknownCase(word: string): Fault {
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
