import { factWords } from '../contract/compiled/facts.ts'
import type { OperationId, SituationFacts, SituationRequest } from '../contract/compiled/types.ts'
import { enforcedLimits } from '../domain/enforced-limits.ts'
import { json, wrongInput, type Handler } from './handler.ts'
import { inWorldWithSpace, type ControlParts } from './parts.ts'

/** Handler that puts a world into a situation, in the words of `fixtures/facts.yaml`. */
export const situationHandlers = (parts: ControlParts): Readonly<Record<'arrangeSituation', Handler>> => ({
  arrangeSituation: inWorldWithSpace(parts, async ({ name }, { body }) => {
    const { situation, operation, address, values: named, keepSeats: keepsSeats = false } = toRequest(body)
    const alone = factThatStandsAlone(situation)
    if (alone) return wrongInput(`/situation/${alone.subject}`, `must not combine ${alone.fact} with other facts`)
    const limited = operation === undefined ? null : operationOf(parts, operation)
    if (limited === undefined) return wrongInput('/operation', `must be one of ${parts.core.operations.join(', ')}`)
    if (limited !== null && situation.limit?.includes('used-up') && !(await hasLimit(parts, name, limited)))
      return wrongInput('/operation', 'must have a rate limit to use up')
    const options = {
      world: name,
      values: { ...named },
      keepsSeats,
      what: `set ${textOf(situation, named)}`,
      ...(address === undefined ? {} : { address }),
    }
    return json({ values: await parts.core.arrange({ ...situation }, limited, options) })
  }),
})

/** `meeting-room abc-def-ghi: [locked]`, for a subject that exists. */
const textOf = (situation: SituationFacts, named: SituationRequest['values'] = {}): string =>
  Object.entries(situation)
    .map(([subject, facts]) => `${[subject, ...keysOf(subject, named)].join(' ')}: [${facts.join(', ')}]`)
    .join(', ')

/** The values by which a request names a subject that exists. */
const keysOf = (subject: string, named: Readonly<Record<string, string>>): string[] => {
  const yields = Object.entries(factWords).find(([name]) => name === subject)?.[1].yields ?? {}
  return Object.keys(yields).flatMap((value) =>
    Object.hasOwn(named, value) ? [String(named[value]).slice(0, 80)] : [],
  )
}

const hasLimit = ({ core }: ControlParts, world: string, operation: OperationId): Promise<boolean> | boolean =>
  core.store.change(world, ({ settings }) => ({
    result: enforcedLimits(core.faces, settings).some((each) => each.operation === operation),
    writes: [],
  }))

// The validator has checked it.
const isRequest = (body: unknown): body is SituationRequest =>
  typeof body === 'object' && body !== null && 'situation' in body

const toRequest = (body: unknown): SituationRequest => (isRequest(body) ? body : { situation: {} })

/** Finds an operation in the served edition. */
export const operationOf = ({ core }: ControlParts, name: string): OperationId | undefined =>
  core.operations.find((id) => id === name)

/** Finds a fact that must stand alone but is combined with another. */
export function factThatStandsAlone(situation: SituationFacts): { subject: string; fact: string } | null {
  for (const [subject, words] of Object.entries(factWords)) {
    const facts: readonly string[] = Object.entries(situation).find(([name]) => name === subject)?.[1] ?? []
    const alone = Object.entries(words.facts).find(([fact, about]) => 'absent' in about && facts.includes(fact))
    if (alone && facts.length > 1) return { subject, fact: alone[0] }
  }
  return null
}
