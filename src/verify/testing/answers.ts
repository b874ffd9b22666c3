import { cases } from '../../contract/compiled/cases.js'
import { faces } from '../../contract/compiled/faces.ts'
import { precedenceCases } from '../../contract/compiled/precedence.js'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import type { Case, CaseCall, Shows } from '../../contract/model/case.ts'
import { firstSpending, type Face, type Outcome } from '../../contract/model/face.ts'
import { sameJson } from '../../json.ts'
import type { Answered, Check, Sockets } from '../judge/checks/answered.ts'
import type { Received } from '../model/exchange.ts'
import { parsedBody } from '../model/parsed-body.ts'
import { planOf, socketPlanOf, type HttpPlanned, type SocketPlanned, type Ways } from '../plan/plan.ts'

/** Every case of the current edition on its face, including those of precedence. */
export const planned: readonly HttpPlanned[] = planOf([...cases, ...precedenceCases], faces.current)

/** One of them by its id. Throws if there is none, so that no test checks nothing. */
export function plannedOf(id: string): HttpPlanned {
  const found = planned.find((each) => each.testCase.id === id)
  if (!found) throw new Error(`no case ${id}`)
  return found
}

/** The operations of the current edition. */
export const ways: Ways = { faces: faces.current, socketFaces }

/** A case on WebSocket, by its id. Throws if there is none. */
export function onWebSocket(id: string): SocketPlanned {
  const [found] = socketPlanOf(
    cases.filter((each) => each.id === id),
    ways,
    ['websocket'],
  )
  if (!found) throw new Error(`no case ${id} on sockets`)
  return found
}

/** The documented body of a case's outcome, as JSON text. */
export const exampleOf = (id: string): string => plannedOf(id).outcome.example

/** A case of the current edition by its id. */
export const caseOf = (id: string): Case => plannedOf(id).testCase

/** The face of an operation in the current edition. */
export function currentFace(operation: string): Face {
  const face = faces.current.find((each) => each.operation === operation)
  if (!face) throw new Error(`no face ${operation}`)
  return face
}

/** Differences from the documented answer to a call. */
export interface Differing {
  readonly status?: number
  readonly headers?: Received['headers']
  /** The literal body; by default, the contract's example. */
  readonly body?: string
  readonly shows?: Shows
  readonly call?: Partial<CaseCall>
  readonly values?: Readonly<Record<string, string>>
  readonly earlier?: readonly Answered[]
  readonly isFresh?: boolean
  readonly isStill?: boolean
  readonly repeatsSecret?: Answered['repeatsSecret']
  /** What happened on sockets, if it differs from one ack to a caller and no events; not for HTTP. */
  readonly sockets?: Partial<Sockets>
}

const ACKED: Sockets = {
  callerId: 'caller-1',
  answeredBy: 'ack',
  event: null,
  acks: 1,
  ackArguments: 1,
  waitedMs: 1000,
  refusedBy: null,
  listened: [],
}

/** The documented answer to a case, with a test's differences. */
export function answer(id: string, differing: Differing = {}): Answered {
  const { testCase, face, outcome } = plannedOf(id)
  const body = differing.body ?? outcome.example
  return {
    call: { ...testCase, ...(differing.shows && { shows: differing.shows }), ...differing.call },
    face,
    outcome,
    caseSources: testCase.sources,
    values: differing.values ?? {},
    received: {
      status: differing.status ?? outcome.status,
      headers: differing.headers ?? headersOf(face, outcome),
      body,
      ms: 1,
    },
    json: parsedBody(body),
    at: null,
    earlier: differing.earlier ?? [],
    isFresh: differing.isFresh ?? false,
    isStill: differing.isStill ?? false,
    sockets: differing.sockets ? { ...ACKED, ...differing.sockets } : null,
    absent: [],
    absentInEvents: [],
    repeatsSecret: differing.repeatsSecret ?? (() => false),
  }
}

/** Headers of a limit. */
export const limitHeaders = (remaining: number | string, limit: number | string = 2): Received['headers'] => [
  ['x-ratelimit-limit', String(limit)],
  ['x-ratelimit-remaining', String(remaining)],
  ['x-ratelimit-reset', '1795000000000'],
]

const headersOf = (face: Face, outcome: Outcome): Received['headers'] => {
  const spends = face.outcomes.indexOf(outcome) >= firstSpending(face)
  return [['content-type', outcome.mediaType], ...(spends ? limitHeaders(0) : [])]
}

/** A check's findings in short, for tests: `check pointer: message`. */
export const foundBy = (check: Check, answered: Answered): string[] =>
  check(answered).map(({ check: name, pointer, message }) => `${name} ${pointer ?? '-'}: ${message}`)

/** Replaces members at the top of a JSON text; undefined removes one. Throws if nothing changes. */
export function withMembers(text: string, members: Readonly<Record<string, unknown>>): string {
  const value: unknown = JSON.parse(text)
  const changed = { ...(typeof value === 'object' ? value : {}), ...members }
  if (sameJson(value, changed)) throw new Error('nothing changes')
  return JSON.stringify(changed)
}
