import type { Case } from '../../../contract/model/case.ts'
import type { Face } from '../../../contract/model/face.ts'
import { madeUpValues } from '../../arrange/made-up.ts'
import { OWN_ROLES } from '../../arrange/own-identities.ts'
import { bareArrangement } from '../../model/arrangement.ts'
import type { Arranger } from '../../model/arranger.ts'
import { type Trouble } from '../../model/exchange.ts'
import type { Pacer } from '../../model/limit.ts'
import { baseUrlOf } from '../../plan/base-url.ts'
import { faceOf, httpCallsOf, type HttpPlanned, type Planned } from '../../plan/plan.ts'
import { refusalOf } from '../../plan/safety.ts'
import type { PlayParts } from '../../play/play-parts.ts'
import { playCase } from '../../play/play.ts'
import type { Played } from '../../play/played.ts'
import { type Asked } from './obstacle.ts'

/** Operation → its harmless case, if the plan has it. */
export const harmlessOf = (plan: readonly HttpPlanned[]): Map<string, HttpPlanned> => {
  const first = new Map<string, HttpPlanned>()
  for (const planned of plan.filter(({ testCase }) => testCase.harmless))
    if (!first.has(planned.testCase.operation)) first.set(planned.testCase.operation, planned)
  return first
}

/** Identity → the harmless case of its API, for callers with credentials. */
export function identitiesToTry(
  plan: readonly Planned[],
  { target, plan: all }: PlayParts,
  routeless: ReadonlyMap<string, string>,
): Map<string, HttpPlanned> {
  const harmless = [...harmlessOf(all)].filter(([operation]) => !routeless.has(operation)).map(([, planned]) => planned)
  const identities = new Map<string, HttpPlanned>()
  for (const planned of plan)
    for (const { as } of httpCallsOf(planned)) {
      const own = harmless.find((each) => each.face.api === planned.face.api)
      if (own && !identities.has(as) && isToBeTried(own, as, target)) identities.set(as, own)
    }
  return identities
}

/** Whether a case can check an identity: it has credentials, which would not be sent unencrypted. */
export const isToBeTried = (
  { testCase }: Pick<Planned, 'testCase'>,
  as: string,
  target: PlayParts['target'],
): boolean =>
  !OWN_ROLES.includes(as) &&
  Object.hasOwn(target.identities, as) &&
  refusalOf({ ...testCase, as }, { target, faceOf: () => undefined, allowMutating: [new URL(target.url).host] }) ===
    null

/** Plays a harmless case as an identity, with invented values; null if it was not played to an answer. */
export async function callHarmless(
  harmless: HttpPlanned,
  identity: string,
  parts: PlayParts,
  pacer: Pacer,
): Promise<Asked | Trouble | null> {
  const testCase: Case = { ...harmless.testCase, as: identity }
  const lease = await pacer.lease(new Map([[testCase.operation, { calls: 1, fresh: false }]]))
  try {
    const attempt = await playCase({ ...harmless, testCase }, lease, { ...parts, arranger: arrangingNothing(parts) })
    if (attempt.kind === 'trouble') return attempt.trouble
    return askedBy(attempt.calls, harmless.face, urlOf(testCase.operation, parts))
  } finally {
    lease.release()
  }
}

const askedBy = ([played]: readonly Played[], face: Face, url: string): Asked | null =>
  played?.answered ? { face, url, path: played.request.target, received: played.answered.received } : null

const urlOf = (operation: string, { target, faces }: Pick<PlayParts, 'target' | 'faces'>): string =>
  baseUrlOf(operation, target, (each) => faceOf(faces, each))

/** Arranges nothing: a harmless call is refused regardless of its values, so it gets invented ones. */
const arrangingNothing = ({ target, arranger, faces }: PlayParts): Arranger => ({
  ...arranger,
  arrange: async ({ operation, given }) => {
    const baseUrl = urlOf(operation, { target, faces })
    const identities = { ...target.identities, nobody: {} }
    return { ...bareArrangement({ baseUrl, identities }), values: madeUpValues(given, atRandom) }
  },
})

/** Unguessable bytes. */
export const atRandom = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes))
