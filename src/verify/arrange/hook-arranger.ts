import type { Case } from '../../contract/model/case.ts'
import { Fault } from '../../fault.ts'
import { isObject, parseJson } from '../../json.ts'
import { bareArrangement } from '../model/arrangement.ts'
import type { Arranger } from '../model/arranger.ts'
import { isTrouble, type Received, type Send, type Trouble } from '../model/exchange.ts'
import { isLoopback } from '../model/loopback.ts'
import type { Refused } from '../model/result.ts'
import type { Target } from '../model/target.ts'
import { baseUrlOf } from '../plan/base-url.ts'
import { missingRole, rolesOf } from '../plan/roles.ts'
import { namesElsewhere } from './arranged-values.ts'
import { type FaceOf } from '../plan/safety.ts'
import { isJoinable } from '../plan/seats.ts'
import { subjectsOf, yieldsOf } from '../plan/subjects.ts'

/** A URL that arranges situations on request. */
export interface Hook {
  readonly url: string
  /** Sent as `Authorization: Bearer …`; null if the hook needs none. */
  readonly token: string | null
  /** Why its token is missing; null if it is not, or none is needed. */
  readonly missing: string | null
}

/** A target, its hook, and the means to call it. */
export interface HookArrangerParts {
  readonly target: Target
  readonly faceOf: FaceOf
  readonly hook: Hook
  readonly send: Send
  readonly sleep: (ms: number) => Promise<void>
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/**
 * Asks a hook to arrange the situation of each case, and to remove it afterwards. Credentials in a hook's answer become
 * identities of the arrangement, as secret as the target's own. docs/verify.md describes the protocol.
 */
export function createHookArranger(parts: HookArrangerParts): Arranger {
  const { target, hook, faceOf, sleep } = parts
  const arrange: Arranger['arrange'] = async (testCase, meanwhile) => {
    if (hook.missing !== null) return { kind: 'situation', reason: hook.missing }
    const made = toMade(await ask(parts, 'POST', '', JSON.stringify(requestOf(testCase))), testCase)
    if ('reason' in made) return made
    const identities = { ...target.identities, ...made.identities }
    const cleanUp = async (): Promise<void> => (made.id === null ? undefined : takeAway(parts, made.id))
    const missing = missingRole(testCase, { identities, missing: target.missing })
    const refusal = missing ?? openRefusal(target.url, made.identities)
    if (refusal) return cleanUp().then(() => refusal)
    const baseUrl = baseUrlOf(testCase.operation, target, faceOf)
    const { values, elsewhere } = made
    const arrangement = { ...bareArrangement({ baseUrl, identities }), values, elsewhere, pass: sleep, cleanUp }
    if (isJoinable(testCase)) await meanwhile?.(arrangement)
    return arrangement
  }
  return { name: 'hook', isolated: false, arrange, lacks: () => hook.missing }
}

/** Reason why the hook's credentials must not be used, or null. */
const openRefusal = (url: string, identities: Target['identities']): Refused | null =>
  Object.keys(identities).length > 0 && url.startsWith('http:') && !isLoopback(url)
    ? {
        kind: 'safety',
        reason: "the hook's credentials would be sent unencrypted: the target is called by http:, not https:",
      }
    : null

const requestOf = (testCase: Case): object => ({
  case: testCase.id,
  operation: testCase.operation,
  given: Object.fromEntries(subjectsOf(testCase.given)),
  identities: rolesOf(testCase),
  ...(namesElsewhere(testCase) ? { elsewhere: true } : {}),
})

/** Retries once after a reset: a server may close an idle connection just as it is reused. */
async function ask(
  { hook, send, timeoutMs, signal }: HookArrangerParts,
  method: string,
  path: string,
  body: string | null,
): Promise<Received | Trouble> {
  const { origin, pathname, search } = new URL(hook.url)
  const headers = {
    ...(hook.token === null ? {} : { Authorization: `Bearer ${hook.token}` }),
    ...(body === null ? {} : { 'Content-Type': 'application/json' }),
  }
  const request = { method, target: `${pathname}${path}${search}`, headers, body }
  const to = { baseUrl: origin, timeoutMs, signal }
  const first = await send(request, to)
  return isTrouble(first) && first.kind === 'reset' ? send(request, to) : first
}

async function takeAway(parts: HookArrangerParts, id: string): Promise<void> {
  const answer = await ask(parts, 'DELETE', `/${encodeURIComponent(id)}`, null)
  const problem = isTrouble(answer)
    ? answer.message
    : isDone(answer) || isGone(answer)
      ? null
      : `it answered ${answer.status}`
  if (problem !== null) throw new Fault(`the hook did not remove ${id}: ${problem}`, 'Remove it by hand.')
}

const isDone = ({ status }: Received): boolean => status >= 200 && status < 300
const isGone = ({ status }: Received): boolean => status === 404 || status === 410

interface Made {
  readonly values: Readonly<Record<string, string>>
  readonly identities: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Values of another subject, which the case is not about; null: none was made. */
  readonly elsewhere: Readonly<Record<string, string>> | null
  /** Identifies the situation for removal; null: nothing has to be removed. */
  readonly id: string | null
}

function toMade(answer: Received | Trouble, testCase: Case): Made | Refused {
  if (isTrouble(answer)) return environment(`the hook could not be asked: ${answer.message}`)
  const body = parseJson(answer.body)
  if (answer.status === 422 || answer.status === 501)
    return { kind: 'situation', reason: `the hook cannot arrange it: ${reasonIn(body)}` }
  if (!isDone(answer)) return environment(`the hook answered ${answer.status}, not 200 or 201`)
  if (!isObject(body)) return environment("the hook's answer is not a JSON object")
  const { values = {}, identities = {}, elsewhere = null, id = null } = body
  if (!isTexts(values)) return environment("the hook's values are not all single-line texts")
  if (elsewhere !== null && !isTexts(elsewhere))
    return environment("the hook's elsewhere has values that are not all single-line texts")
  if (!isIdentities(identities)) return environment("the hook's identities do not map roles to headers")
  if (id !== null && !isText(id)) return environment("the hook's id is not a single-line text")
  const lacking = subjectsOf(testCase.given)
    .flatMap(([subject]) => yieldsOf(subject))
    .find((name) => values[name] === undefined)
  return lacking === undefined
    ? { values, identities, elsewhere, id }
    : environment(`the hook's answer lacks the value ${lacking}`)
}

const environment = (reason: string): Refused => ({ kind: 'environment', reason })

const MAX_TEXT = 4096

/** A string that fits into a path or a header: printable Latin 1 only. */
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= MAX_TEXT && /^[\x20-\x7e\xa0-\xff]+$/.test(value)

const isTexts = (value: unknown): value is Record<string, string> =>
  isObject(value) && Object.entries(value).every((entry) => entry.every(isText))

const isIdentities = (value: unknown): value is Record<string, Record<string, string>> =>
  isObject(value) && Object.values(value).every(isTexts)

const reasonIn = (body: unknown): string => {
  const reason = isObject(body) ? body['reason'] : undefined
  return isText(reason) ? reason.slice(0, 300) : 'it gave no reason'
}
