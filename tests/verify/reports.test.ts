import { describe, expect, it } from 'vitest'
import { toCtrf } from '../../src/report/formats/ctrf.ts'
import { annotations, jobSummary } from '../../src/report/github.ts'
import { ctrfHtml, toHtmlReport } from '../../src/report/html/html-report.ts'
import { readCtrf } from '../../src/report/html/document.ts'
import { toJUnit } from '../../src/report/formats/junit.ts'
import { toMarkdownReport } from '../../src/report/formats/markdown.ts'
import type { Paint } from '../../src/report/paint.ts'
import { collect, type Report } from '../../src/report/report.ts'
import { createTerminal, type TerminalOptions } from '../../src/report/terminal.ts'
import type { RunEvent } from '../../src/verify/model/events.ts'
import { createRedactor } from '../../src/verify/redact/redactor.ts'
import { readXml, type XmlElement } from '../support/read-xml.ts'
import {
  brokenCase,
  caseResult,
  eventsOf,
  HOSTILE,
  NEVER_SHOWN,
  summaryOf,
  variedResults,
  wrongBody,
  wrongStatus,
} from '../support/sample-report.ts'

const asIs = (text: string): string => text
const paint: Paint = { bold: asIs, dim: asIs, red: asIs, green: asIs, yellow: asIs }

// oxlint-disable-next-line require-await -- a stream that has all of its events at once
async function* streamOf(events: readonly RunEvent[]): AsyncGenerator<RunEvent> {
  yield* events
}

const reportOf = (events: readonly RunEvent[]): Promise<Report> =>
  collect(
    streamOf(events),
    () => {},
    () => 1_800_000_000_000,
  )

function terminalText(events: readonly RunEvent[], options: Partial<TerminalOptions> = {}): string {
  let text = ''
  const out = (more: string): void => {
    text += more
  }
  const tell = createTerminal({ out, isTty: false, paint, width: 80, quiet: false, ...options })
  events.forEach(tell)
  return text
}

/** Every report of a run, by name. */
async function everyReport(events: readonly RunEvent[]): Promise<Record<string, string>> {
  const reports = [await reportOf(events)]
  return {
    terminal: terminalText(events),
    'terminal with progress': terminalText(events, { isTty: true }),
    junit: toJUnit(reports),
    ctrf: toCtrf(reports),
    annotations: annotations(reports),
    'job summary': jobSummary(reports),
    markdown: toMarkdownReport(reports),
    html: toHtmlReport(reports),
  }
}

const hostile = eventsOf(variedResults())
const all = (element: XmlElement, name: string): XmlElement[] => [
  ...(element.name === name ? [element] : []),
  ...element.children.flatMap((child) => all(child, name)),
]
const at = (element: XmlElement | undefined, name: string): number => Number(element?.attributes[name] ?? Number.NaN)

it('tells the same figures in every report as the summary of the run', async () => {
  const report = await reportOf(hostile)
  const { cases, blocked } = report.summary
  const told = [cases.held, cases.broken, cases.differs, cases.known, cases.blocked, cases.skipped]
  expect(told).toEqual([2, 13, 1, 1, 6, 1])

  const sentence = terminalText(hostile).trimEnd().split('\n').at(-1) ?? ''
  expect(sentence).toBe(
    '2 held, 13 broken, 1 differ, 1 known, 6 blocked, 1 skipped = 24 cases · coverage 63 % (21 of 33 outcomes) · 1.2 s',
  )

  const xml = readXml(toJUnit([report]))
  expect([at(xml, 'tests'), at(xml, 'failures'), at(xml, 'errors')]).toEqual([24, cases.broken, blocked.environment])
  expect(all(xml, 'failure')).toHaveLength(cases.broken)
  expect(all(xml, 'error')).toHaveLength(blocked.environment)
  expect(all(xml, 'skipped')).toHaveLength(cases.blocked - blocked.environment + cases.skipped + cases.differs)
  expect(all(xml, 'testcase')).toHaveLength(24)

  const { summary, tests, extra } = JSON.parse(toCtrf([report])).results
  expect(summary).toEqual({
    tests: 24,
    passed: 3,
    failed: 13,
    skipped: 6,
    pending: 0,
    other: 2,
    start: 1_800_000_000_000,
    stop: 1_800_000_001_234,
  })
  for (const status of ['passed', 'failed', 'skipped', 'other'])
    expect(tests.filter((test: { status: string }) => test.status === status)).toHaveLength(summary[status])
  expect(extra.runs[0].summary).toEqual(report.summary)

  for (const markdown of [toMarkdownReport([report]), jobSummary([report])]) {
    expect(markdown).toContain(`| ${told.join(' | ')} |`)
    expect(markdown).toContain('Coverage 63 % (21 of 33 outcomes) in 1.2 s')
    expect(markdown.match(/^<details>/gm)).toHaveLength(cases.broken)
    expect(markdown).toContain('| joinMeetingRoom | document | 3 | 2 | 1 | 0 | 4 | 5 |')
  }

  const page = toHtmlReport([report])
  const figures = [...page.matchAll(/<b>(\d+)<\/b> (?:held|broken|differ|known|blocked|skipped)\b/g)]
  expect(figures.map(([, count]) => Number(count))).toEqual(told)
  expect(page).toContain('<b>63 %</b> coverage, 21 of 33 outcomes')
  expect(page.match(/class="trace"/g)).toHaveLength(cases.broken + cases.differs)
  expect(page).toContain('3 of 15 held, 2 broken, 1 differs, 4 blocked, 5 never tried')

  const commands = annotations([report]).trimEnd().split('\n')
  const hidden = Number(/^::notice::and (\d+) more/m.exec(commands.join('\n'))?.[1])
  expect(commands.filter((line) => line.startsWith('::error'))).toHaveLength(10)
  expect(10 + hidden).toBe(cases.broken)
})

it('tells notes about the whole run in every report, and one mistake of security once', async () => {
  const note = 'a server that forgets seats'
  const leak = { ...wrongBody, check: 'leak', message: 'the answer contains credentials' } as const
  const leaking = ['a', 'b', 'c', 'd', 'e'].map((id) => brokenCase({ id: `joinMeetingRoom/${id}`, findings: [leak] }))
  const report = await reportOf([{ kind: 'note', text: note }, ...eventsOf(leaking)])
  for (const toText of [toJUnit, toCtrf, toMarkdownReport]) expect(toText([report]), toText.name).toContain(note)
  const [, security = ''] = /## Security\n\n([\s\S]*?)\n\n/.exec(toMarkdownReport([report])) ?? []
  expect(security.split('\n')).toEqual([expect.stringMatching(/and 2 more: the answer contains credentials$/)])
})

it('takes all figures from the summary, and those of several editions together', async () => {
  const figures = { cases: { held: 71, broken: 0, differs: 2, known: 3, blocked: 0, skipped: 4 }, identities: [] }
  const one = await reportOf(eventsOf([caseResult()], summaryOf([], figures)))
  expect(at(readXml(toJUnit([one, one])), 'tests')).toBe(160)
  expect(JSON.parse(toCtrf([one, one])).results.summary).toMatchObject({
    tests: 160,
    passed: 148,
    skipped: 8,
    other: 4,
  })
  expect(toMarkdownReport([one, one]).match(/\| 71 \| 0 \| 2 \| 3 \| 0 \| 4 \|/g)).toHaveLength(2)
  expect(terminalText(eventsOf([], summaryOf([], figures)))).toContain('71 held, 0 broken, 2 differ, 3 known')
})

// The characters that act on a terminal or hide in a text; newline is the only control that a report needs.
// oxlint-disable-next-line no-control-regex -- it matches control characters
const ACTING = /[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/

it.each(Object.keys(HOSTILE))('lets no text of a server act, whatever the report: %s', async (name) => {
  const reports = await everyReport(eventsOf(variedResults({ [name]: HOSTILE[name] ?? '' })))
  const { 'terminal with progress': rewritten = '', ...others } = reports
  for (const [report, text] of Object.entries({ ...others, rewritten: rewritten.replaceAll('\r\u001b[2K', '') })) {
    expect(text, report).not.toMatch(ACTING)
    expect(text.isWellFormed(), report).toBe(true)
  }
  expect(() => readXml(reports['junit'] ?? '')).not.toThrow()
})

it('breaks up what a CI system would take for a command in its log', async () => {
  const { terminal = '', annotations: commands = '' } = await everyReport(hostile)
  expect(terminal).toContain(': :set-output')
  expect(terminal.split('\n').filter((line) => /^\s*::|##\w*\[/.test(line))).toEqual([])
  for (const line of commands.trimEnd().split('\n'))
    expect(line).toMatch(
      /^::(?:error|warning|notice)(?: (?:file|line|title)=[^:,]*(?:,(?:file|line|title)=[^:,]*)*)?::/,
    )
  expect(commands).not.toMatch(/%0A\s*::|##\w*\[/)
})

it('keeps addresses in lines to paste as they are', () => {
  const reproduce = { target: "curl -i 'http://[::1]:4010/a'", mock: null }
  expect(terminalText(eventsOf([brokenCase({ reproduce })]))).toContain(
    "on the target: curl -i 'http://[::1]:4010/a'\n",
  )
})

/** Markdown without its code, where nothing is markup. */
const withoutCode = (markdown: string): string =>
  markdown.replace(/^(`{3,})\w*\n[^]*?\n\1$/gm, '').replace(/(`+) .*? \1(?!`)/g, '')

it('writes Markdown in which no text of a server is markup, link, mention or the end of a block', async () => {
  const markdown = withoutCode(toMarkdownReport([await reportOf(hostile)]))
  expect(markdown).toContain('note: ')
  expect(markdown.replace(/<\/?(?:details|summary)>/g, '')).not.toMatch(/</)
  expect(markdown).not.toMatch(/@\w|(?<!&)#\w|https?:\/\/|www\.|(?<!\\)[`[\]]/)
  expect(markdown.match(/<details>/g)).toHaveLength(13)
  expect(markdown.match(/<\/details>/g)).toHaveLength(13)
})

it('keeps a job summary below the size that GitHub takes, and says how much it left out', async () => {
  const wide = Array.from({ length: 40 }, (_, line) => `${line} ${'é'.repeat(280)}`).join('\n')
  const results = Array.from({ length: 400 }, (_, index) =>
    brokenCase({
      id: `joinMeetingRoom/room-full:${index}`,
      findings: [{ ...wrongBody, expected: wide, actual: `${wide}\nx${wide}` }],
    }),
  )
  const summary = jobSummary([await reportOf(eventsOf(results))])
  expect(new TextEncoder().encode(summary).length).toBeLessThan(1024 * 1024)
  const [, hidden] = /and (\d+) more that don't fit/.exec(summary) ?? []
  expect((summary.match(/<details>/g)?.length ?? 0) + Number(hidden)).toBe(400)
})

it('writes JUnit XML as its schemas order it, with a reason for whatever is not green', async () => {
  const xml = readXml(toJUnit([await reportOf(hostile)]))
  expect(xml.name).toBe('testsuites')
  for (const suite of xml.children) {
    const { name = '', timestamp = '', hostname, ...counts } = suite.attributes
    expect(name).toMatch(/^\w+ \(current\)$/)
    expect(timestamp).toBe('2027-01-15T08:00:00')
    expect(hostname).toBe('staging.example.org')
    for (const each of ['tests', 'failures', 'errors', 'skipped', 'id', 'time'])
      expect(counts[each]).toMatch(/^[\d.]+$/)
    expect(at(suite, 'tests')).toBe(all(suite, 'testcase').length)
    expect(at(suite, 'failures')).toBe(all(suite, 'failure').length)
    expect(at(suite, 'errors')).toBe(all(suite, 'error').length)
    expect(at(suite, 'skipped')).toBe(all(suite, 'skipped').length)
    expect(suite.children.map((child) => child.name).join(' ')).toMatch(/^properties(?: testcase)+$/)
    for (const test of all(suite, 'testcase')) {
      expect(Object.keys(test.attributes)).toEqual(['name', 'classname', 'time', 'file', 'line'])
      expect(test.children.map((child) => child.name).join(' ')).toMatch(/^(?:failure|error|skipped|system-out)?$/)
    }
    for (const each of ['failure', 'error', 'skipped'])
      for (const element of all(suite, each)) expect(element.attributes['message']).toMatch(/\S/)
  }
  const [known] = all(xml, 'testcase').filter(
    ({ attributes }) => attributes['name'] === 'listLivechatRooms/invalid-sort',
  )
  expect(known?.children[0]?.text).toContain('known: fixed in 8.1')
  const meeting = xml.children.find(({ attributes }) => attributes['name'] === 'joinMeetingRoom (current)')
  const properties = all(meeting ?? xml, 'property').map(
    ({ attributes }) => `${attributes['name']}=${attributes['value']}`,
  )
  expect(properties).toEqual(
    expect.arrayContaining(['coverage.document.held=3', 'coverage.document.never=5', 'coverage.percent=63']),
  )
})

it('is red in JUnit when a run could not begin, though no case failed', async () => {
  const unreachable = 'connection refused by 127.0.0.1:9'
  const report = await reportOf(eventsOf([], summaryOf([], { unreachable, identities: [] })))
  const xml = readXml(toJUnit([report]))
  expect([at(xml, 'tests'), at(xml, 'errors')]).toEqual([1, 1])
  expect(all(xml, 'error')[0]?.attributes['message']).toBe(`unreachable: ${unreachable}`)
  expect(annotations([report])).toContain(`::error title=greenroom verify (current)::unreachable: ${unreachable}`)
  expect(toMarkdownReport([report])).toContain('the target is unreachable')
})

it('writes CTRF of the documented shape', async () => {
  const document = JSON.parse(toCtrf([await reportOf(hostile)]))
  expect(document).toMatchObject({
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    results: { tool: { name: 'greenroom' } },
  })
  expect(Object.keys(document).sort()).toEqual(['generatedBy', 'reportFormat', 'results', 'specVersion', 'timestamp'])
  expect(document.results.tests).toHaveLength(24)
  for (const test of document.results.tests) {
    expect(test).toMatchObject({
      name: expect.any(String),
      status: expect.stringMatching(/^(?:passed|failed|skipped|pending|other)$/),
      duration: 12,
      suite: [expect.any(String), 'current'],
      filePath: 'contract-tests/cases/joinMeetingRoom.yaml',
      line: 40,
    })
    if (test.status === 'failed') expect(test).toMatchObject({ message: expect.any(String), trace: expect.any(String) })
  }
  const retried = document.results.tests.find((test: { name: string }) => test.name === 'joinLivechatRoom/joined')
  expect(retried).toMatchObject({ flaky: true, retries: 2 })
})

it('shows a breach with its places, its source, the difference and a line to paste for each side', () => {
  expect(terminalText(eventsOf([brokenCase()])).split('\n\n')[0]).toBe(
    `✗ broken  joinMeetingRoom/room-full  (current, http)
  sent      POST /rooms/abc-def-ghi/join → 403 in 12 ms
  rests on  document: 002_room-join.txt#Errors
  case      contract-tests/cases/joinMeetingRoom.yaml:40
  contract  specs/meeting-rooms.openapi.yaml:120
  answered  as room-locked instead of room-full
  status: The status is 403 and should be 400.
    expected: 400
    actual:   403
  body: The body is another.
    - expected  + actual
      {
        "success": false,
    -   "error": "Room is full",
    +   "error": "Room is locked",
        "room": {
          "seats": 2,
    … 3 lines
  on the target: curl -i -X POST 'https://staging.example.org/rooms/abc-def-ghi/join'
  on a mock: greenroom verify --case joinMeetingRoom/room-full`,
  )
})

/** A case that broke on a socket, whose call was left without an answer. */
const brokenOnSocket = brokenCase({
  transport: 'polling',
  findings: [{ ...wrongBody, check: 'ack', message: 'there was no ack within 2000 ms', expected: null, actual: null }],
  answeredAs: null,
  exchanges: caseResult().exchanges.map((exchange) => ({
    ...exchange,
    method: 'EVENT',
    target: 'join-room',
    answer: { status: 0, headers: [], body: '', ms: 2000 },
    packets: [
      'observer 1 → join-room {"code":"abc-def-ghi"}',
      'caller 1 → connect {"token":"[redacted]"}',
      'caller 1 → join-room {"code":"abc-def-ghi"}',
    ],
  })),
  reproduce: {
    target: 'npx greenroom verify --case joinMeetingRoom/room-full --transport polling',
    mock: 'npx greenroom show joinMeetingRoom/room-full --as socket',
  },
})

it('shows a breach on a socket with its transport, that no answer came, and the packets of every connection', () => {
  expect(terminalText(eventsOf([brokenOnSocket])).split('\n\n')[0]).toBe(
    `✗ broken  joinMeetingRoom/room-full  (current, polling)
  sent      EVENT join-room → no answer
  rests on  document: 002_room-join.txt#Errors
  case      contract-tests/cases/joinMeetingRoom.yaml:40
  contract  specs/meeting-rooms.openapi.yaml:120
  ack: there was no ack within 2000 ms
  packets:
    | observer 1 → join-room {"code":"abc-def-ghi"}
    | caller 1 → connect {"token":"[redacted]"}
    | caller 1 → join-room {"code":"abc-def-ghi"}
  on the target: npx greenroom verify --case joinMeetingRoom/room-full --transport polling
  on a mock: npx greenroom show joinMeetingRoom/room-full --as socket`,
  )
})

it('tells the packets in every report, and the end of them alone where they are many', async () => {
  const reports = await everyReport(eventsOf([brokenOnSocket]))
  for (const [name, text] of Object.entries(reports)) expect(text, name).toMatch(/caller 1 → connect/)
  const packets = Array.from({ length: 90 }, (_, nth) => `caller ${nth} → connect {}`)
  const [exchange] = brokenOnSocket.exchanges
  if (!exchange) throw new Error('it has an exchange')
  const text = terminalText(eventsOf([{ ...brokenOnSocket, exchanges: [{ ...exchange, packets }] }]))
  expect(text).toContain('| … 60 packets before\n    | caller 60 →')
  expect(text).not.toContain('caller 59')
})

it('names a transport other than HTTP beside the case in every report', async () => {
  const others = (['differs', 'known'] as const).map((verdict) => ({ ...brokenOnSocket, verdict }))
  const reports = await everyReport(eventsOf([brokenOnSocket, caseResult(), ...others]))
  const times = (name: string): number =>
    reports[name]?.match(/joinMeetingRoom\/room-full`? {0,2}\((?:current, )?polling\)/g)?.length ?? 0
  for (const name of ['terminal', 'junit', 'ctrf', 'annotations', 'markdown', 'job summary'])
    expect(times(name), name).toBeGreaterThanOrEqual(3)
  const names = all(readXml(reports['junit'] ?? ''), 'testcase').map(({ attributes }) => attributes['name'])
  expect(names).toContain('joinMeetingRoom/room-full')
  expect(names).toContain('joinMeetingRoom/room-full (polling)')
})

it('names which call of a case a later one is, so that it does not read as the case itself', () => {
  const [exchange] = caseResult().exchanges
  if (!exchange) throw new Error('it has an exchange')
  const later = { ...exchange, expect: 'leaveMeetingRoom/left' }
  const result = brokenCase({ calls: 3, exchanges: [exchange, later], findings: [{ ...wrongBody, call: 2 }] })
  expect(terminalText(eventsOf([result]))).toContain(
    '  body: call 2 of 3, leaveMeetingRoom/left: The body is another.\n',
  )
  expect(terminalText(eventsOf([brokenCase({ calls: 3 })]))).not.toContain('call 1')
})

const FLOOD = Array.from({ length: 40 }, (_, index) => brokenCase({ id: `a/b:${index}`, findings: [wrongBody] }))

it('tells each breach of one cause by its name, the first at length, and all at length when it is asked to', () => {
  const text = terminalText(eventsOf(FLOOD))
  expect(text.match(/^✗ broken/gm)).toHaveLength(40)
  expect(text.match(/- expected {2}\+ actual/g)).toHaveLength(1)
  expect(text).toContain('✗ broken  a/b:1  (current, http)\n  as        a/b:0\n')
  expect(text).toContain(
    'by cause\n  40 × body: The body is another.\n      a/b:0, a/b:1, a/b:2, and 37 more (--all lists them)\n',
  )
  expect(terminalText(eventsOf(FLOOD), { all: true }).match(/- expected {2}\+ actual/g)).toHaveLength(40)
})

it('lists what differs case by case only when it is asked to', () => {
  const differing = FLOOD.map((each) => ({ ...each, verdict: 'differs' as const }))
  expect(terminalText(eventsOf(differing))).toContain('by cause\n  40 × body: The body is another. (differs)\n')
  expect(terminalText(eventsOf(differing))).not.toContain('a/b:39')
  expect(terminalText(eventsOf(differing), { all: true })).toContain('  a/b:39: The body is another.')
})

it('tells what is a matter of security first in every report, whatever the gate', async () => {
  const accepted = { ...wrongStatus, expected: '401', actual: '201' }
  const results = [...FLOOD, caseResult({ id: 'a/unauthorized', verdict: 'differs', findings: [accepted] })]
  const reports = await everyReport(eventsOf(results))
  const words = 'a call with invalid credentials was accepted'
  for (const name of ['terminal', 'ctrf', 'annotations', 'markdown', 'job summary'])
    expect(reports[name], name).toContain(words)
  expect(reports['terminal']).toContain(`security\n  ${words}: a/unauthorized differs\n`)
  expect(reports['annotations']).toMatch(/^::warning title=security \(current\)::/)
  expect(reports['markdown']?.indexOf('## Security')).toBeLessThan(reports['markdown']?.indexOf('## Broken') ?? 0)
})

it('shows on which transports outcomes held, where there are several, and which held in part', async () => {
  const summary = summaryOf([])
  const rows = summary.coverage.map((each) => ({ ...each, heldOn: { http: 3, websocket: 1 } }))
  const part = [{ outcome: 'a/b', on: ['http'], notOn: ['websocket'] }] as const
  const reports = await everyReport(eventsOf([], { ...summary, coverage: rows, heldInPart: part }))
  expect(reports['terminal']).toMatch(/^ {2}outcomes of .* never tried {2}on http {2}on websocket$/m)
  expect(reports['terminal']).toContain('1 outcome held on http, not on websocket: a/b\n')
  expect(reports['markdown']).toContain('| joinMeetingRoom | document | 3 | 2 | 1 | 0 | 4 | 5 | 3 | 1 |')
  expect(reports['markdown']).toContain('## Held in part')
  expect(reports['terminal']).toMatch(/^coverage$/m)
  expect(reports['markdown']).toMatch(/^## Cases\n\n\|.*^## Coverage\n\n\|/ms)
})

it('groups blocked cases by kind and reason instead of telling each', () => {
  const blocked = Array.from({ length: 60 }, (_, index) =>
    caseResult({ id: `a/b:${index}`, verdict: 'blocked', kind: 'identity', reason: 'agent was refused with 401.' }),
  )
  const text = terminalText(eventsOf(blocked))
  expect(text).toContain('blocked\n  60 × identity: agent was refused with 401.\n')
  expect(text.match(/refused with 401/g)).toHaveLength(1)
})

it('rewrites one line of progress on a terminal, and writes none elsewhere', () => {
  const events = eventsOf([caseResult(), brokenCase()])
  const text = terminalText(events, { isTty: true })
  expect(text).toContain('\r\u001b[2K0/2 · 0 held, 0 broken · waiting 4.2 s for the limit of joinVideoConference')
  expect(text).toContain('\r\u001b[2K1/2 · 1 held, 0 broken')
  // Whatever is told stands on a line that was erased before.
  expect(text).toContain('\r\u001b[2K✗ broken')
  // A terminal shows of each piece that starts with an erased line only what a newline has finished.
  const left = text.split('\r\u001b[2K').filter((piece) => piece.includes('\n'))
  expect(left.join('')).toBe(terminalText(events))
  expect(terminalText(events)).not.toContain('waiting')
})

it('cuts the line of progress to the terminal, so that it can be erased', () => {
  const lines = terminalText(eventsOf([caseResult()]), { isTty: true, width: 30 }).split('\r\u001b[2K')
  expect(lines.length).toBeGreaterThan(3)
  for (const line of lines.slice(0, 4)) expect([...line].length).toBeLessThan(30)
})

it('says nothing but breaches and the last line when it is to be quiet', () => {
  const text = terminalText(hostile, { quiet: true, isTty: true })
  expect(text.match(/^✗ broken/gm)).toHaveLength(13)
  expect(text).not.toMatch(/^(?:blocked|known|notes|coverage)/m)
  expect(terminalText(eventsOf([caseResult()]), { quiet: true })).toMatch(/^1 held, .*\n$/)
})

it('never shows what is recorded for a file of deviations', async () => {
  for (const text of Object.values(await everyReport(hostile))) expect(text).not.toContain(NEVER_SHOWN)
})

it('refuses events that end before the run does', async () => {
  await expect(reportOf(hostile.slice(0, -1))).rejects.toThrow('The run ended without its figures.')
})

const SECRETS = [
  'r7Qx-plain-secret-01',
  'with"quote\\and/slash02',
  "a<b>&c'd;e=f?g+h 03",
  'ünïcödé-世界-🙂-04',
  'YWJjZGVmZ2g+Lz8/PT0=05',
  '%41%42already-escaped06',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl07',
  'tab\tand\nnewline-08',
  '0123456789abcdef09',
  'user:pass@host:10',
  '$argon2id$v=19$m=11',
  '--*_[x](y)|`12`',
] as const

const hex = (value: number): string => value.toString(16).padStart(2, '0')
const bytes = (text: string): number[] => [...new TextEncoder().encode(text)]
const base64 = (text: string): string => btoa(String.fromCharCode(...bytes(text)))
const FORMS: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  encodeURIComponent,
  (secret) => encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
  (secret) => JSON.stringify(secret).slice(1, -1),
  (secret) => JSON.stringify(JSON.stringify(secret)).slice(3, -3),
  (secret) => secret.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
  (secret) => Array.from(secret, (character) => `&#x${(character.codePointAt(0) ?? 0).toString(16)};`).join(''),
  (secret) =>
    secret
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  (secret) => bytes(secret).map(hex).join(''),
  (secret) => bytes(secret).map(hex).join('').toUpperCase(),
  base64,
  // What the secret alone fixes of a longer text that holds it.
  (secret) => base64(`ab${secret}cd`).slice(3, Math.floor(((2 + bytes(secret).length) * 8) / 6)),
  (secret) => base64(secret).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
  (secret) => `Bearer ${secret}`,
]

/** A run in which a text stands wherever a report takes text from. */
const planted = (text: string): RunEvent[] => {
  const results = variedResults({ planted: text }).map((result) => ({
    ...result,
    sources: [...result.sources, text],
    reason: result.reason === null ? null : `${result.reason} ${text}`,
    exchanges: result.exchanges.map((exchange) => ({
      ...exchange,
      target: `/a?q=${text}`,
      body: text,
      headers: { accept: text },
      packets: [text, `caller 1 ← ack ${text}`],
    })),
    reproduce: { target: `curl '${text}'`, mock: text },
  }))
  const summary = summaryOf(results, { stopped: text, identities: [text] })
  return [
    ...eventsOf(results, summary, { target: text, url: `https://host/${text}` }).slice(0, -1),
    { kind: 'identity', name: 'host', state: 'refused', reason: text },
    { kind: 'left-behind', what: text, reason: text },
    { kind: 'finished', summary },
  ]
}

it('shows none of twelve planted secrets in any report, in whatever form they were planted', async () => {
  const redactor = createRedactor({ secrets: SECRETS })
  const forms = SECRETS.map((secret) => ({ secret, forms: FORMS.map((form) => form(secret)) }))
  for (const plant of FORMS) {
    const text = SECRETS.map((secret) => `before ${plant(secret)} after`).join(' ')
    const reports = await everyReport(planted(text).map((event) => redactor.deep(event)))
    const found = Object.entries(reports).flatMap(([name, report]) =>
      forms
        .filter((each) => each.forms.some((form) => report.includes(form)))
        .map(({ secret }) => `${name}: ${secret}`),
    )
    expect(found).toEqual([])
    expect(reports['terminal']).toContain('[redacted]')
  }
})

it('would find a secret that was not taken out', async () => {
  const reports = await everyReport(planted(SECRETS[0]))
  for (const [name, report] of Object.entries(reports)) expect(report, name).toContain(SECRETS[0])
})

describe('the HTML report', () => {
  it('is the same from a run and from its CTRF report', async () => {
    const reports = [await reportOf(hostile)]
    expect(ctrfHtml(readCtrf(toCtrf(reports), 'run.json'))).toBe(toHtmlReport(reports))
  })

  it('has no script, asks for nothing from elsewhere, and lets no text of a server become markup', async () => {
    const [page, plain] = [
      toHtmlReport([await reportOf(hostile)]),
      toHtmlReport([await reportOf(eventsOf(variedResults({ plain: 'plain' })))]),
    ]
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object|embed|base|form)\b|@import|url\(/i)
    const tags = (text: string): Set<string> => new Set([...text.matchAll(/<\/?[a-z][^\s>]*/gi)].map(([tag]) => tag))
    expect(tags(page)).toEqual(tags(plain))
  })

  it('says first what a pass leaves open', async () => {
    const page = toHtmlReport([await reportOf(hostile)])
    expect(page.indexOf('leaves open')).toBeLessThan(page.indexOf('<h2>Coverage'))
    for (const text of [
      '2 cases were blocked by a missing identity: host has no credentials: HOST_TOKEN is not set (2).',
      '1 deviation was not counted',
      '1 known deviation was accepted.',
      '1 case was skipped on purpose: asked for (1).',
    ])
      expect(page).toContain(text)
    const held = eventsOf([caseResult()], summaryOf([caseResult()], { coverage: [], percent: 100, identities: [] }))
    expect(toHtmlReport([await reportOf(held)])).toContain('Nothing: every documented outcome was tried')
  })

  it.each([
    'nonsense',
    '{}',
    '{"generatedBy":"greenroom verify","results":{"tests":[1]}}',
    toCtrf([]).replace('greenroom verify', 'x'),
  ])('refuses what is no report of verify: %#', (text) => {
    expect(() => readCtrf(text, 'run.json')).toThrow('run.json is not a report of greenroom verify')
  })
})
