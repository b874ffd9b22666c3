import { setTimeout as pause } from 'node:timers/promises'
import { faces } from '../../contract/compiled/faces.ts'
import type { Case } from '../../contract/model/case.ts'
import { bareArrangement, type Arrangement } from '../model/arrangement.ts'
import type { Arranger } from '../model/arranger.ts'
import { PLAIN_DIALECT } from '../../dialect/dialect.ts'
import type { RunEvent } from '../model/events.ts'
import type { Received, Send, Trouble } from '../model/exchange.ts'
import type { CaseResult } from '../model/result.ts'
import type { Target } from '../model/target.ts'
import { heldSubjects, yieldsOf } from '../plan/subjects.ts'
import { createRedaction } from '../redact/redaction.ts'
import type { RunOptions } from '../run/run-options.ts'
import { run } from '../run/run.ts'
import { answer, caseOf } from './answers.ts'

/** A target with credentials for every role. */
export const target: Target = {
  name: 'a target',
  url: 'http://127.0.0.1:1',
  edition: 'current',
  operations: null,
  prefixes: {},
  identities: Object.fromEntries(
    ['agent', 'manager', 'no-permission', 'wrong-token', 'host', 'member', 'expired-token', 'nobody', 'guest'].map(
      (role) => [role, { 'X-User-Id': `id-of-${role}`, 'X-Auth-Token': `secret-token-of-${role}` }],
    ),
  ),
  missing: {},
  payloads: {},
  unset: [],
  scope: { departmentId: 'ours' },
  limits: { joinLivechatRoom: null, joinVideoConference: null, listLivechatRooms: null },
  transports: ['http'],
  socket: PLAIN_DIALECT,
  secrets: [],
}

/** Cases of one call, by their ids. */
export const some = (...ids: readonly string[]): Case[] => ids.map(caseOf)

/** An arranger with every situation; it puts the case's id in a header, and counts what was not cleaned up. */
export function createTestArranger(isolated = true): Arranger & { readonly open: () => number } {
  let open = 0
  const arrangementFor = (testCase: Case): Arrangement => ({
    ...bareArrangement({ baseUrl: target.url, identities: target.identities }),
    headers: { 'x-case': testCase.id },
    values: Object.fromEntries(heldSubjects.flatMap(yieldsOf).map((name) => [name, `the-${name}`])),
    cleanUp: async () => {
      await pause(1)
      open -= 1
    },
  })
  return {
    name: isolated ? 'control' : 'static',
    isolated,
    arrange: async (testCase) => {
      open += 1
      return arrangementFor(testCase)
    },
    lacks: () => null,
    open: () => open,
  }
}

/** The documented answer to the case of an arrangement; a preflight, which has no arrangement, gets a documented refusal. */
export const documented: Send = async ({ headers }) =>
  answer(headers['x-case'] ?? 'joinLivechatRoom/missing-room-id').received

/** A `Send` that gives documented answers, with exceptions for some requests, counted from 0. */
export function sending(
  differ: (nth: number, id: string | undefined) => Received | Trouble | null,
): Send & { sent: () => number } {
  let sent = 0
  const send: Send = async (request, to) => differ(sent++, request.headers['x-case']) ?? documented(request, to)
  return Object.assign(send, { sent: () => sent })
}

/** Complete options for a run over these cases. */
export const optionsFor = (cases: readonly Case[], more: Partial<RunOptions> = {}): RunOptions => ({
  target,
  faces: faces.current,
  cases,
  wanted: () => true,
  skipped: () => null,
  arranger: createTestArranger(),
  send: documented,
  socketFaces: [],
  socketClient: {
    connect: () => Promise.reject(new Error('nothing is connected here')),
    reach: () => Promise.reject(new Error('nothing is connected here')),
  },
  gate: 'inferred',
  minCoverage: 0,
  deviations: [],
  allowMutating: [],
  today: '2026-01-01',
  redaction: createRedaction([], null),
  bodies: 'all',
  timeoutMs: 1000,
  deadlineMs: 60_000,
  retries: 2,
  workers: 2,
  signal: new AbortController().signal,
  now: () => performance.now(),
  wallClock: Date.now,
  sleep: async () => {},
  reproduce: () => ({ target: null, mock: null }),
  ...more,
})

/** All items, in order. */
export async function allOf<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

/** All events of a run. */
export const eventsOf = (cases: readonly Case[], more: Partial<RunOptions> = {}): Promise<RunEvent[]> =>
  allOf(run(optionsFor(cases, more)))

/** The results among events, by id. */
export const resultsOf = (events: readonly RunEvent[]): Readonly<Record<string, CaseResult>> =>
  Object.fromEntries(events.flatMap((event) => (event.kind === 'judged' ? [[event.result.id, event.result]] : [])))
