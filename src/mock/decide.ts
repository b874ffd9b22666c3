import type { Announcement } from '../domain/announcement.ts'
import type { Make } from '../domain/operation.ts'
import { standingIn, UNLIMITED, windowKey, type WindowStanding } from '../domain/rate-limit.ts'
import type { Arm, State, Write } from '../domain/state.ts'
import type { Decision } from '../world/store.ts'
import { afterUse, armFor } from './armed.ts'
import type { Read } from './call.ts'
import type { Values } from './decider.ts'
import type { Served, ServedOutcome } from './served.ts'

/** A world's decision about a request: the outcome that the rules reached, or an arm in its place. */
export interface Decided {
  readonly served: Served
  /** The outcome that the rules reached; null if the arm answers. */
  readonly step: ServedOutcome | null
  readonly values: Values
  readonly standing: WindowStanding | null
  readonly arm: Arm | undefined
  /** What others hear after the write. */
  readonly announces: readonly Announcement[]
  /** Time of the decision on the world's clock. */
  readonly now: number
}

/** The parts of a request that a decision depends on. */
export interface Asked {
  readonly method: string
  readonly address: string
}

/** Decides within a world: an arm first, else the rules. HEAD never acts: it uses up no arm, no call of a limit, and no id. */
export function decide(served: Served, read: Read, state: State, make: Make, asked: Asked): Decision<Decided> {
  const { arms } = state
  const arm = arms.length === 0 ? undefined : armFor(arms, served.face)
  if (arm === undefined) return decideByRules(served, read, state, make, asked)
  const spent: readonly Write[] =
    asked.method === 'HEAD' ? [] : [{ table: 'arms', key: '', value: afterUse(arms, arm) }]
  if (arm.answer.kind !== 'reached')
    return {
      result: { served, step: null, values: {}, standing: null, arm, announces: [], now: state.now },
      writes: spent,
    }
  const { result, writes } = decideByRules(served, read, state, make, asked)
  return { result: { ...result, arm }, writes: [...writes, ...spent] }
}

function decideByRules(served: Served, read: Read, state: State, make: Make, asked: Asked): Decision<Decided> {
  const { operation, rateLimit } = served.face
  const { now } = make
  const limit = rateLimit?.enforced && state.settings.rateLimit ? rateLimit : null
  const key = limit === null ? '' : windowKey(operation, asked.address)
  const standing = limit && standingIn(state.windows.get(key), limit, now)
  const acts = asked.method !== 'HEAD'
  const { index, values, writes, announces } = served.decide(
    state,
    read(standing ?? UNLIMITED),
    acts ? make : idle(make),
    acts,
  )
  const step = served.outcomes[index]
  if (!step) throw new Error(`decided on outcome ${index} of ${served.outcomes.length}`)
  const result = { served, step, values, standing, arm: undefined, announces, now }
  if (!standing || !step.isCounted || !acts) return { result, writes }
  return { result, writes: [...writes, { table: 'windows', key, value: standing.counted }] }
}

const idle = ({ now, isoText }: Make): Make => ({ id: () => '', now, isoText })
