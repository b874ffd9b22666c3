import type { Finding } from '../verify/model/finding.ts'
import type { CaseResult } from '../verify/model/result.ts'
import { diffOf } from './diff.ts'
import { cut } from './text/plain.ts'
import { pretty } from './pretty.ts'
import { restsOn, strongestOf } from './rests-on.ts'

/** A line about a breach, with its role. The text is raw: escape it for the medium before printing. */
export interface FailureLine {
  readonly tone: 'head' | 'place' | 'says' | 'expected' | 'actual' | 'same' | 'paste'
  readonly text: string
}

const MAX_FINDINGS = 10
const MAX_WIDTH = 300
const MAX_TEXT = 256 * 1024
const MAX_BODY_LINES = 20

/** All details of a breach, from the verdict to the commands that reproduce it. */
export const failureLines = (result: CaseResult): FailureLine[] => [
  { tone: 'head', text: headOf(result) },
  ...placesOf(result),
  ...evidenceLines(result),
  ...pastes(result),
]

/** The same as text, for example for the message of a failed test. */
export const failureText = (result: CaseResult): string => asText(failureLines(result))

/** Lines as a text. */
export const asText = (lines: readonly FailureLine[]): string => lines.map(({ text }) => text).join('\n')

/** Verdict, case and edition. */
const headOf = ({ verdict, id, edition, transport }: CaseResult): string =>
  `✗ ${verdict}  ${id}  (${edition}, ${transport})`

/** Each finding with expected and actual values; the answer, if no finding shows a part of it; the packets of sockets. */
export const evidenceLines = (result: CaseResult): FailureLine[] => [
  ...result.findings.slice(0, MAX_FINDINGS).flatMap((finding) => findingLines(finding, result)),
  ...moreThan(MAX_FINDINGS, result.findings.length),
  ...(result.findings.some(({ expected, actual }) => expected !== null || actual !== null) ? [] : answerLines(result)),
  ...packetLines(result),
]

/** The message of the first finding. */
export const firstSentence = (result: CaseResult): string =>
  result.findings[0] === undefined ? 'No finding.' : placed(result.findings[0], result)

function placesOf(result: CaseResult): FailureLine[] {
  const { at, contractAt, answeredAs, outcome, attempts } = result
  return [
    ...sentOf(result),
    place('rests on', restsOn(result)),
    place('case', at),
    place('contract', contractAt),
    ...(result.reason === null ? [] : [place('because', result.reason)]),
    ...(answeredAs === null ? [] : [place('answered', `as ${answeredAs} instead of ${outcome}`)]),
    ...(attempts > 1 ? [place('attempts', String(attempts))] : []),
  ]
}

const sentOf = ({ exchanges }: CaseResult): FailureLine[] =>
  exchanges.slice(-MAX_SENT).map(({ method, target, answer }) => {
    // On a socket, a missing answer has no status.
    const named = answer === null ? '' : answer.status > 0 ? String(answer.status) : answer.body && 'no status'
    const came = answer === null || named === '' ? 'no answer' : `${named} in ${Math.round(answer.ms)} ms`
    return place('sent', `${method} ${target} → ${came}`)
  })

const MAX_SENT = 6

const place = (name: string, text: string): FailureLine => ({
  tone: 'place',
  text: `  ${name.padEnd(9)} ${short(text)}`,
})

/** The message of a finding, with the part of the answer. */
export const sentenceOf = ({ pointer, message }: Finding): string =>
  pointer === null || message.includes(pointer) ? message : `${pointer}: ${message}`

/** Names the call if it is not the case's own. */
function placed(finding: Finding, { calls, exchanges }: CaseResult): string {
  if (finding.call === 1) return sentenceOf(finding)
  const { expect } = exchanges[finding.call - 1] ?? {}
  return `call ${finding.call} of ${calls}${expect === undefined ? '' : `, ${expect}`}: ${sentenceOf(finding)}`
}

function findingLines(finding: Finding, result: CaseResult): FailureLine[] {
  const weaker = finding.source === strongestOf(result) ? '' : ` (${finding.source})`
  return [
    { tone: 'says', text: short(`  ${finding.check}${weaker}: ${placed(finding, result)}`) },
    ...comparison(finding.expected, finding.actual),
  ]
}

function comparison(expected: string | null, actual: string | null): FailureLine[] {
  const [before, after] = [expected, actual].map((text) => (text === null ? null : pretty(text).slice(0, MAX_TEXT)))
  if (isMultiline(before) && isMultiline(after)) return difference(before, after)
  return [...lineOf('expected', before ?? null), ...lineOf('actual', after ?? null)]
}

const isMultiline = (text: string | null | undefined): text is string => text?.includes('\n') === true

const TONES = { '-': 'expected', '+': 'actual', ' ': 'same', '…': 'same' } as const

const difference = (expected: string, actual: string): FailureLine[] => [
  { tone: 'same', text: '    - expected  + actual' },
  ...diffOf(expected, actual).map(({ sign, text }) => ({ tone: TONES[sign], text: short(`    ${sign} ${text}`) })),
]

const lineOf = (tone: 'expected' | 'actual', text: string | null): FailureLine[] =>
  text === null
    ? []
    : shortened(text.split('\n')).map((line, at) => ({
        tone,
        text: short(`    ${at === 0 ? `${tone}:`.padEnd(9) : ' '.repeat(9)} ${line}`),
      }))

function answerLines({ exchanges }: CaseResult): FailureLine[] {
  const answer = exchanges.at(-1)?.answer
  if (answer === undefined || answer === null || answer.body === '') return []
  const lines = shortened(pretty(answer.body).slice(0, MAX_TEXT).split('\n'))
  return [
    { tone: 'says', text: '  the answer:' },
    ...lines.map((line) => ({ tone: 'same' as const, text: short(`    | ${line}`) })),
  ]
}

/** The packets up to the last answer; only the last ones if there are many. */
function packetLines({ exchanges }: CaseResult): FailureLine[] {
  const packets = exchanges.at(-1)?.packets ?? []
  if (packets.length === 0) return []
  const left = packets.length - MAX_PACKETS
  const lines = left > 0 ? [`… ${left} packets before`, ...packets.slice(-MAX_PACKETS)] : packets
  return [
    { tone: 'says', text: '  packets:' },
    ...lines.map((line) => ({ tone: 'same' as const, text: short(`    | ${line}`) })),
  ]
}

const MAX_PACKETS = 30

const shortened = (lines: readonly string[]): readonly string[] =>
  lines.length <= MAX_BODY_LINES
    ? lines
    : [...lines.slice(0, MAX_BODY_LINES - 1), `… ${lines.length - MAX_BODY_LINES + 1} more lines`]

const moreThan = (shown: number, all: number): FailureLine[] =>
  all <= shown ? [] : [{ tone: 'says', text: `  and ${all - shown} more findings` }]

const pastes = ({ reproduce }: CaseResult): FailureLine[] => [
  ...(reproduce.target === null ? [] : [paste(`  on the target: ${reproduce.target}`)]),
  ...(reproduce.mock === null ? [] : [paste(`  on a mock: ${reproduce.mock}`)]),
]

// Never truncated: half a command is useless.
const paste = (text: string): FailureLine => ({ tone: 'paste', text })

const short = (text: string): string => cut(text, MAX_WIDTH).replaceAll('\n', '⏎')
