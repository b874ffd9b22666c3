import type { Case, Given } from '../../contract/model/case.ts'
import { bareArrangement, type Arrangement } from '../model/arrangement.ts'
import type { Arranger } from '../model/arranger.ts'
import type { Target } from '../model/target.ts'
import { baseUrlOf } from '../plan/base-url.ts'
import { needsFresh, situationNeeded } from '../plan/needs.ts'
import { missingRole } from '../plan/roles.ts'
import { expectsRefusal, type FaceOf } from '../plan/safety.ts'
import { isJoinable } from '../plan/seats.ts'
import { isOfNobody, subjectsOf, yieldsOf } from '../plan/subjects.ts'
import { madeUpValues } from './made-up.ts'
import type { Random } from './own-identities.ts'

/** A situation that exists on a target, with the values of its subjects. */
export interface Serving {
  readonly given: Given
  readonly values: Readonly<Record<string, string>>
  /** Whether nobody has joined its subjects yet: such an entry serves one case, which needs a first join. */
  readonly fresh?: boolean
}

/** A target, with the situations that its file lists. */
export interface StaticArrangerParts {
  readonly target: Target
  readonly faceOf: FaceOf
  readonly situations: readonly Serving[]
  readonly sleep: (ms: number) => Promise<void>
  readonly random: Random
}

type Values = Readonly<Record<string, string>>

/**
 * Looks up situations; it creates nothing, so there is nothing to clean up. Several entries for one situation take turns. An
 * unknown id is invented for cases that expect a refusal, so no file has to name one. Fresh entries are reserved for the cases
 * that need them, and used once.
 */
export function createStaticArranger({ target, faceOf, situations, sleep, random }: StaticArrangerParts): Arranger {
  const entriesOf = (isFresh: boolean): Map<string, Values[]> =>
    bySubject(situations.filter(({ fresh = false }) => fresh === isFresh))
  const [fresh, lasting] = [entriesOf(true), entriesOf(false)]
  const lackFor = (testCase: Case): string | null => {
    const isFresh = needsFresh(testCase, faceOf)
    const lacking = Object.entries(situationNeeded(testCase, faceOf)).find(
      (each) => !(isFresh ? fresh : lasting).get(keyOf(...each))?.length,
    )
    if (!lacking) return null
    return isFresh ? freshLackOf(...lacking) : lackOf(...lacking)
  }
  return {
    name: 'static',
    isolated: false,
    arrange: async (testCase, meanwhile) => {
      const missing = missingRole(testCase, target)
      if (missing) return missing
      const lacking = lackFor(testCase)
      if (lacking !== null) return { kind: 'situation', reason: lacking }
      const isFresh = needsFresh(testCase, faceOf)
      const entries = isFresh ? fresh : lasting
      const ofNobody = expectsRefusal(testCase, faceOf) ? valuesOfNobody(testCase, random) : {}
      const served = subjectsOf(testCase.given).map((each) => nextOf(entries.get(keyOf(...each)) ?? [], isFresh))
      const baseUrl = baseUrlOf(testCase.operation, target, faceOf)
      const arrangement: Arrangement = {
        ...bareArrangement({ baseUrl, identities: target.identities }),
        values: Object.assign({}, ofNobody, ...served),
        pass: sleep,
      }
      if (isJoinable(testCase)) await meanwhile?.(arrangement)
      return arrangement
    },
    lacks: lackFor,
  }
}

/** The next entry, which moves to the end unless it is consumed. */
function nextOf(entries: Values[], isSpent: boolean): Values | undefined {
  const next = entries.shift()
  if (next && !isSpent) entries.push(next)
  return next
}

/** Subject with its facts → the values of each matching entry. */
function bySubject(situations: readonly Serving[]): Map<string, Values[]> {
  const serving = new Map<string, Values[]>()
  for (const { given, values } of situations)
    for (const [subject, facts] of subjectsOf(given)) {
      const own = Object.entries(values).filter(([name]) => yieldsOf(subject).includes(name))
      serving.set(keyOf(subject, facts), [...(serving.get(keyOf(subject, facts)) ?? []), Object.fromEntries(own)])
    }
  return serving
}

const keyOf = (subject: string, facts: readonly string[]): string => `${subject}: [${facts.toSorted().join(', ')}]`

const lackOf = (subject: string, facts: readonly string[]): string =>
  `there is no entry for ${keyOf(subject, facts)}: add one under situations in the target file`

const freshLackOf = (subject: string, facts: readonly string[]): string =>
  `it checks a first join, and there is no fresh entry (left) for ${keyOf(subject, facts)}: add one that nobody has joined, with fresh: true`

/** Ids of unknown subjects. */
const valuesOfNobody = ({ given }: Case, random: Random): Values =>
  madeUpValues(Object.fromEntries(subjectsOf(given).filter((each) => isOfNobody(...each))), random)
