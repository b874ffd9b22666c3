import { after, type MayWait } from '../../after.ts'
import { PLAIN_HEADERS, undocumented, type Answer } from '../../mock/answer.ts'
import { recorded } from '../../mock/answerer.ts'
import { readBody } from '../../mock/body.ts'
import type { Core } from '../../mock/core.ts'
import type { Beside, BesideRequest } from '../../mock/dispatch.ts'
import { fullWorld } from '../../mock/no-world.ts'
import { createRouter } from '../../mock/route.ts'
import type { SocketDialect } from '../dialect.ts'
import type { DialectRoute, Speech } from '../speech.ts'
import { filled } from '../template.ts'
import { answering, type RouteCall, type RouteResult } from './asks.ts'

type Parts = Pick<Core, 'store' | 'limits'>

/** Answers the HTTP routes of a dialect, wherever the contract has none. */
export function createDialectRoutes({ speech }: SocketDialect, parts: Parts): Beside {
  const router = createRouter(speech.routes)
  return (asked) => {
    const { request, path } = asked
    const found = router(path)
    const route = found?.faces.get(request.method === 'HEAD' ? 'GET' : request.method)
    return found && route ? answered(parts, { speech, route, params: found.params }, asked) : undefined
  }
}

interface Chosen {
  readonly speech: Speech
  readonly route: DialectRoute
  readonly params: Readonly<Record<string, string>>
}

/** What a route found, null where the world is full, and when on its clock. */
interface Kept {
  readonly found: RouteResult | null
  readonly now: number
}

const BODIES = { bodies: ['application/json', 'application/x-www-form-urlencoded'] } as const

function answered(
  { store, limits }: Parts,
  { speech, route, params }: Chosen,
  { world, request }: BesideRequest,
): MayWait<Answer> {
  const body = readBody(BODIES, request.headers, request.body, limits).value
  const asked: RouteCall = { params, body, headers: request.headers }
  return after(
    store.change<Kept>(world.name, (state, make) => {
      const found = answering[route.asks](state, asked, make)
      const writes = 'writes' in found ? (found.writes ?? []) : []
      if (state.isFull && writes.length > 0) return { result: { found: null, now: make.now }, writes: [] }
      return { result: { found, now: make.now }, writes }
    }),
    ({ found, now }) => {
      const answer = found === null ? fullWorld(world.name, 503) : answerOf(speech, route, found)
      const whole = { ...answer, world: world.name }
      return after(recorded(world, shown(request, route), now, hidden(whole, route)), () => whole)
    },
  )
}

function answerOf(speech: Speech, route: DialectRoute, found: RouteResult): Answer {
  if ('values' in found) return answer(route.status, filled(route.answers, found.values), route.asks)
  const { status, message } = speech.refusals[found.reason] ?? { status: 400, message: found.reason }
  return answer(status, filled(speech.refusal, { status, message }), found.reason)
}

const answer = (status: number, body: unknown, name: string): Answer => ({
  status,
  headers: ['Content-Type', 'application/json', ...PLAIN_HEADERS, 'Greenroom-Outcome', name],
  body: JSON.stringify(body),
  about: undocumented(`${name}, in the words of the dialect`),
})

/** Passwords and tokens are for the client alone, not for journals. */
const isSecret = ({ asks }: DialectRoute): boolean => asks === 'log-in' || asks === 'register'

const shown = (request: BesideRequest['request'], route: DialectRoute): BesideRequest['request'] =>
  isSecret(route) ? { ...request, body: '{}' } : request

const hidden = (whole: Answer, route: DialectRoute): Answer => (isSecret(route) ? { ...whole, body: '{}' } : whole)
