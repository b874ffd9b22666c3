import type { Announcement } from '../domain/announcement.ts'
import type { Make } from '../domain/operation.ts'
import { standingIn, UNLIMITED, windowKey, type WindowStanding } from '../domain/rate-limit.ts'
import type { Arm, State, Write } from '../domain/state.ts'
import type { Decision } from '../world/store.ts'
import { afterUse, armFor } from './armed.ts'
import type { Read } from './call.ts'
import type { Values } from './decider.ts'
import type { PreparedFace, PreparedOutcome } from './prepared-face.ts'

/** A world's decision about a request: the outcome that the rules reached, or an arm in its place. */
export interface Decided {
  readonly prepared: PreparedFace
  /** The outcome that the rules reached; null if the arm answers. */
  readonly step: PreparedOutcome | null
  readonly values: Values
  readonly standing: WindowStanding | null
  readonly arm: Arm | undefined
  /** What others hear after the write. */
  readonly announces: readonly Announcement[]
  /** Time of the decision on the world's clock. */
  readonly now: number
}

/** The parts of a request that a decision depends on. */
interface Caller {
  readonly method: string
  readonly address: string
}

/** Decides within a world: an arm first, else the rules. HEAD never acts: it uses up no arm, no call of a limit, and no id. */
export function decide(
  prepared: PreparedFace,
  read: Read,
  state: State,
  make: Make,
  caller: Caller,
): Decision<Decided> {
  const { arms } = state
  const arm = arms.length === 0 ? undefined : armFor(arms, prepared.face)
  if (arm === undefined) return decideByRules(prepared, read, state, make, caller)
  const spent: readonly Write[] =
    caller.method === 'HEAD' ? [] : [{ table: 'arms', key: '', value: afterUse(arms, arm) }]
  if (arm.answer.kind !== 'reached')
    return {
      result: { prepared, step: null, values: {}, standing: null, arm, announces: [], now: state.now },
      writes: spent,
    }
  const { result, writes } = decideByRules(prepared, read, state, make, caller)
  return { result: { ...result, arm }, writes: [...writes, ...spent] }
}

function decideByRules(
  prepared: PreparedFace,
  read: Read,
  state: State,
  make: Make,
  caller: Caller,
): Decision<Decided> {
  const { operation, rateLimit } = prepared.face
  const { now } = make
  const limit = rateLimit?.outcome != null && state.settings.rateLimit ? rateLimit : null
  const key = limit === null ? '' : windowKey(operation, caller.address)
  const standing = limit && standingIn(state.windows.get(key), limit, now)
  const acts = caller.method !== 'HEAD'
  const { index, values, writes, announces } = prepared.decide(
    state,
    read(standing ?? UNLIMITED),
    acts ? make : idle(make),
    acts,
  )
  const step = prepared.outcomes[index]
  if (!step) throw new Error(`decided on outcome ${index} of ${prepared.outcomes.length}`)
  const result = { prepared, step, values, standing, arm: undefined, announces, now }
  if (!standing || !step.isCounted || !acts) return { result, writes }
  return { result, writes: [...writes, { table: 'windows', key, value: standing.counted }] }
}

const idle = ({ now, isoText }: Make): Make => ({ id: () => '', now, isoText })
