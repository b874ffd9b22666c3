import type { CaseCall } from '../../contract/model/case.ts'
import { breach } from '../judge/checks/breach.ts'
import { sourcesOf } from '../judge/checks/statement.ts'
import { judge } from '../judge/judge.ts'
import { isTrouble, type Received, type Trouble } from '../model/exchange.ts'
import { usesUp } from '../plan/subjects.ts'
import { callsOf, type HttpPlanned } from '../plan/plan.ts'
import { atOnce, nthCall, troubleIn, winnerFirst } from './at-once.ts'
import {
  allReady,
  prepareRequest,
  sendCall,
  toAnswered,
  waitOf,
  type CaseInPlay,
  type ReadyRequest,
} from './call-parts.ts'
import type { PlayParts } from './play-parts.ts'
import { blocked, type Attempt, type Played } from './played.ts'

/** Sends the calls of a case over HTTP, in order, and judges each answer. */
export async function playOnHttp(playing: CaseInPlay<HttpPlanned>): Promise<Attempt> {
  const { planned, arrangement, parts } = playing
  const calls: Played[] = []
  const ready = allReady(callsOf(planned.testCase).map((call) => prepareRequest(call, arrangement, parts)))
  if ('reason' in ready) return blocked(ready)
  const spent = usesUp(planned.testCase) && !parts.arranger.isolated ? await useUp(playing) : null
  if (spent) return spent
  for (const each of ready) {
    const { call, request } = each
    if (call.set !== null) await arrangement.set?.(call.set)
    if (call.waitMs > 0) await arrangement.pass(waitOf(call, parts))
    const answers = await atOnce(call, () => sendCall({ call, request }, playing))
    const trouble = troubleIn(answers)
    if (trouble && isAnswer(trouble, call, parts))
      return { kind: 'judged', calls: [...calls, cutOff(each, calls, playing)] }
    if (trouble) {
      const unanswered: Played = { call, request, answered: null, judgement: null, packets: [] }
      return { kind: 'trouble', trouble, calls: [...calls, unanswered] }
    }
    const played = winnerFirst(answers.filter(isReceived), ({ status }) => status).map((received, nth) =>
      judged({ ...each, call: nthCall(call, nth) }, received, calls, playing),
    )
    calls.push(...played)
    if (played.some(({ judgement }) => judgement?.endsCase)) break
  }
  return { kind: 'judged', calls }
}

/** A reset is a finding only if every call of the operation ends in one. */
const isAnswer = ({ kind }: Trouble, { operation }: CaseCall, { isLast, isCut }: PlayParts): boolean =>
  kind === 'reset' && isLast && isCut(operation)

/** A call that the target reset, like all calls of its operation. */
function cutOff(
  { call, request, values }: ReadyRequest,
  earlier: readonly Played[],
  playing: CaseInPlay<HttpPlanned>,
): Played {
  const received: Received = { status: 0, headers: [], body: '', ms: 0 }
  const answered = toAnswered({ call, values, received, sockets: null }, earlier, playing)
  const sources = sourcesOf(answered, 'condition')
  const breaches = [
    breach('the target resets every connection of this operation, but answers other calls', {
      check: 'status',
      sources,
    }),
  ]
  return { call, request, answered, judgement: { breaches, extra: [], answeredAs: null, endsCase: true }, packets: [] }
}

const isReceived = (result: Received | Trouble): result is Received => !isTrouble(result)

function judged(
  { call, request, values }: ReadyRequest,
  received: Received,
  earlier: readonly Played[],
  playing: CaseInPlay<HttpPlanned>,
): Played {
  const answered = toAnswered({ call, values, received, sockets: null }, earlier, playing)
  return { call, request, answered, judgement: judge(answered), packets: [] }
}

/** Sends as many calls as a window allows, each the smallest success of the operation, whatever the answers. */
async function useUp(playing: CaseInPlay<HttpPlanned>): Promise<Attempt | null> {
  const { planned, arrangement, parts } = playing
  const { operation } = planned.testCase
  const success = parts.plan.find((each) => each.testCase.operation === operation && each.outcome.status < 300)
  if (!success) return null
  const { requests = 0 } = parts.limits.get(operation) ?? {}
  for (let count = 0; count < requests; count++) {
    const ready = prepareRequest(success.testCase, arrangement, parts)
    if ('reason' in ready) return blocked(ready)
    const received = await sendCall(ready, playing)
    if (isTrouble(received)) return { kind: 'trouble', trouble: received, calls: [] }
  }
  return null
}
