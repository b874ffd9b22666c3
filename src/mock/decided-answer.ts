import type { WindowStanding } from '../domain/rate-limit.ts'
import type { Answer } from './answer.ts'
import type { Decided } from './decide.ts'
import { forcedOutcome, forcedReset, forcedStatus } from './forced.ts'
import { limitHeaders } from './limit-headers.ts'
import type { Render } from './render.ts'
import type { PreparedOutcome } from './prepared-face.ts'

/** Turns a world's decision into an answer. */
export function decidedAnswer(decided: Decided, world: string, render: Render): Answer {
  const { arm, step } = decided
  const answer = step ? reached(decided, step, world, render) : armed(decided, world)
  return arm && arm.latencyMs > 0 ? { ...answer, delayMs: arm.latencyMs } : answer
}

const reached = ({ values, standing }: Decided, step: PreparedOutcome, world: string, render: Render): Answer => ({
  status: step.outcome.status,
  headers: standing && step.isCounted ? [...step.headers, ...quotaOf(standing)] : step.headers,
  body: render(step.outcome.body, values),
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
