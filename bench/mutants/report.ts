import type { Judged } from './judge.ts'

/** The share of mutants to find. */
const SHARE = 0.95
/** The share to find of those that contradict a document, by breaches of documents alone. */
const DOCUMENT_SHARE = 0.9

/** Where mutants are played: each part is measured and reported separately. */
export type Part = 'http' | 'sockets'

/** A run of the mutants of a part. */
export interface Run {
  readonly part: Part
  /** The date and commit. */
  readonly date: string
  readonly commit: string
  /** The machine. */
  readonly machine: string
  readonly ms: number
}

/** The results as Markdown; `whyNot` gives the reasons for mutants that may survive, by `<operator>: <name>`. */
export function toReport(judged: readonly Judged[], run: Run, whyNot: Readonly<Record<string, string>>): string {
  const harmless = judged.filter(({ mutant }) => mutant.operator === 'harmless')
  const mutants = judged.filter(({ mutant }) => mutant.operator !== 'harmless')
  const alarms = harmless.filter(isAlarm)
  const survivors = mutants.filter(({ as }) => as === 'survived')
  const missed = mutants.filter(({ document }) => document === 'missed')
  return (
    [
      `# Mutants of the mock ${WHERE[run.part]}, and whether verify finds them`,
      `\`npm run mutants -- --part ${run.part}\` on ${run.date}, commit ${run.commit}: ${run.machine}, ${Math.round(run.ms / 1000)} s.`,
      `${ABOUT}\n${WAYS[run.part]}`,
      '## By operator',
      summary(mutants),
      documentSummary(mutants),
      table(
        ['operator', 'mutants', 'found', 'as a breach', 'contradict a document', 'found so', 'by (first finding)'],
        [...byOperator(mutants), total(mutants)],
      ),
      '## Survivors',
      survivors.length === 0
        ? 'None.'
        : table(
            ['mutant', 'why'],
            survivors.map((each) => [nameOf(each), whyNot[nameOf(each)] ?? 'not examined yet']),
          ),
      '## Missed with the gate `document`',
      missed.length === 0
        ? 'None.'
        : table(
            ['mutant', 'found by', 'finding'],
            missed.map((each) => [nameOf(each), each.case ?? 'nothing', each.by]),
          ),
      '## Harmless variants',
      `${harmless.length} runs, ${alarms.length} false alarms.`,
      ...(alarms.length === 0
        ? []
        : [
            table(
              ['variant', 'alarm'],
              alarms.map((each) => [each.mutant.name, `${each.case ?? ''} ${each.by}`]),
            ),
          ]),
      list(harmless.map(({ mutant }) => mutant.name)),
      '## Every mutant',
      table(
        ['operator', 'mutant', 'found by', 'finding'],
        mutants.map((each) => [each.mutant.operator, each.mutant.name, each.case ?? 'nothing', each.by]),
      ),
    ].join('\n\n') + '\n'
  )
}

const WHERE: Readonly<Record<Part, string>> = { http: 'over HTTP', sockets: 'on sockets' }
const WAYS: Readonly<Record<Part, string>> = {
  http: 'These are played over HTTP, with a timeout of 1 s; see also [the part on sockets](mutants-sockets.md).',
  sockets:
    'These are played over WebSocket and polling, or with an upgrade if they are about that, with a timeout of 0.6 s for acks; see also [the part over HTTP](mutants.md).',
}

/** Whether no harmless variant raised an alarm, and enough mutants were found. */
export function isGood(judged: readonly Judged[]): boolean {
  const [harmless, mutants] = [true, false].map((is) =>
    judged.filter(({ mutant }) => (mutant.operator === 'harmless') === is),
  )
  if (harmless?.some(isAlarm) || !mutants) return false
  const contradicting = mutants.filter(isContradiction)
  return (
    mutants.filter(isFound).length >= SHARE * mutants.length &&
    contradicting.filter(isFoundByDocument).length >= DOCUMENT_SHARE * contradicting.length
  )
}

const ABOUT = [
  'A mutant is the mock with one deviation: in its answers, in the requests that it sees, or in one place of its sources, changed while they are imported.',
  'Each is verified with every case, like `greenroom verify` with a control plane and one retry, up to the first breach, then with those that rest on documents alone up to the first breach of a document.',
  'Found means that the exit code would not be 0: because of a breach of the contract, or of trouble that prevents cases from being judged.',
  'A mutant contradicts a document if its answer to a documented example differs in what the contract attributes to documents alone (`x-sources`), or if a case that rests on documents alone breaks in its condition or effect. It is then also counted whether the gate `document` would fail.',
  'With `--only <operator>` or `--name <part of a name>`, only some are judged, and nothing is written.',
].join('\n')

const nameOf = ({ mutant }: Judged): string => `${mutant.operator}: ${mutant.name}`

/** A variant may lack a transport if it says so; its cases are then blocked, not broken. */
const isAlarm = ({ as, mutant }: Judged): boolean => as === 'broken' || (as === 'trouble' && mutant.mayBlock !== true)

const isFound = ({ as }: Judged): boolean => as !== 'survived'

const isContradiction = ({ document }: Judged): boolean => document !== 'not contradicted'
const isFoundByDocument = ({ document }: Judged): boolean => document === 'found'

const summary = (mutants: readonly Judged[]): string =>
  shareSentence('found', mutants.filter(isFound).length, mutants.length, SHARE)

function documentSummary(mutants: readonly Judged[]): string {
  const contradicting = mutants.filter(isContradiction)
  const found = contradicting.filter(isFoundByDocument).length
  const words = 'that contradict a document found with the gate `document`'
  return shareSentence(words, found, contradicting.length, DOCUMENT_SHARE)
}

/** `711 of 717 found, 99.1 % (≥ 95 %: reached).` */
function shareSentence(words: string, found: number, all: number, wanted: number): string {
  const share = all === 0 ? 1 : found / all
  const reached = share >= wanted ? 'reached' : 'missed'
  return `${found} of ${all} ${words}, ${(Math.floor(share * 1000) / 10).toFixed(1)} % (≥ ${wanted * 100} %: ${reached}).`
}

const byOperator = (mutants: readonly Judged[]): string[][] =>
  [...Map.groupBy(mutants, ({ mutant }) => mutant.operator)].map(([operator, group]) => row(operator, group))

const total = (mutants: readonly Judged[]): string[] => row('all', mutants)

function row(operator: string, group: readonly Judged[]): string[] {
  const breaches = group.filter(({ as }) => as === 'broken')
  const checks = [...Map.groupBy(breaches, ({ by }) => by.split(':')[0] ?? '')]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([check, found]) => `${check} ${found.length}`)
  const trouble = group.filter(({ as }) => as === 'trouble').length
  const by = [...checks, ...(trouble > 0 ? [`trouble ${trouble}`] : [])]
  const contradicting = group.filter(isContradiction)
  const figures = [group, group.filter(isFound), breaches, contradicting, contradicting.filter(isFoundByDocument)]
  return [operator, ...figures.map(({ length }) => String(length)), by.join(', ')]
}

const list = (lines: readonly string[]): string => lines.map((line) => `- ${escaped(line)}`).join('\n')

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n')

/** A text for a cell, without ports, which differ each time. */
const escaped = (text: string): string =>
  text
    .replaceAll(/127\.0\.0\.1:\d+/g, 'the target')
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replaceAll(/\s+/g, ' ')
