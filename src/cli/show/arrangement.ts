import type { Case } from '../../contract/model/case.ts'
import { seeds } from '../../contract/compiled/seeds.ts'
import type { Seed } from '../../contract/compiled/types.ts'
import { Fault } from '../../fault.ts'
import { reservedValues } from '../../mock/overview/reserved-values.ts'
import { callsOf } from '../../verify/plan/plan.ts'
import { baseUrlOf } from '../../verify/plan/base-url.ts'
import type { FaceOf } from '../../verify/plan/safety.ts'
import { seatIn } from '../../verify/plan/seats.ts'
import { createStaticArranger } from '../../verify/arrange/static-arranger.ts'
import { credentialsOf } from '../../world/identities.ts'
import { variableMark } from './requests.ts'
import type { TargetFile } from '../../targets/target-file.ts'
import type { Environment } from '../../targets/secrets.ts'
import { bareArrangement, isNotArranged, type Arrangement } from '../../verify/model/arrangement.ts'

/** The arrangement to show a case in. */
export interface ShownArrangement {
  readonly arrangement: Arrangement
  /** Why the values of its situation are unknown; null if they are known. */
  readonly lacks: string | null
}

/** A further room of the seed. Situations use the first match, so this takes the last. */
const elsewhereOf = ({ given }: Case, { reserved }: Seed): Arrangement['elsewhere'] =>
  reserved.findLast(({ subject, facts }) => subject === seatIn(given)?.seat.subject && facts.length === 0)?.values ??
  null

/** A mock with this seed, whose reserved data provides the situations. Throws a Fault for a caller that it does not have. */
export function mockArrangement(testCase: Case, baseUrl: string, seed: Seed = seeds.documented): ShownArrangement {
  for (const { as } of callsOf(testCase))
    if (!Object.hasOwn(seed.identities, as))
      throw new Fault(
        `the seed ${seed.name} has no identity ${as}`,
        `Add it to the file, as docs/seeds.md says; greenroom who lists those that it has.`,
      )
  const values = reservedValues(testCase, seed)
  const identities = Object.keys(seed.identities).map((role) => [role, credentialsOf(seed, role)] as const)
  return {
    arrangement: {
      ...bareArrangement({ baseUrl, identities: Object.fromEntries(identities) }),
      values: values ?? {},
      elsewhere: elsewhereOf(testCase, seed),
    },
    lacks: values === null ? 'the seed has no data for this situation' : null,
  }
}

/** An environment in which every variable contains a mark with its own name, so that a target read with it has no secrets. */
export const markedEnvironment: Environment = new Proxy(
  {},
  { get: (_, name) => (typeof name === 'string' ? variableMark(name) : undefined) },
)

/** The arrangement of a target read with the marked environment. Throws a Fault for a caller without credentials. */
export async function targetArrangement(testCase: Case, faceOf: FaceOf, file: TargetFile): Promise<ShownArrangement> {
  const { target, situations } = file
  const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes))
  const arranger = createStaticArranger({ target, faceOf, situations, random, sleep: async () => {} })
  const arranged = await arranger.arrange(testCase)
  if (!isNotArranged(arranged)) return { arrangement: arranged, lacks: null }
  if (arranged.kind === 'identity')
    throw new Fault(`${testCase.id}: ${arranged.reason}`, 'Add its credentials to the target file.')
  const baseUrl = baseUrlOf(testCase.operation, target, faceOf)
  return { arrangement: bareArrangement({ baseUrl, identities: target.identities }), lacks: arranged.reason }
}
