import type { Judged } from './judge.ts'

/** Of mutants, how many are to be found. */
const SHARE = 0.95

/** Where mutants are played: each part is measured, and reported, by itself. */
export type Part = 'http' | 'sockets'

/** A run over the mutants of a part. */
export interface Run {
  readonly part: Part
  /** When, and of which commit. */
  readonly date: string
  readonly commit: string
  /** On which machine. */
  readonly machine: string
  readonly ms: number
}

/** What was found, as Markdown; `whyNot`: for mutants that may survive, by `<operator>: <name>`, the reason. */
export function toReport(judged: readonly Judged[], run: Run, whyNot: Readonly<Record<string, string>>): string {
  const harmless = judged.filter(({ mutant }) => mutant.operator === 'harmless')
  const mutants = judged.filter(({ mutant }) => mutant.operator !== 'harmless')
  const alarms = harmless.filter(isAlarm)
  const survivors = mutants.filter(({ as }) => as === 'survived')
  return (
    [
      `# Mutants of the mock ${WHERE[run.part]}, and whether verify finds them`,
      `\`npm run mutants -- --part ${run.part}\` on ${run.date}, commit ${run.commit}: ${run.machine}, ${Math.round(run.ms / 1000)} s.`,
      `${ABOUT}\n${WAYS[run.part]}`,
      '## By operator',
      summary(mutants),
      table(
        ['operator', 'mutants', 'found', 'as a breach', 'by (first finding)'],
        [...byOperator(mutants), total(mutants)],
      ),
      '## Survivors',
      survivors.length === 0
        ? 'None.'
        : table(
            ['mutant', 'why'],
            survivors.map((each) => [nameOf(each), whyNot[nameOf(each)] ?? 'not looked into yet']),
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
  http: 'Here they are played over HTTP, where an answer has 1 s; there is [a part on sockets](mutants-sockets.md).',
  sockets:
    'Here they are played by WebSocket and polling, or by an upgrade if they are about that, where an ack has 0.6 s; there is [a part over HTTP](mutants.md).',
}

/** Whether no harmless variant has raised an alarm, and enough mutants are found. */
export function isGood(judged: readonly Judged[]): boolean {
  const [harmless, mutants] = [true, false].map((is) =>
    judged.filter(({ mutant }) => (mutant.operator === 'harmless') === is),
  )
  return !harmless?.some(isAlarm) && (mutants ?? []).filter(isFound).length >= SHARE * (mutants?.length ?? 0)
}

const ABOUT = [
  'A mutant is the mock with one deviation: in its answers, in the requests that it sees, or in one place of its sources, which are changed as they are imported.',
  'Each is verified by every case, as `greenroom verify` does with a control plane and one retry, until the first breach is found.',
  'Found means that the run would not end with exit code 0: by a breach of the contract, or by trouble on the way that keeps cases from being judged.',
  'With `--only <operator>` or `--name <part of a name>` some of them are judged, and nothing is written.',
].join('\n')

const nameOf = ({ mutant }: Judged): string => `${mutant.operator}: ${mutant.name}`

/** A variant may lack a transport, if it says so; cases are then blocked, and nothing is broken. */
const isAlarm = ({ as, mutant }: Judged): boolean => as === 'broken' || (as === 'trouble' && mutant.mayBlock !== true)

const isFound = ({ as }: Judged): boolean => as !== 'survived'

function summary(mutants: readonly Judged[]): string {
  const found = mutants.filter(isFound).length
  const share = mutants.length === 0 ? 1 : found / mutants.length
  const reached = share >= SHARE ? 'reached' : 'missed'
  return `${found} of ${mutants.length} found, ${(Math.floor(share * 1000) / 10).toFixed(1)} % (≥ ${SHARE * 100} %: ${reached}).`
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
  return [operator, String(group.length), String(group.filter(isFound).length), String(breaches.length), by.join(', ')]
}

const list = (lines: readonly string[]): string => lines.map((line) => `- ${escaped(line)}`).join('\n')

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n')

/** A text within a cell. Ports are another one each time. */
const escaped = (text: string): string =>
  text
    .replaceAll(/127\.0\.0\.1:\d+/g, 'the target')
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replaceAll(/\s+/g, ' ')
