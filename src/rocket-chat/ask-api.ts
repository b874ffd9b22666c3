import { Fault } from '../fault.ts'
import { isObject, parseJson } from '../json.ts'
import { isTrouble, type Received, type Send } from '../verify/model/exchange.ts'
import type { Refused } from '../verify/model/result.ts'

/** A call of Rocket.Chat's own API: the part of its path behind `/api/v1/`, and what is sent. */
export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
  /** Who calls; the administrator by default. */
  readonly as?: Readonly<Record<string, string>>
}

/** The JSON object of a 2xx answer. Rejects with a Fault that says which call got which answer; `refusalIn` finds its kind. */
export type AskApi = (call: ApiCall) => Promise<Readonly<Record<string, unknown>>>

/** A server, and the administrator who calls it. */
export interface ApiParts {
  /** Scheme, host, port and prefix, without a slash at the end. */
  readonly baseUrl: string
  readonly admin: Readonly<Record<string, string>>
  readonly send: Send
  readonly sleep: (ms: number) => Promise<void>
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** The API that is called, as the contracts name it. */
export const ADMIN_API = 'rocket-chat'

/** The refusal of every call, where the administrator's credentials are missing. */
export const missingAdmin = (why: string): Fault =>
  refused('situation', why, 'Set it to the credentials of an administrator.')

/** Waits where the server says that there were too many calls: its own limits are lower than one needs. */
export function createAskApi(parts: ApiParts): AskApi {
  const { baseUrl, admin, send, timeoutMs, signal, sleep } = parts
  return async ({ method, path, query = {}, body, as = admin }) => {
    const parameters = new URLSearchParams(query).toString()
    const target = `/api/v1/${path}${parameters === '' ? '' : `?${parameters}`}`
    const headers = { ...as, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) }
    const request = { method, target, headers, body: body === undefined ? null : JSON.stringify(body) }
    for (let turn = 1; ; turn++) {
      const answer = await send(request, { baseUrl, timeoutMs, signal })
      if (isTrouble(answer)) throw refused('environment', `${method} ${path}: ${answer.message}`)
      if (answer.status !== 429 || turn === MOST_TURNS) return bodyOf(answer, `${method} ${path}`)
      await sleep(waitMs(answer, parts.now()))
    }
  }
}

const MOST_TURNS = 4

/** The longest window of a limit. */
const LONGEST_MS = 61_000

function waitMs({ headers }: Received, now: number): number {
  const reset = Number(headers.find(([name]) => name === 'x-ratelimit-reset')?.[1] ?? NaN)
  const ms = Number.isNaN(reset) ? LONGEST_MS : reset - now + 1
  return Math.min(Math.max(ms, 1), LONGEST_MS)
}

function bodyOf({ status, body }: Received, call: string): Readonly<Record<string, unknown>> {
  const parsed = parseJson(body)
  const said = isObject(parsed) ? parsed : {}
  if (status >= 200 && status < 300 && said['success'] !== false) return said
  const kind = status >= 500 || status === 429 ? 'environment' : 'situation'
  throw refused(kind, `${call} answered ${status}${reasonIn(said)}`)
}

const reasonIn = ({ error, message }: Readonly<Record<string, unknown>>): string => {
  const text = [error, message].find((each) => typeof each === 'string')
  return typeof text === 'string' ? `: ${text.slice(0, 200)}` : ''
}

const refused = (kind: Refused['kind'], reason: string, fix = 'See what the log of the server says about it.'): Fault =>
  new Fault(reason, fix, { cause: { kind, reason } satisfies Refused })

/** Why a call was refused; undefined for any other error. */
export function refusalIn(error: unknown): Refused | undefined {
  if (!(error instanceof Fault) || !isObject(error.cause)) return undefined
  const { kind, reason } = error.cause
  if (typeof reason !== 'string' || (kind !== 'environment' && kind !== 'situation')) return undefined
  return { kind, reason }
}

/** A text in an answer: `user._id`. Throws a Fault if there is none. */
export function textAtPath(answer: Readonly<Record<string, unknown>>, path: string, call: string): string {
  const found = path.split('.').reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), answer)
  if (typeof found !== 'string' || found === '') throw refused('environment', `the answer of ${call} lacks ${path}`)
  return found
}
