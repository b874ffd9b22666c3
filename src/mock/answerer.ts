import { after } from '../after.ts'
import type { Store } from '../world/store.ts'
import type { Recorded } from '../world/journal.ts'
import type { WorldEntry } from '../world/world-entry.ts'
import type { Answer, MockRequest } from './answer.ts'
import { readCall } from './call.ts'
import { decide } from './decide.ts'
import { decidedAnswer } from './decided-answer.ts'
import { forcedOutcome } from './forced.ts'
import type { Limits } from './limits.ts'
import { appliedText, preferredOutcome, readPreference, withoutPreferences, type Preference } from './prefer.ts'
import { createRenderer } from './render.ts'
import { leftEarly, tooManyScans, type Recipient, type Scans } from './scans.ts'
import type { PreparedFace, PreparedRoute } from './prepared-face.ts'

/** Answers within a world, and records each exchange in its journal. */
export interface Answerer {
  /** A call of an operation. */
  readonly operation: (
    world: WorldEntry,
    request: MockRequest,
    prepared: PreparedRoute,
    params: Readonly<Record<string, string>>,
    query: string,
    reader?: Recipient,
  ) => Answer | Promise<Answer>
  /** Sends `answer` to a request that no operation handles. */
  readonly refused: (world: WorldEntry, request: MockRequest, answer: Answer) => Answer | Promise<Answer>
}

/** Dependencies of `createAnswerer`. */
export interface AnswererParts {
  readonly store: Store
  readonly limits: Limits
  readonly scans: Scans
}

/** Precedence: the caller's `Prefer` header, then an arm, then the rules. */
export function createAnswerer({ store, limits, scans }: AnswererParts): Answerer {
  const render = createRenderer()
  const atItsTime = (world: WorldEntry, request: MockRequest, toAnswer: (now: number) => Answer) =>
    after(
      store.change(world.name, (state) => ({ result: state.now, writes: [] })),
      (now) => recorded(world, request, now, toAnswer(now)),
    )
  const refused: Answerer['refused'] = (world, request, answer) =>
    atItsTime(world, request, () => ({ ...answer, world: world.name }))
  const preferred = (world: WorldEntry, request: MockRequest, prepared: PreparedFace, preference: Preference) => {
    const chosen = preferredOutcome(prepared, preference, request.headers['accept'])
    if ('problem' in chosen) return refused(world, request, chosen.problem)
    const { step } = chosen
    return atItsTime(world, request, (now) =>
      withPreference(forcedOutcome({ prepared, by: 'prefer', world: world.name, now }, step), preference),
    )
  }
  return {
    refused,
    operation(world, request, prepared, params, query, reader) {
      const preference = readPreference(request.headers['prefer'], query)
      if (preference !== null) return preferred(world, request, prepared, preference)
      const read = readCall(prepared, params, withoutPreferences(query), request, limits)
      if (typeof read !== 'function') return refused(world, request, read)
      return after(
        store.change(world.name, (state, make) => decide(prepared, read, state, make, request)),
        (decided) =>
          after(scans.finish(decided.values, reader), (values) => {
            const unfound = reader?.destroyed ? leftEarly : tooManyScans
            const answer = values ? decidedAnswer(decided, values, world.name, render) : unfound(world.name)
            return recorded(world, request, decided.now, answer, decided.asked)
          }),
      )
    },
  }
}

/** Records an exchange in its world's journal, and returns the answer. */
export function recorded(
  world: WorldEntry,
  request: Recorded['request'],
  at: number,
  answer: Answer,
  asked?: readonly boolean[],
): Answer | Promise<Answer> {
  return after(world.journal.add({ at, request, answer, asked }), () => answer)
}

const withPreference = (answer: Answer, preference: Preference): Answer => ({
  ...answer,
  headers: [...answer.headers, 'Preference-Applied', appliedText(preference), 'Vary', 'Prefer'],
})
