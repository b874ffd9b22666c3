import { describe, expect, it } from 'vitest'
import { brokenCase, caseResult, wrongBody, wrongStatus } from '../../tests/support/sample-report.ts'
import type { Finding } from '../verify/model/finding.ts'
import type { CaseResult } from '../verify/model/result.ts'
import { evidenceLines, failureLines, failureText, firstSentence } from './failure.ts'

const texts = (result: CaseResult): string[] => failureLines(result).map(({ text }) => text)
const evidence = (given: Partial<CaseResult>): string[] => evidenceLines(brokenCase(given)).map(({ text }) => text)
const [exchange] = caseResult().exchanges
const silent: Finding = { ...wrongStatus, expected: null, actual: null }
if (!exchange) throw new Error('the sample has no exchange')
const answered = (body: string) => [{ ...exchange, answer: { status: 200, headers: [], body, ms: 1 } }]

describe('a breach is told', () => {
  it('with the pointer of a finding, unless its sentence says it already', () => {
    const of = (finding: object) => firstSentence({ ...brokenCase(), findings: [{ ...wrongStatus, ...finding }] })
    expect(of({ pointer: '/a', message: 'It is wrong.' })).toBe('/a: It is wrong.')
    expect(of({ pointer: '/a', message: 'At /a it is wrong.' })).toBe('At /a it is wrong.')
    expect(of({ pointer: null, message: 'It is wrong.' })).toBe('It is wrong.')
    expect(firstSentence(brokenCase({ findings: [] }))).toBe('No finding.')
  })

  it('with the call that a finding is about, and what was expected of it, unless it is the case’s own', () => {
    const exchanges = ['a/first', 'b/second'].map((expected) => ({ ...exchange, expect: expected }))
    const of = (call: number) =>
      firstSentence(brokenCase({ calls: 3, exchanges, findings: [{ ...silent, call, message: 'It is wrong.' }] }))
    expect([1, 2, 3].map(of)).toEqual([
      'It is wrong.',
      'call 2 of 3, b/second: It is wrong.',
      'call 3 of 3: It is wrong.',
    ])
  })

  it('with the source of a finding where that is weaker than of another', () => {
    const weak = { ...wrongStatus, source: 'server', sources: ['server'] } as const
    expect(evidence({ findings: [weak, wrongBody] })[0]).toBe('  status (server): The status is 403 and should be 400.')
    for (const finding of [weak, wrongStatus])
      expect(evidence({ findings: [finding] })[0]).toBe('  status: The status is 403 and should be 400.')
  })

  it('by a difference where both sides have several lines, else side by side', () => {
    const tones = evidenceLines(brokenCase({ findings: [wrongBody] })).map(({ tone, text }) => `${tone} ${text.trim()}`)
    expect(tones).toEqual([
      'says body: The body is another.',
      'same - expected  + actual',
      'same {',
      'same "success": false,',
      'expected -   "error": "Room is full",',
      'actual +   "error": "Room is locked",',
      'same "room": {',
      'same "seats": 2,',
      'same … 3 lines',
    ])
    expect(evidence({ findings: [wrongStatus] }).slice(1)).toEqual(['    expected: 400', '    actual:   403'])
    expect(evidence({ findings: [{ ...wrongStatus, expected: null }] }).slice(1)).toEqual(['    actual:   403'])
  })

  it('with ten findings at most, twenty lines of each side, and three hundred characters of each line', () => {
    const many = (count: number) => evidence({ findings: Array.from({ length: count }, () => wrongStatus) })
    expect(many(10)).toHaveLength(30)
    expect([many(12).length, many(12).at(-1)]).toEqual([31, '  and 2 more findings'])
    const lines = (count: number) =>
      evidence({ findings: [{ ...wrongStatus, expected: 'one', actual: Array(count).fill('x').join('\n') }] }).slice(2)
    expect([lines(20).length, lines(20).at(-1)?.trim()]).toEqual([20, 'x'])
    expect([lines(21).length, lines(21).at(-1)?.trim()]).toEqual([20, '… 2 more lines'])
    expect(evidence({ findings: [{ ...wrongStatus, actual: 'x'.repeat(999) }] }).at(-1)).toHaveLength(300)
  })

  it('with the last answer of several', () => {
    const exchanges = [...answered('"first"'), ...answered('"last"')]
    expect(evidence({ findings: [silent], exchanges }).slice(1)).toEqual(['  the answer:', '    | "last"'])
  })

  it('with the answer itself where no finding shows a part of it, and there is one', () => {
    const shown = (exchanges: CaseResult['exchanges'], finding = silent) =>
      evidence({ findings: [finding], exchanges }).slice(1)
    expect(shown(answered('{"a":1}'))).toEqual(['  the answer:', '    | {', '    |   "a": 1', '    | }'])
    for (const none of [answered(''), [{ ...exchange, answer: null }], []]) expect(shown(none)).toEqual([])
    expect(shown(answered('{"a":1}'), wrongStatus)).not.toContain('  the answer:')
  })

  it('with the last thirty packets', () => {
    const packets = Array.from({ length: 32 }, (_, index) => `packet ${index}`)
    const shown = (of: readonly string[]) =>
      evidence({ findings: [wrongStatus], exchanges: [{ ...exchange, packets: of }] }).slice(3)
    expect(shown(packets.slice(2)).slice(0, 2)).toEqual(['  packets:', '    | packet 2'])
    const lines = shown(packets)
    expect([lines.length, lines[0], lines[1], lines[2], lines.at(-1)]).toEqual([
      32,
      '  packets:',
      '    | … 2 packets before',
      '    | packet 2',
      '    | packet 31',
    ])
  })

  it('with the packets of its last call alone', () => {
    const exchanges = [['first'], ['second', 'third']].map((packets) => ({ ...exchange, packets }))
    expect(evidence({ findings: [wrongStatus], exchanges }).slice(3)).toEqual([
      '  packets:',
      '    | second',
      '    | third',
    ])
  })

  it('with its last six calls, and what answered them', () => {
    const calls = Array.from({ length: 8 }, (_, index) => ({ ...exchange, target: `/${index}` }))
    const sent = texts(brokenCase({ exchanges: calls })).filter((line) => /^ {2}sent/.test(line))
    expect([sent.length, sent[0]]).toEqual([6, '  sent      POST /2 → 403 in 12 ms'])
    for (const answer of [null, { status: 0, headers: [], body: '', ms: 1 }])
      expect(texts(brokenCase({ exchanges: [{ ...exchange, answer }] })).join('\n')).toContain('→ no answer')
  })

  it('with what it rests on, why, as what it was answered, and how often it was tried', () => {
    const findings = [{ ...wrongStatus, sources: ['a#b', 'c#d'] }]
    const all = failureText(brokenCase({ findings, reason: 'why', attempts: 2 }))
    for (const part of ['rests on  document: a#b, c#d', 'because   why', 'answered  as room-locked', 'attempts  2'])
      expect(all).toContain(part)
    const few = failureText(brokenCase({ findings: [{ ...wrongStatus, sources: [] }], answeredAs: null }))
    expect(few).toContain('rests on  document\n')
    expect(few).not.toMatch(/because|answered|attempts/)
    expect(texts(brokenCase({ exchanges: [], reason: 'why', attempts: 2 })).slice(0, 7)).toEqual([
      '✗ broken  joinMeetingRoom/room-full  (current, http)',
      '  rests on  document: 002_room-join.txt#Errors',
      '  case      contract-tests/cases/joinMeetingRoom.yaml:40',
      '  contract  specs/meeting-rooms.openapi.yaml:120',
      '  because   why',
      '  answered  as room-locked instead of room-full',
      '  attempts  2',
    ])
  })

  it('with lines to paste, which are never cut, where there are some', () => {
    const long = 'x'.repeat(999)
    expect(texts(brokenCase({ reproduce: { target: long, mock: null } })).at(-1)).toBe(`  on the target: ${long}`)
    expect(failureLines(brokenCase({ reproduce: { target: 'curl', mock: long } })).slice(-2)).toEqual([
      { tone: 'paste', text: '  on the target: curl' },
      { tone: 'paste', text: `  on a mock: ${long}` },
    ])
    expect(texts(brokenCase({ reproduce: { target: null, mock: null } })).join('')).not.toMatch(
      /on the target|on a mock/,
    )
  })
})
