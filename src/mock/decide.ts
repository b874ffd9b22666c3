import type { Call, Make } from '../domain/operation.ts'
import { isTakenAsGuest } from '../domain/people.ts'
import { countedAs, standingIn, UNLIMITED, windowKey, type WindowStanding } from '../domain/rate-limit.ts'
import type { Scan } from '../domain/scan.ts'
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
  /** For the varying parts of the answer, or the scan that finds them. */
  readonly values: Values | Scan<Values>
  readonly standing: WindowStanding | null
  readonly arm: Arm | undefined
  /** Undefined if the arm answers, and the rules were not asked. */
  readonly asked: readonly boolean[] | undefined
  /** Time of the decision on the world's clock. */
  readonly now: number
  /** Whether nothing was written, since the world is full. */
  readonly isRefused: boolean
}

/** The parts of a request that a decision depends on. */
interface Caller {
  readonly method: string
  readonly address: string
}

/**
 * Decides within a world: an arm first, else the rules. HEAD never acts: it uses up no arm, no call of a limit, and no id. In a full
 * world, only leaving writes anything.
 */
export function decide(
  prepared: PreparedFace,
  read: Read,
  state: State,
  make: Make,
  caller: Caller,
): Decision<Decided> {
  const decision = decideFreely(prepared, read, state, make, caller)
  if (decision.writes.length === 0 || !state.isFull || prepared.face.seat?.does === 'leaves') return decision
  return { result: { ...decision.result, isRefused: true }, writes: [] }
}

function decideFreely(prepared: PreparedFace, read: Read, state: State, make: Make, caller: Caller): Decision<Decided> {
  const { arms } = state
  const arm = arms.length === 0 ? undefined : armFor(arms, prepared.face)
  if (arm === undefined) return decideByRules(prepared, read, state, make, caller)
  const spent: readonly Write[] =
    caller.method === 'HEAD' ? [] : [{ table: 'arms', key: '', value: afterUse(arms, arm) }]
  if (arm.answer.kind !== 'reached')
    return {
      result: {
        prepared,
        step: null,
        values: {},
        standing: null,
        arm,
        asked: undefined,
        now: state.now,
        isRefused: false,
      },
      writes: spent,
    }
  const { result, writes, announces } = decideByRules(prepared, read, state, make, caller)
  return { result: { ...result, arm }, writes: [...writes, ...spent], ...(announces && { announces }) }
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
  const isEnforced =
    rateLimit?.outcome != null || (prepared.overLimit !== null && state.settings.livechatLimits === true)
  const limit = rateLimit !== null && isEnforced && state.settings.rateLimit ? rateLimit : null
  const counted = limit && countedAs(state, read, limit, caller.address)
  const key = counted === null ? '' : windowKey(operation, counted)
  const standing = limit && counted !== null ? standingIn(state.windows.get(key), limit, now) : null
  // Over a limit for pacing, which has no outcome of its own, nothing happens.
  const over = limit?.outcome === null && standing?.usedUp === true ? prepared.overLimit : null
  const acts = caller.method !== 'HEAD' && over === null
  const call = read(standing ?? UNLIMITED)
  const { index, values, writes, announces, asked } = prepared.decide(state, call, acts ? make : idle(make), acts)
  const found = prepared.outcomes[index]
  if (!found) throw new Error(`decided on outcome ${index} of ${prepared.outcomes.length}`)
  const step = limit?.outcome === null ? paced(found, over) : told(found, state, call)
  const said = step === over && standing ? { seconds: standing.seconds } : values
  const result = { prepared, step, values: said, standing, arm: undefined, asked, now, isRefused: false }
  if (!standing || !step.isCounted || !acts) return { result, writes, announces }
  return { result, writes: [...writes, { table: 'windows', key, value: standing.counted }], announces }
}

const told = (found: PreparedOutcome, state: State, call: Call): PreparedOutcome =>
  found.outcome.status < 300 && isTakenAsGuest(state, call) ? toldAsGuest(found) : found

/** An outcome under a limit for pacing that is enforced: like servers, it counts every call of somebody who is logged in. */
const paced = (found: PreparedOutcome, over: PreparedOutcome | null): PreparedOutcome =>
  found.outcome.status === 401 ? found : (over ?? { ...found, isCounted: true })

/** Who follows the log must learn why a user joined as a guest. */
const toldAsGuest = (step: PreparedOutcome): PreparedOutcome => ({
  ...step,
  about: { ...step.about, cause: `${step.about.cause}; as a guest, since the credentials are wrong` },
})

const idle = ({ now, isoText }: Make): Make => ({ id: () => '', now, isoText })
