import { toWireRequest } from '../../contract/model/case-request.ts'
import { madeUpValues } from '../arrange/made-up.ts'
import { PLAIN_DIALECT } from '../../dialect/dialect.ts'
import { isTrouble, type Received, type Send, type Trouble } from '../model/exchange.ts'
import type { SocketClient } from '../model/socket-client.ts'
import type { SocketTransport } from '../model/transport.ts'
import type { HttpPlanned } from '../plan/plan.ts'
import { scoped } from '../plan/scope.ts'
import { atRandom, harmlessOf } from './preflight/harmless-call.ts'
import { endsRun, isRoute } from './preflight/http.ts'
import { obstacleIn, type Asked } from './preflight/obstacle.ts'
import { sameTrouble } from './preflight/same-trouble.ts'

/** What was found at an otherwise unknown URL. */
export interface Found {
  /** Operations that certainly don't answer. */
  readonly lacking: readonly string[]
  /** API → the prefix of its paths, if it has one. */
  readonly prefixes: Readonly<Record<string, string>>
  /** How Socket.IO answers at its usual path; empty if it does not. */
  readonly transports: readonly SocketTransport[]
  /** What is in front of the target, and what to do, or null. */
  readonly obstacle: string | null
  /** Why nothing answers, or null. */
  readonly unreachable: Trouble | null
  /** The operations that answer over HTTP; their answers may count against limits. */
  readonly answers: readonly {
    readonly api: string
    readonly operation: string
    readonly prefix: string
    readonly received: Received
  }[]
}

/** A URL, and the means to reach it. */
export interface ProbeParts {
  readonly url: string
  /** Every case of the edition over HTTP, of which the harmless ones are sent, without credentials. */
  readonly plan: readonly HttpPlanned[]
  readonly send: Send
  readonly socketClient: Pick<SocketClient, 'reach'>
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** Usual prefixes of an API's paths. */
export const PREFIXES: readonly string[] = ['', '/api', '/api/v1', '/v1']

/**
 * Makes a harmless call of each operation, below each of the usual prefixes until its API is found, and opens Socket.IO. Lists
 * are never sent: they could show other people's rooms.
 */
export async function probe(parts: ProbeParts): Promise<Found> {
  const [asked, answers]: [Asked[], Found['answers'][number][]] = [[], []]
  const results: (Received | Trouble)[] = []
  const harmless = [...harmlessOf(parts.plan).values()]
  const open = new Set(harmless.filter(isSendable))
  for (const prefix of PREFIXES) {
    for (const planned of [...open].filter(({ face }) => isLookedFor(face.api, answers))) {
      const { operation, api } = planned.face
      const call = await ask(planned, prefix, parts)
      if ('kind' in call && endsRun(call)) return { ...NOTHING, unreachable: call }
      results.push('kind' in call ? call : call.received)
      if ('kind' in call) open.delete(planned)
      else if (isRoute(planned, call.received) && !isRedirect(call.received))
        answers.push({ api, prefix, operation, received: call.received })
      if (!('kind' in call)) asked.push(call)
    }
    if (obstacleIn(asked) !== null) break
  }
  const transports = await transportsAt(parts)
  const unreachable = transports.length === 0 ? sameTrouble(results) : null
  if (unreachable !== null) return { ...NOTHING, unreachable }
  return {
    lacking: harmless.flatMap((each) => (isLacking(each, open, answers) ? [each.face.operation] : [])),
    prefixes: Object.fromEntries(answers.filter(({ prefix }) => prefix !== '').map(({ api, prefix }) => [api, prefix])),
    transports,
    obstacle: obstacleIn(asked),
    unreachable: null,
    answers,
  }
}

const NOTHING: Omit<Found, 'unreachable'> = { prefixes: {}, transports: [], obstacle: null, answers: [], lacking: [] }

const isSendable = ({ testCase, face }: HttpPlanned): boolean => !('reason' in scoped(testCase, face, null))

/** Whether an API has been found below no prefix yet. */
const isLookedFor = (api: string, answers: Found['answers']): boolean => answers.every((each) => each.api !== api)

/** Whether an operation answered like a missing route; one that was not called is where the others of its API are. */
function isLacking(planned: HttpPlanned, open: ReadonlySet<HttpPlanned>, answers: Found['answers']): boolean {
  const { api, operation } = planned.face
  if (open.has(planned)) return answers.every((each) => each.operation !== operation)
  const others = [...open].filter(({ face }) => face.api === api)
  return !isSendable(planned) && others.length > 0 && answers.every((each) => each.api !== api)
}

const isRedirect = ({ status }: Received): boolean => status >= 300 && status < 400

async function ask(planned: HttpPlanned, prefix: string, { url, send, ...way }: ProbeParts): Promise<Asked | Trouble> {
  const { testCase, face } = planned
  const request = toWireRequest(testCase, face, madeUpValues(testCase.given, atRandom), {})
  const baseUrl = `${url}${prefix}`
  const received = await send(request, { baseUrl, timeoutMs: way.timeoutMs, signal: way.signal })
  return isTrouble(received) ? received : { face, url: baseUrl, path: request.target, received }
}

async function transportsAt(parts: ProbeParts): Promise<readonly SocketTransport[]> {
  const { url, socketClient, signal } = parts
  const timeoutMs = Math.min(parts.timeoutMs, SOCKETS_MS)
  const found = await Promise.all(
    (['polling', 'websocket'] as const).map(async (transport) => {
      const to = { baseUrl: url, path: PLAIN_DIALECT.path, transport, headers: {}, timeoutMs, signal }
      return (await socketClient.reach(to)) === null ? [transport] : []
    }),
  )
  return found.flat()
}

/** Some proxies never answer a request to upgrade. */
const SOCKETS_MS = 3000
