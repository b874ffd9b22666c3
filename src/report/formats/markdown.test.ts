import { expect, it } from 'vitest'
import { brokenCase, caseResult, runInfo, summaryOf, wrongStatus } from '../../../tests/support/sample-report.ts'
import type { CaseResult } from '../../verify/model/result.ts'
import type { Summary } from '../../verify/model/summary.ts'
import { toMarkdownReport } from './markdown.ts'
import type { Report } from '../report.ts'

const reportOf = (results: CaseResult[], given: Partial<Summary> = {}, more: Partial<Report> = {}): Report => ({
  run: runInfo(),
  startedAt: Date.UTC(2026, 2, 3),
  identities: [],
  results,
  leftBehind: [],
  notes: [],
  summary: summaryOf(results, given),
  ...more,
})

it('as Markdown, the title is marked if a case is broken, and only then', () => {
  expect(toMarkdownReport([reportOf([brokenCase()])])).toMatch(/^# ❌ staging, current: /)
  expect(toMarkdownReport([reportOf([caseResult()])])).toMatch(/^# staging, current: /)
})

it('as Markdown, a report begins with its verdict, its figures, its coverage, and its causes', () => {
  const differs = caseResult({ id: 'b', verdict: 'differs', findings: [wrongStatus], transport: 'polling' })
  const row = { held: 3, broken: 2, differs: 1, known: 0, blocked: 4, never: 5 }
  const coverage = [
    { operation: 'join', edition: 'current', source: 'document', outcomes: row, heldOn: { http: 3 } },
  ] as const
  const [above = ''] = toMarkdownReport([reportOf([brokenCase(), differs], { coverage, identities: [] })]).split(
    '\n\n## Broken\n',
  )
  expect(above.split('\n')).toEqual([
    '# ❌ staging, current: the contract is broken',
    '',
    '## Cases',
    '',
    '| held | broken | differ | known | blocked | skipped |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    '| 0 | 1 | 1 | 0 | 0 | 0 |',
    '',
    'Coverage 63 % (21 of 33 outcomes) in 1.2 s, 412 requests to ` https://staging.example.org `; gate: document.',
    '',
    'trouble: 3 gateway; retried 2 times in 412 requests.',
    '',
    '## Coverage',
    '',
    '| outcomes of | source | held | broken | differs | known | blocked | never tried |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    '| join | document | 3 | 2 | 1 | 0 | 4 | 5 |',
    '',
    '## Broken or different, by cause',
    '',
    '- 2 × (1 broken) ` joinMeetingRoom/room-full `, ` b (polling) `: status: The status is 403 and should be 400.',
  ])
})

it('as Markdown, texts are cut after two hundred characters, and a hint is on a line of its own', () => {
  const noAck = {
    ...wrongStatus,
    check: 'ack' as const,
    message: 'there was no ack within 5 ms',
    expected: null,
    actual: null,
  }
  const text = toMarkdownReport([
    reportOf([brokenCase({ findings: [noAck] })], {}, { notes: ['x'.repeat(200), 'y'.repeat(201)] }),
  ])
  expect(text).toContain(
    ': ack: there was no ack within &#60;…&#62; ms<br>Socket.IO: call the ack of the event in every branch; NestJS acks what the handler returns, if it returns anything.\n',
  )
  expect(text).toContain(`\n- ${'x'.repeat(200)}\n- ${'y'.repeat(199)}…\n`)
})

it('as Markdown, breaches are shown as far as there is room, and lists end after twenty', () => {
  const results = Array.from({ length: 3 }, () => brokenCase())
  const whole = toMarkdownReport([reportOf(results)])
  expect(whole.match(/<details>/g)).toHaveLength(3)
  expect(toMarkdownReport([reportOf(results)], { maxBytes: 0 })).toContain("and 3 more that don't fit here")
  const [details = ''] = /<details>[^]*?<\/details>/.exec(whole) ?? []
  const bytes = Buffer.byteLength(details)
  const shownWithin = (maxBytes: number): number =>
    toMarkdownReport([reportOf(results)], { maxBytes }).split('<details>').length - 1
  expect([shownWithin(2 * bytes - 1), shownWithin(2 * bytes)]).toEqual([1, 2])
  // Several runs share the room.
  const both = toMarkdownReport([reportOf(results), reportOf(results)], { maxBytes: 4 * bytes - 1 })
  expect([both.split('<details>').length - 1, both.match(/and 2 more that don't fit here/g)?.length]).toEqual([2, 2])
  const known = Array.from({ length: 21 }, () => caseResult({ verdict: 'known', reason: 'a *reason*' }))
  expect(toMarkdownReport([reportOf(known.slice(1))])).not.toMatch(/^- and/m)
  const listed = toMarkdownReport([reportOf(known)])
  expect(listed.match(/^- .*a \\\*reason\\\*$/gm)).toHaveLength(20)
  expect(listed).toContain('- and 1 more')
})

it('as Markdown, three cases of a matter of security are named, and the others counted', () => {
  const accepted = { ...wrongStatus, expected: '401', actual: '200' }
  const text = (count: number): string =>
    toMarkdownReport([reportOf(Array.from({ length: count }, () => brokenCase({ findings: [accepted] })))])
  const says = 'a call with invalid credentials was accepted'
  expect(text(3)).toMatch(new RegExp(`^- (?!.* more: ).*: ${says}$`, 'm'))
  expect(text(4)).toMatch(new RegExp(`^- .* and 1 more: ${says}$`, 'm'))
})

/** Without what keeps text from being markup. */
const plain = (text: string): string => text.replaceAll('\\', '').replaceAll(/` (.+?) `/g, '`$1`')

it('as Markdown, each kind of result has a section, and none is there without one', () => {
  const results = [
    brokenCase({ id: 'a/1' }),
    caseResult({ id: 'a/2', verdict: 'differs', source: 'inferred', findings: brokenCase().findings }),
    caseResult({ id: 'a/3', verdict: 'known', reason: null }),
    caseResult({ id: 'a/4', verdict: 'skipped', reason: 'asked for' }),
    caseResult({ id: 'a/5', verdict: 'blocked', kind: 'identity', reason: 'no host' }),
    caseResult({ id: 'a/6', notes: ['/x is more'] }),
  ]
  const heldInPart = [{ outcome: 'a/b', on: ['http'], notOn: ['polling'] }] as const
  const text = toMarkdownReport([
    reportOf(
      results,
      { heldInPart, stopped: 'by hand' },
      {
        notes: ['a note'],
        identities: [
          { kind: 'identity', name: 'agent', state: 'usable', reason: null },
          { kind: 'identity', name: 'host', state: 'missing', reason: 'TOKEN is not set' },
          { kind: 'identity', name: 'guest', state: 'refused', reason: null },
        ],
        leftBehind: [{ kind: 'left-behind', what: 'room abc', reason: 'it is gone' }],
      },
    ),
  ])
  expect([...text.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual([
    'Cases',
    'Coverage',
    'Held in part',
    'Broken or different, by cause',
    'Broken',
    'Not judged',
    'Differs, with a weaker source than the gate',
    'Skipped on purpose',
    'Known deviations',
    'Notes',
    'Identities',
    'Left behind',
  ])
  for (const line of [
    '- 1 × **identity**: no host',
    '- `a/4`: asked for',
    '- `a/3`: no reason given',
    '- a note',
    '- 1 × /x is more',
    '- `host` is missing: TOKEN is not set',
    '- `guest` is refused',
    '- `room abc`: it is gone',
  ])
    expect(plain(text).split('\n')).toContain(line)
  expect(text).not.toContain('agent')
  expect(text).toContain('<summary>a/1 (current)</summary>')
  expect(text).toMatch(/^stopped: by hand$/m)
  const titles = [...toMarkdownReport([reportOf([caseResult()])]).matchAll(/^## (.*)$/gm)].map(([, title]) => title)
  expect(titles).toEqual(['Cases', 'Coverage'])
})

it('as Markdown, a cause names three of its cases, and counts the others', () => {
  const of = (count: number) => Array.from({ length: count }, (_, n) => brokenCase({ id: `a/${n}` }))
  const line = (count: number) =>
    plain(toMarkdownReport([reportOf(of(count))]))
      .split('\n')
      .find((each) => each.startsWith(`- ${count} × (${count} broken) `))
  expect(line(3)).toContain('`a/0`, `a/1`, `a/2`: ')
  expect(line(5)).toContain('`a/0`, `a/1`, `a/2` and 2 more: ')
})

it('as Markdown, four cases of a cause are three and one more', () => {
  const results = Array.from({ length: 4 }, (_, n) => brokenCase({ id: `a/${n}` }))
  expect(plain(toMarkdownReport([reportOf(results)]))).toContain('- 4 × (4 broken) `a/0`, `a/1`, `a/2` and 1 more: ')
})

it('as Markdown, texts in the table of coverage are no markup', () => {
  const coverage = [
    {
      operation: 'a|b <i>',
      edition: 'current',
      source: 'document',
      outcomes: { broken: 0, held: 1, differs: 0, known: 0, blocked: 0, never: 0 },
      heldOn: { http: 1 },
    },
  ] as const
  expect(toMarkdownReport([reportOf([caseResult()], { coverage })])).toContain(
    '\n| a\\|b &#60;i&#62; | document | 1 | 0 | 0 | 0 | 0 | 0 |\n',
  )
})

it('as Markdown, the lines of a breach begin with their sign in a diff, and all others with none', () => {
  const [block = ''] = /^```diff\n[^]*?\n```$/m.exec(toMarkdownReport([reportOf([brokenCase()])])) ?? []
  const [, head, ...lines] = block.split('\n').slice(0, -1)
  expect(head).toBe('✗ broken  joinMeetingRoom/room-full  (current, http)')
  expect(lines.filter((line) => !line.startsWith('   '))).toEqual([
    '-    expected: 400',
    '+    actual:   403',
    '-        "error": "Room is full",',
    '+        "error": "Room is locked",',
  ])
})
