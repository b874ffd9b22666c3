import type { AnyFace } from '../../contract/model/face.ts'
import type { Arranger } from '../model/arranger.ts'
import type { Refused } from '../model/result.ts'
import type { Target } from '../model/target.ts'
import { isWithinWindow } from './limit-needs.ts'
import { callsOf, faceOf, type Planned } from './plan.ts'
import { missingRole } from './roles.ts'
import { refusalOf } from './safety.ts'
import { scoped } from './scope.ts'

/** Reason a case must not be sent, or null. */
export type WhyNot = (planned: Planned) => Refused | null

/** What is known of a run before sending anything. */
export interface KnownBefore {
  readonly target: Target
  readonly arranger: Arranger
  readonly allowMutating: readonly string[]
  readonly faces: readonly AnyFace[]
}

/** The reason known before sending anything: the same for a run, its estimate and a dry run. */
export const knownWhyNot = (parts: KnownBefore): WhyNot => {
  const { target, faces, arranger } = parts
  const all = arranger.isolated
    ? [unsafe(target, faces, parts.allowMutating)]
    : [unsafe(target, faces, parts.allowMutating), hopeless(target, arranger), outOfScope(parts), withinWindow(parts)]
  all.push(notOverHttp(target))
  return (planned) => all.map((whyNot) => whyNot(planned)).find((refused) => refused !== null) ?? null
}

/** Cases that might do harm. */
const unsafe =
  (target: Target, faces: readonly AnyFace[], allowMutating: readonly string[]): WhyNot =>
  ({ testCase }) => {
    const reason = refusalOf(testCase, { target, faceOf: (operation) => faceOf(faces, operation), allowMutating })
    return reason === null ? null : { kind: 'safety', reason }
  }

/** Cases on sockets with a call over HTTP, if the target has no HTTP. */
const notOverHttp =
  ({ transports }: Target): WhyNot =>
  ({ testCase, transport }) =>
    transport !== 'http' && !transports.includes('http') && callsOf(testCase).some(({ socket }) => socket.overHttp)
      ? { kind: 'transport', reason: 'one of its calls uses HTTP, which is not among the transports of the target' }
      : null

/** Cases that can't be arranged, found before time is spent on a limit. A hook may provide credentials. */
const hopeless =
  (target: Target, arranger: Arranger): WhyNot =>
  ({ testCase }) => {
    const missing = arranger.name === 'static' ? missingRole(testCase, target) : null
    if (missing) return missing
    const reason = arranger.lacks(testCase)
    return reason === null ? null : { kind: 'situation', reason }
  }

/** Cases with a list that would leave the target's scope. */
const outOfScope =
  ({ target, faces }: KnownBefore): WhyNot =>
  ({ testCase }) => {
    for (const call of callsOf(testCase)) {
      const face = faceOf(faces, call.operation)
      const within = face && scoped(call, face, target.scope)
      if (within && 'reason' in within) return within
    }
    return null
  }

/** Cases about an instant within a window. */
const withinWindow =
  ({ faces }: KnownBefore): WhyNot =>
  ({ testCase }) =>
    isWithinWindow(testCase, faces)
      ? {
          kind: 'situation',
          reason: 'it needs a clock that can be moved: over a network, no call can hit an instant within a window',
        }
      : null
