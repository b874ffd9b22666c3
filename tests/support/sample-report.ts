import type { Report } from '../../src/report/report.ts'
import type { RunEvent, RunInfo } from '../../src/verify/model/events.ts'
import type { Finding } from '../../src/verify/model/finding.ts'
import type { BlockedKind, CaseResult, Verdict } from '../../src/verify/model/result.ts'
import type { CoverageRow, Summary } from '../../src/verify/model/summary.ts'

/** Texts that a hostile server may answer with, by what they try. */
export const HOSTILE: Readonly<Record<string, string>> = {
  'colours and titles of a terminal': '\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u009b2J \u001b[2K\rheld',
  'the end of a CDATA section': ']]> <![CDATA[ &amp; --> <!--',
  'commands to GitHub': '::set-output name=a::b\n::error::x\n  ::add-mask::y\n##[group]z\n::stop-commands::t',
  'commands to other systems': '##vso[task.complete]x ##teamcity[a]',
  'text that turns round': 'abc\u202edef\u2066ghi\u2069 \u200f\u061c \ufeff \u2028x',
  'halves of pairs': '\ud800 and \udfff',
  'a NUL and other controls': 'a\0b\u0008c\u007fd\u0085e\ufffff',
  markup: '<script>alert(1)</script><img src=x onerror=alert(1)></details></summary>',
  'markup of Markdown':
    '``` ~~~ `a` |b| [c](javascript:d) ![e](f) @octocat #1 owner/repo#2 https://example.org www.example.org\n```\n# h\n- l',
  emoji: '👩‍👩‍👧 🇩🇪 é',
  'right to left': 'שלום مرحبا',
  'a long line': 'x'.repeat(1_000_000),
}

/** A finding that says that the status is another. */
export const wrongStatus: Finding = {
  check: 'status',
  call: 1,
  message: 'The status is 403 and should be 400.',
  pointer: null,
  expected: '400',
  actual: '403',
  source: 'document',
  sources: ['002_room-join.txt#Errors'],
}

/** A finding on the body, with a value of several lines on both sides. */
export const wrongBody: Finding = {
  check: 'body',
  call: 1,
  message: 'The body is another.',
  pointer: null,
  expected: '{"success":false,"error":"Room is full","room":{"seats":2,"code":"abc"}}',
  actual: '{"success":false,"error":"Room is locked","room":{"seats":2,"code":"abc"}}',
  source: 'document',
  sources: ['002_room-join.txt#Errors'],
}

/** A case that held, but for what is given. */
export const caseResult = (given: Partial<CaseResult> = {}): CaseResult => ({
  id: 'joinMeetingRoom/room-full',
  edition: 'current',
  operation: 'joinMeetingRoom',
  outcome: 'room-full',
  transport: 'http',
  source: 'document',
  sources: ['002_room-join.txt#Errors'],
  verdict: 'held',
  kind: null,
  reason: null,
  findings: [],
  notes: [],
  extra: [],
  answeredAs: null,
  attempts: 1,
  ms: 12,
  exchanges: [
    {
      method: 'POST',
      target: '/rooms/abc-def-ghi/join',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"Rosa"}',
      answer: { status: 403, headers: [['content-type', 'application/json']], body: '{"success":false}', ms: 11.6 },
      packets: [],
      expect: 'joinMeetingRoom/room-full',
    },
  ],
  deviates: null,
  calls: 1,
  at: 'contract-tests/cases/joinMeetingRoom.yaml:40',
  contractAt: 'specs/meeting-rooms.openapi.yaml:120',
  reproduce: {
    target: "curl -i -X POST 'https://staging.example.org/rooms/abc-def-ghi/join'",
    mock: 'greenroom verify --case joinMeetingRoom/room-full',
  },
  ...given,
})

/** What a deviation file would record, and no report may show. */
export const NEVER_SHOWN = 'the whole answer, for a deviation file only'

/** A case that broke, with its two findings. */
export const brokenCase = (given: Partial<CaseResult> = {}): CaseResult =>
  caseResult({
    verdict: 'broken',
    findings: [wrongStatus, wrongBody],
    answeredAs: 'room-locked',
    deviates: {
      findings: [
        { check: 'status', found: 403 },
        { check: 'body', at: '/error', found: NEVER_SHOWN },
      ],
      accepted: null,
    },
    ...given,
  })

const blocked = (id: string, kind: BlockedKind, reason: string): CaseResult =>
  caseResult({ id, verdict: 'blocked', kind, reason, exchanges: [], reproduce: { target: null, mock: null } })

/** A result of every verdict and kind of block, and a broken one for each text. */
export const variedResults = (texts: Readonly<Record<string, string>> = HOSTILE): CaseResult[] => [
  caseResult(),
  caseResult({
    id: 'joinLivechatRoom/joined',
    operation: 'joinLivechatRoom',
    outcome: 'joined',
    attempts: 3,
    notes: ['/extra is not documented.'],
  }),
  ...Object.values(texts).map((text, index) =>
    brokenCase({
      id: `joinMeetingRoom/room-full:${index}`,
      operation: index % 2 === 0 ? 'joinMeetingRoom' : 'joinLivechatRoom',
      findings: [
        { ...wrongBody, message: `It says ${text}`, actual: JSON.stringify({ success: false, error: text }) },
        { ...wrongBody, pointer: '/error', expected: '"Room is full"', actual: JSON.stringify(text) },
        { ...wrongStatus, check: 'media-type', expected: `application/json\n${text}`, actual: `text/html\n${text}` },
      ],
      notes: [`note: ${text.slice(0, 500)}`],
    }),
  ),
  brokenCase({
    id: 'joinMeetingRoom/room-full:no-finding-shows-a-part',
    transport: 'polling',
    findings: [{ ...wrongStatus, expected: null, actual: null }],
    exchanges: caseResult().exchanges.map((exchange) => ({
      ...exchange,
      packets: Object.values(texts).map((text) => `caller 1 ← ack ${JSON.stringify(text)} ${text}`.slice(0, 65_536)),
      answer: { status: 500, headers: [], body: Object.values(texts).join('\n').slice(0, 2_000_000), ms: 3 },
    })),
  }),
  caseResult({
    id: 'listLivechatRooms/listed:order',
    operation: 'listLivechatRooms',
    verdict: 'differs',
    source: 'inferred',
    findings: [wrongStatus],
  }),
  caseResult({
    id: 'listLivechatRooms/invalid-sort',
    operation: 'listLivechatRooms',
    verdict: 'known',
    reason: 'fixed in 8.1',
    findings: [wrongStatus],
  }),
  blocked('joinMeetingRoom/joined-as-host', 'identity', 'host has no credentials: HOST_TOKEN is not set.'),
  blocked('joinMeetingRoom/joined-as-user', 'identity', 'host has no credentials: HOST_TOKEN is not set.'),
  blocked('joinMeetingRoom/room-locked', 'situation', 'nothing makes meeting-room: [locked].'),
  blocked('joinMeetingRoom/room-inactive', 'transport', 'no Socket.IO here.'),
  blocked('joinMeetingRoom/unauthorized', 'environment', `502 three times: ${Object.values(texts)[0] ?? ''}`),
  blocked('joinVideoConference/rate-limited', 'safety', 'it takes --allow-mutating=staging.example.org.'),
  caseResult({
    id: 'joinVideoConference/joined',
    operation: 'joinVideoConference',
    verdict: 'skipped',
    reason: 'asked for',
    exchanges: [],
  }),
]

const count = (results: readonly CaseResult[], verdict: Verdict): number =>
  results.filter((result) => result.verdict === verdict).length

const row = (operation: string, edition: string): CoverageRow => ({
  operation,
  edition,
  source: 'document',
  outcomes: { broken: 2, held: 3, differs: 1, known: 0, blocked: 4, never: 5 },
  heldOn: { http: 3 },
})

/** The figures of results, with a coverage of its own. */
export const summaryOf = (results: readonly CaseResult[], given: Partial<Summary> = {}): Summary => {
  const kinds: readonly BlockedKind[] = ['identity', 'situation', 'transport', 'environment', 'safety']
  const verdicts: readonly Verdict[] = ['held', 'broken', 'differs', 'known', 'blocked', 'skipped']
  const of = (kind: BlockedKind): number => results.filter((result) => result.kind === kind).length
  const [identity = 0, situation = 0, transport = 0, environment = 0, safety = 0] = kinds.map(of)
  const [held = 0, broken = 0, differs = 0, known = 0, blockedCases = 0, skipped = 0] = verdicts.map((verdict) =>
    count(results, verdict),
  )
  return {
    cases: { held, broken, differs, known, blocked: blockedCases, skipped },
    unasked: 0,
    blocked: { identity, situation, transport, environment, safety },
    coverage: ['joinLivechatRoom', 'joinMeetingRoom'].map((operation) => row(operation, 'current')),
    heldInPart: [],
    outcomes: { documented: 33, held: 21 },
    percent: 63,
    identities: ['host'],
    troubles: { gateway: 3 },
    retries: 2,
    requests: 412,
    durationMs: 1234,
    lacking: [],
    unreachable: null,
    stopped: null,
    ...given,
  }
}

/** What a run is about, but for what is given. */
export const runInfo = (given: Partial<RunInfo> = {}): RunInfo => ({
  target: 'staging',
  url: 'https://staging.example.org',
  edition: 'current',
  arranger: 'static',
  gate: 'document',
  minCoverage: 0,
  cases: 20,
  leastMs: 0,
  bodies: 'all',
  ...given,
})

/** The events of a run that has these results, and trouble of every sort on its way. */
export const eventsOf = (
  results: readonly CaseResult[],
  summary: Summary = summaryOf(results),
  run: Partial<RunInfo> = {},
): RunEvent[] => [
  { kind: 'planned', run: runInfo({ cases: results.length, ...run }) },
  { kind: 'identity', name: 'agent', state: 'usable', reason: null },
  { kind: 'identity', name: 'host', state: 'missing', reason: 'HOST_TOKEN is not set' },
  { kind: 'waiting', operation: 'joinVideoConference', ms: 4200, why: 'its limit is used up' },
  { kind: 'retried', id: 'joinMeetingRoom/unauthorized', trouble: 'gateway', message: '502 Bad Gateway' },
  ...results.map((result) => ({ kind: 'judged' as const, result })),
  { kind: 'left-behind', what: 'room abc-def-ghi', reason: 'the hook answered 500' },
  { kind: 'finished', summary },
]

/** A finished run that has these results. */
export const reportOf = (results: readonly CaseResult[], given: Partial<Report> = {}): Report => ({
  run: runInfo(),
  startedAt: Date.UTC(2026, 10, 28, 3, 17),
  identities: [],
  results,
  leftBehind: [],
  notes: [],
  summary: summaryOf(results),
  ...given,
})
