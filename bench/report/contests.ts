import { BARE, type Contest, type Contestant, type Turn } from '../contest.ts'
import { ratios, summary } from '../statistics.ts'
import { decimal, judged, ranged, table } from './table.ts'

/** The speed of each way to run greenroom as a part of a bare server's: a row for each contest, a column for each way. */
export const speedTable = (contests: readonly Contest[], unit: string): string =>
  ratioTable(`${unit}/s ÷ bare`, contests, true, (one, bare) => {
    const ratio = ratios(rates(one), rates(bare))
    return judged(ratio, one.target === null ? null : ratio.median >= one.target, 2)
  })

/** The same by CPU for each answer, which other work on the machine affects less; and by the least of all turns, which it affects least. */
export const cpuTable = (contests: readonly Contest[]): string =>
  ratioTable('CPU: bare ÷ it', contests, false, (one, bare) => {
    const least = summary(cpus(bare)).min / summary(cpus(one)).min
    return `${ranged(ratios(cpus(bare), cpus(one)), 2)}, least ${decimal(least, 2)}`
  })

function ratioTable(
  title: string,
  contests: readonly Contest[],
  hasTargets: boolean,
  cell: (one: Contestant, bare: Contestant) => string,
): string {
  const ways = (contests[0]?.contestants ?? []).filter(({ name }) => name !== BARE)
  const head = ways.map(({ name, target }) =>
    target === null || !hasTargets ? name : `${name} (≥ ${target.toFixed(2)})`,
  )
  const cells = (contest: Contest): string[] =>
    ways.map(({ name }) => {
      const [one, bare] = [named(contest, name), named(contest, BARE)]
      return one && bare ? cell(one, bare) : ''
    })
  return table(
    [title, ...head],
    contests.map((contest) => [contest.label, ...cells(contest)]),
  )
}

/** All figures: a row for each server in each contest. */
export const figureTable = (contests: readonly Contest[], unit: string): string =>
  table(
    ['asked', 'server', `${unit}/s`, `CPU µs for each`, 'p50 ms', 'p99 ms'],
    contests.flatMap(({ label, contestants }) =>
      contestants.map((each) => [
        label,
        each.name,
        ranged(summary(rates(each)), 0),
        ranged(summary(cpus(each)), 1),
        percentile(each, 'p50'),
        percentile(each, 'p99'),
      ]),
    ),
  )

/** The time to an answer by number of connections; a row for each server in each contest. */
export function latencyTable(byConnections: readonly { connections: number; contest: Contest }[]): string {
  const numbers = [...new Set(byConnections.map(({ connections }) => connections))].toSorted((a, b) => a - b)
  const fewest = byConnections.filter(({ connections }) => connections === numbers[0])
  return table(
    ['asked', 'server', ...numbers.map((number) => `p50 / p99 ms, ${number} connection${number === 1 ? '' : 's'}`)],
    fewest.flatMap(({ contest: { label, contestants } }) =>
      contestants.map(({ name }) => [
        label,
        name,
        ...numbers.map((number) => {
          const found = byConnections.find((each) => each.connections === number && each.contest.label === label)
          const one = found && named(found.contest, name)
          return one ? `${percentile(one, 'p50')} / ${percentile(one, 'p99')}` : ''
        }),
      ]),
    ),
  )
}

/** What newer code gains over older: a row for each pair in each contest. Less CPU is better. */
export const gainTable = (contests: readonly Contest[]): string =>
  table(
    [
      'asked',
      'server',
      'CPU µs then',
      'CPU µs now',
      'CPU now ÷ then',
      'speed now ÷ then',
      'speed then ÷ bare',
      'speed now ÷ bare',
    ],
    contests.flatMap((contest) =>
      contest.contestants.flatMap((now) => {
        const [then, bare] = [now.older === null ? undefined : named(contest, now.older), named(contest, BARE)]
        if (!then || !bare) return []
        return [
          [
            contest.label,
            now.name,
            ranged(summary(cpus(then)), 1),
            ranged(summary(cpus(now)), 1),
            `**${ranged(ratios(cpus(now), cpus(then)), 2)}**`,
            ranged(ratios(rates(now), rates(then)), 2),
            ranged(ratios(rates(then), rates(bare)), 2),
            ranged(ratios(rates(now), rates(bare)), 2),
          ],
        ]
      }),
    ),
  )

/** Time for an answer on larger seeds, compared with the smallest. */
export function growthTable({ contestants }: Contest, most: number): string {
  const [smallest] = contestants
  return table(
    ['rooms', 'requests/s', `time ÷ that of ${smallest?.name ?? ''} (≤ ${most})`],
    contestants.map((each) => {
      const growth = ratios(rates(smallest ?? each), rates(each))
      return [each.name, ranged(summary(rates(each)), 0), judged(growth, growth.median <= most, 2)]
    }),
  )
}

const named = ({ contestants }: Contest, name: string): Contestant | undefined =>
  contestants.find((each) => each.name === name)

const rates = ({ turns }: Contestant): number[] => turns.map(({ perSecond }) => perSecond)
const cpus = ({ turns }: Contestant): number[] => turns.map(({ cpu }) => cpu)

function percentile({ turns }: Contestant, of: keyof NonNullable<Turn['latency']>): string {
  const values = turns.flatMap(({ latency }) => latency?.[of] ?? [])
  return values.length === 0 ? '–' : decimal(summary(values).median, 2)
}
