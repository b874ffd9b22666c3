import type { Greenroom, TestWorld } from '../../client/connect.ts'
import type { Situation } from '../../client/situation.ts'
import { faces } from '../../contract/compiled/faces.ts'
import { factWords } from '../../contract/compiled/facts.ts'
import { seeds } from '../../contract/compiled/seeds.ts'
import type { OperationId } from '../../contract/compiled/types.ts'
import type { Case, Given } from '../../contract/model/case.ts'
import { Fault } from '../../fault.ts'
import { isContainer } from '../../json.ts'
import type { Arrangement } from '../model/arrangement.ts'
import type { Arranger } from '../model/arranger.ts'
import type { Target } from '../model/target.ts'
import { seatIn } from '../plan/seats.ts'

/** A greenroom with its control plane, and the target as which it is verified. */
export interface ControlArrangerParts {
  readonly greenroom: Pick<Greenroom, 'world'>
  readonly target: Target
  /** A unique name for the world of a case. */
  readonly nameWorld: () => string
}

/**
 * Arranges in a greenroom: each case gets a fresh world with the documented seed, whose clock is advanced instead of waiting.
 * Cases are isolated, so all may run at once.
 */
export const createControlArranger = ({ greenroom, target, nameWorld }: ControlArrangerParts): Arranger => ({
  name: 'control',
  isolated: true,
  lacks: () => null,
  async arrange(testCase, meanwhile) {
    const world = await greenroom.world({ name: nameWorld(), seed: 'documented', rateLimit: true })
    try {
      return await arranged(world, testCase, target, meanwhile)
    } catch (error) {
      await world.drop()
      throw error
    }
  },
})

async function arranged(world: TestWorld, testCase: Case, target: Target, meanwhile?: Meanwhile): Promise<Arrangement> {
  const operation = isOperation(testCase.operation) ? { operation: testCase.operation } : {}
  // Observers take their seats before facts that would keep them out.
  const entered = meanwhile && seatIn(testCase.given)?.seat.subject
  const begin = entered === undefined ? testCase.given : { ...testCase.given, [entered]: [] }
  const values = Object.keys(begin).length === 0 ? {} : await world.situation(toSituation(begin), operation)
  const arrangement: Arrangement = {
    baseUrl: target.url,
    headers: world.headers,
    auth: { world: world.name },
    ownNamespace: `/~${world.name}`,
    values,
    elsewhere: entered === undefined ? null : elsewhereOf(entered),
    identities: world.identities,
    set: async (given) => void (await world.situation(toSituation(given), { values })),
    pass: async (ms) => void (await world.clock.advance(ms)),
    cleanUp: world.drop,
  }
  if (entered === undefined) return arrangement
  await meanwhile?.(arrangement)
  const facts = testCase.given[entered] ?? []
  if (facts.length > 0) await arrangement.set?.({ [entered]: facts })
  return arrangement
}

type Meanwhile = Parameters<Arranger['arrange']>[1]

/** A subject of the documented seed that the situation does not include. */
const elsewhereOf = (subject: string): Arrangement['elsewhere'] =>
  seeds.documented.reserved.find((each) => each.subject === subject && each.facts.length === 0)?.values ?? null

const isOperation = (name: string): name is OperationId => faces.current.some(({ operation }) => operation === name)

/** The situation of a case, in the client's types. Throws a Fault for unknown words: the cases are newer than the client. */
function toSituation(given: Given): Situation {
  if (isSituation(given)) return given
  throw new Fault(`greenroom knows no situation ${JSON.stringify(given)}`, 'Run npm run compile.')
}

const isSituation = (given: Given): given is Given & Situation =>
  Object.entries(given).every(([subject, facts]) => {
    const words: unknown = Object.entries(factWords).find(([name]) => name === subject)?.[1].facts
    return isContainer(words) && facts.every((fact) => Object.hasOwn(words, fact))
  })
