import type { Face } from '../contract/face.ts'
import { callsOf, type Planned } from './plan.ts'
import type { Preflight } from './preflight.ts'
import type { BlockedKind } from './result.ts'
import { refusalOf } from './safety.ts'
import type { Target } from './target.ts'

/** Why a case is not to be sent; null: nothing keeps it. */
export type Blocks = (planned: Planned) => { readonly kind: BlockedKind; readonly reason: string } | null

/** Cases that might harm somebody. */
export const unsafe =
  (target: Target, faces: readonly Face[], allowMutating: readonly string[]): Blocks =>
  ({ found }) => {
    const faceOf = (operation: string): Face | undefined => faces.find((face) => face.operation === operation)
    const reason = refusalOf(found, { target, faceOf, allowMutating })
    return reason === null ? null : { kind: 'safety', reason }
  }

/** Cases that a preflight has shown to be in vain. */
export const inVain =
  ({ refused, routeless }: Preflight): Blocks =>
  ({ found }) => {
    const calls = callsOf(found)
    const route = calls.map(({ operation }) => routeless.get(operation)).find((reason) => reason !== undefined)
    if (route !== undefined) return { kind: 'transport', reason: route }
    // Why it is refused is told once, where it was found out.
    const caller = calls.map(({ as }) => as).find((as) => refused.has(as))
    return caller === undefined ? null : { kind: 'identity', reason: `the target refuses ${caller}` }
  }
