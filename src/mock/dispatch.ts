import type { Edition, Seed } from '../contract/compiled/types.ts'
import type { Make, Standing } from '../domain/operation.ts'
import { standingIn, windowKey, type WindowStanding } from '../domain/rate-limit.ts'
import type { State, Write } from '../domain/state.ts'
import type { Decision, Store } from '../world/store.ts'
import type { Answer, MockRequest } from './answer.ts'
import { readCall, type Read } from './call.ts'
import type { Values } from './decider.ts'
import { raiseLimit, type Limits } from './limits.ts'
import { createOverviewPage } from './overview-page.ts'
import { nowhere, optionsOf } from './nowhere.ts'
import { problem } from './problem.ts'
import { createRenderer } from './render.ts'
import { createRouter } from './route.ts'
import type { Served, ServedOutcome } from './served.ts'

/** What a dispatch is made of. */
export interface DispatchParts {
  readonly edition: Edition
  readonly seed: Seed
  readonly served: readonly Served[]
  readonly store: Store
  readonly limits: Limits
  /** The world that answers. */
  readonly world: string
}

/** Answers requests: finds the operation, reads the request, decides on the world's state, writes the answer. */
export type Dispatch = (request: MockRequest) => Answer | Promise<Answer>

/** The one place that mixes rules with state. */
export function createDispatch(parts: DispatchParts): Dispatch {
  const faces = parts.served.map(({ face }) => face)
  const router = createRouter(faces)
  const servedBy = new Map(parts.served.map((served) => [served.face, served]))
  const overview = createOverviewPage({ edition: parts.edition, seed: parts.seed, faces })
  const render = createRenderer()
  const toAnswer = ({ served, step, values, standing }: Outcome): Answer => ({
    status: step.outcome.status,
    headers: standing && step.isCounted ? [...step.headers, ...limitHeaders(standing)] : step.headers,
    body: render(step.outcome.body, values),
    told: { outcome: step.outcome.name, operation: served.face.operation, cause: step.outcome.cause },
  })
  return (request) => {
    if (request.target.length > parts.limits.url)
      return problem({
        status: 414,
        title: 'URL too long',
        detail: `The URL has ${request.target.length} characters. ${raiseLimit('url', parts.limits)}`,
      })
    const [path, query] = split(request.target)
    if (path === '/') return overview(request)
    const route = router(path)
    const method = request.method === 'HEAD' ? 'GET' : request.method
    if (route && request.method === 'OPTIONS') return optionsOf(route)
    const face = route?.faces.get(method)
    const served = face && servedBy.get(face)
    if (!route || !served) return nowhere(route, faces, request.method, path)
    const read = readCall(served, route.params, query, request, parts.limits)
    if (typeof read !== 'function') return read
    const outcome = parts.store.change(parts.world, (state, make) => decide(served, read, state, make, request))
    return outcome instanceof Promise ? outcome.then(toAnswer) : toAnswer(outcome)
  }
}

interface Outcome {
  readonly served: Served
  readonly step: ServedOutcome
  readonly values: Values
  readonly standing: WindowStanding | null
}

const split = (target: string): [path: string, query: string] => {
  const at = target.indexOf('?')
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)]
}

/** HEAD decides but never acts: it spends no call of a limit, and no id. */
function decide(served: Served, read: Read, state: State, make: Make, request: MockRequest): Decision<Outcome> {
  const { operation, rateLimit } = served.face
  const limit = rateLimit?.enforced && state.settings.rateLimit ? rateLimit : null
  const key = limit === null ? '' : windowKey(operation, request.address)
  const standing = limit && standingIn(state.windows.get(key), limit, state.now)
  const acts = request.method !== 'HEAD'
  const { index, values, writes } = served.decide(state, read(standing ?? UNLIMITED), acts ? make : idle(make), acts)
  const step = served.outcomes[index]
  if (!step) throw new Error(`decided for outcome ${index} of ${served.outcomes.length}`)
  const spent: readonly Write[] =
    standing && step.isCounted && acts ? [{ table: 'windows', key, value: standing.counted }] : []
  return { result: { served, step, values, standing }, writes: spent.length === 0 ? writes : [...writes, ...spent] }
}

const idle = ({ now }: Make): Make => ({ id: () => '', now })

const UNLIMITED: Standing = { usedUp: false, seconds: 0 }

const limitHeaders = ({ limit, remaining, reset }: WindowStanding): string[] => [
  'X-RateLimit-Limit',
  String(limit),
  'X-RateLimit-Remaining',
  String(remaining),
  'X-RateLimit-Reset',
  String(reset),
]
