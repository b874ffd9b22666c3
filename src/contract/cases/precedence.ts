import { Fault } from '../../fault.ts'
import type { Case, Clash } from '../model/case.ts'
import type { SubjectWords } from './case-words.ts'
import type { CaseFile, StatedOrder, WrittenCase } from './cases.ts'
import { applied, clashOf, united } from './variation.ts'
import type { AnyFace } from '../model/face.ts'

/** The cases derived from the order of outcomes, and the pairs that clash. */
export interface Precedence {
  readonly cases: readonly Case[]
  readonly clashes: readonly Clash[]
}

/** The inputs that precedence is derived from. */
export interface PrecedenceParts {
  readonly files: readonly CaseFile[]
  readonly faces: readonly AnyFace[]
  readonly subjects: ReadonlyMap<string, SubjectWords>
}

/**
 * For each pair of outcomes of a face: the variations of their first cases combined, expecting the earlier. Omits pairs that
 * show nothing: two successes, one variation that contains the other, a success that needs earlier calls. Contradictory pairs
 * clash.
 */
export function derivePrecedence({ files, faces, subjects }: PrecedenceParts): Precedence {
  const cases = new Map<string, Case>()
  const clashes = new Map<string, Clash>()
  for (const file of files)
    for (const face of faces.filter(({ operation }) => operation === file.operation))
      for (const [earlier, later] of pairsOf(face, file)) {
        const reason = clashOf(earlier.variation, later.variation, subjects)
        const id = `${file.operation}/${earlier.testCase.expect}:before-${later.testCase.expect}`
        if (reason !== null) clashes.set(id, toClash(earlier, later, reason))
        else if (!swallows(file, earlier, later))
          cases.set(id, inEdition(cases.get(id), toCase(id, file, earlier, later), face))
      }
  return { cases: [...cases.values()], clashes: [...clashes.values()] }
}

/** The first cases of each pair of outcomes of a face, in order of precedence, unless both are successes. */
function pairsOf({ outcomes, edition }: AnyFace, { cases }: CaseFile): (readonly [WrittenCase, WrittenCase])[] {
  const firsts = outcomes.flatMap(({ name, status }) => {
    const first = cases.find(({ testCase }) => testCase.expect === name && testCase.editions.includes(edition))
    if (!first || (status < 300 && needsOthers(first))) return []
    checkFirst(first)
    return [{ first, isSuccess: status < 300 }]
  })
  return firsts.flatMap((earlier, index) =>
    firsts
      .slice(index + 1)
      .filter((later) => !(earlier.isSuccess && later.isSuccess))
      .map((later) => [earlier.first, later.first] as const),
  )
}

const needsOthers = ({ testCase: { before, waitMs } }: WrittenCase): boolean => before.length > 0 || waitMs > 0

function checkFirst(first: WrittenCase): void {
  const { id, at } = first.testCase
  if (id.includes(':'))
    throw new Fault(
      `${at}: ${id} is the first case of its outcome, and has a name`,
      'Put the smallest variation from success first, without a name.',
    )
  if (needsOthers(first))
    throw new Fault(
      `${at}: ${id} is the first case of its outcome, and needs more than one call`,
      'Put a case before it that differs from success only by its identity, situation or request.',
    )
}

/** Whether the combination is the same as one of them. */
function swallows({ success }: CaseFile, { variation: a }: WrittenCase, { variation: b }: WrittenCase): boolean {
  const sent = (variation: typeof a): string => comparable(applied(success, variation))
  return [sent(a), sent(b)].includes(sent(united(a, b)))
}

/** As JSON, with the members of objects and the facts of subjects sorted. */
const comparable = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => {
    if (Array.isArray(part)) return part.every((item) => typeof item === 'string') ? part.toSorted() : part
    return typeof part === 'object' && part !== null
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part
  })

const toClash = ({ testCase: earlier }: WrittenCase, { testCase: later }: WrittenCase, reason: string): Clash => ({
  operation: earlier.operation,
  earlier: earlier.expect,
  later: later.expect,
  reason,
  at: [earlier.at, later.at],
})

const toCase = (id: string, { success, order }: CaseFile, earlier: WrittenCase, later: WrittenCase): Case => ({
  ...earlier.testCase,
  id,
  editions: [],
  ...applied(success, united(earlier.variation, later.variation)),
  shows: {},
  socketOnly: false,
  harmless: false,
  // oxlint-disable-next-line unicorn/no-thenable -- the calls after a case, not a promise
  then: [],
  sources: sourcesOf(order, earlier.testCase.expect, later.testCase.expect),
})

/** The source of the order: a document that states it, else the real server. */
function sourcesOf(order: readonly StatedOrder[], earlier: string, later: string): string[] {
  const stated = order.find(({ outcomes }) => {
    const at = outcomes.indexOf(earlier)
    return at >= 0 && outcomes.indexOf(later) > at
  })
  return [stated?.source ?? 'server']
}

/** The same case in one more edition. Throws a Fault if the first cases of editions differ, since one id can't identify both. */
function inEdition(known: Case | undefined, derived: Case, { edition }: AnyFace): Case {
  if (known === undefined) return { ...derived, editions: [edition] }
  if (comparable({ ...known, editions: [] }) !== comparable(derived))
    throw new Fault(
      `${derived.at}: the first case of ${derived.expect} differs between editions`,
      'Put a case first that applies to all editions that document the outcome.',
    )
  return { ...known, editions: [...new Set([...known.editions, edition])] }
}
