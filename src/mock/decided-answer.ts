import type { WindowStanding } from '../domain/rate-limit.ts'
import type { Answer } from './answer.ts'
import type { Decided } from './decide.ts'
import type { Values } from './decider.ts'
import { forcedOutcome, forcedReset, forcedStatus } from './forced.ts'
import { limitHeaders } from './limit-headers.ts'
import { fullWorld } from './no-world.ts'
import type { Render } from './render.ts'
import type { PreparedOutcome } from './prepared-face.ts'

/** Turns a world's decision, with the values that it found, into an answer. */
export function decidedAnswer(decided: Decided, values: Values, world: string, render: Render): Answer {
  const { arm, step } = decided
  if (decided.isRefused) return { ...fullWorld(world, 503), world }
  const answer = step
    ? reached(decided.standing, step, world, render(step.outcome.body, withDefaults(step, values)))
    : armed(decided, world)
  return arm && arm.latencyMs > 0 ? { ...answer, delayMs: arm.latencyMs } : answer
}

/** A contract of the user's own may let parts vary for which a rule has no values. */
const withDefaults = ({ outcome: { defaults } }: PreparedOutcome, values: Values): Values =>
  defaults ? { ...defaults, ...values } : values

const reached = (standing: Decided['standing'], step: PreparedOutcome, world: string, body: string): Answer => ({
  status: step.outcome.status,
  headers: standing && step.isCounted ? [...step.headers, ...quotaOf(standing)] : step.headers,
  body,
  about: step.about,
  world,
})

const quotaOf = ({ limit, remaining, reset }: WindowStanding): string[] => limitHeaders({ limit, remaining, reset })

function armed({ arm, prepared, now }: Decided, world: string): Answer {
  const forced = { prepared, by: 'arm', world, now } as const
  if (arm?.answer.kind === 'status') return forcedStatus(forced, arm.answer.status)
  if (arm?.answer.kind !== 'outcome') return forcedReset(forced)
  const { outcome } = arm.answer
  const step = prepared.outcomes.find((each) => each.outcome.name === outcome)
  // An arm for any operation names no outcome; an arm for one operation was checked when it was armed.
  if (!step) throw new Error(`${prepared.face.operation} was armed with ${outcome}, which it does not have`)
  return forcedOutcome(forced, step)
}
