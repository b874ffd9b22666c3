import type { Code } from './code.ts'
import { measureBesideFilters } from './beside-filters.ts'
import { measureCommands } from './commands.ts'
import type { Contest } from './contest.ts'
import { stayOn } from './cores.ts'
import { measureEndurance } from './endurance.ts'
import type { Way } from './greenroom.ts'
import { CONNECTIONS } from './load.ts'
import { measureLists } from './lists.ts'
import { first, measured } from './measured.ts'
import { besideTable } from './report/beside.ts'
import { cpuTable, figureTable, gainTable, growthTable, latencyTable, speedTable } from './report/contests.ts'
import { enduranceTable, socketMemoryTable, worldTable } from './report/memory.ts'
import { commandTable, startTable } from './report/starts.ts'
import { measureAcks, type SocketPlan } from './sockets/acks.ts'
import { measuredAsks } from './sockets/measured.ts'
import { measureSocketMemory } from './sockets/memory.ts'
import { socketNotes } from './sockets/notes.ts'
import { measureStarts } from './starts.ts'
import { measureThroughput, type HttpContests, type HttpPlan } from './throughput.ts'
import { httpWays, socketWays, startsSince, startWays, TARGETS, waysSince } from './ways.ts'
import { measureWorlds } from './worlds.ts'

/** What the parts of the benchmark measure, and for how long. */
export interface BenchPlan {
  readonly http: HttpPlan
  readonly sockets: SocketPlan
  /** Calls to one server, to see whether its memory grows. */
  readonly calls: number
  readonly memoryTurns: number
  readonly starts: number
  readonly commands: number
  readonly worlds: number
  /** Lists of a million rooms to filter while calls are timed. */
  readonly filters: number
}

/** What is measured: the package and the sources; of an older commit too, if they are compared with it. */
export interface Subjects {
  readonly built: Code
  readonly sources: Code
  readonly old: Code | null
}

/** A part of the benchmark. */
export interface Part {
  /** For `--only`. */
  readonly name: string
  /** What it measures separately, for `--only`, too. */
  readonly labels: readonly string[]
  /** Its results as Markdown, of those labels that are wanted. */
  readonly measure: (isWanted: (label: string) => boolean) => Promise<string[]>
}

/** All parts, in the order of the report; compared with older sources, those that have older figures to compare with. */
export function partsOf(plan: BenchPlan, subjects: Subjects): Part[] {
  const parts = [httpPart(plan, subjects), socketPart(plan, subjects), startPart(plan, subjects)]
  return subjects.old
    ? parts
    : [...parts, memoryPart(plan, subjects), worldPart(plan, subjects), listPart(plan, subjects)]
}

const httpPart = ({ http }: BenchPlan, { built, sources, old }: Subjects): Part => ({
  name: 'http',
  labels: measured.map(({ label }) => label),
  async measure(isWanted) {
    const ways = old ? waysSince(old, sources) : httpWays(built, sources)
    const contests: HttpContests[] = []
    await stayOn([http.cores.load])
    for (const each of measured.filter(({ label }) => isWanted(label)))
      contests.push(...(await announced(each.label, () => measureThroughput(each, ways, old === null, http))))
    const full = contests.filter(({ connections }) => connections === CONNECTIONS).map(({ contest }) => contest)
    return [
      '## HTTP',
      ...contestTables(full, ways, 'requests'),
      httpNotes(http),
      '### Latency',
      latencyTable(contests),
      'With one connection, it is the time of a call; with 64, the server is saturated, and most of the time is waiting in line.',
    ]
  },
})

const httpNotes = ({ load, rounds, seconds }: HttpPlan): string =>
  [
    `Load: ${load.name}, ${CONNECTIONS} connections, ${rounds} turns of ${seconds} s for each server. No rate limit. \`serve\` runs with its control plane, as always.`,
    'bare: a server on `node:http` that reads the request and sends the same bytes. Prism: `prism mock` on the same contract; `Prefer` tells it which answer to give.',
  ].join('\n')

const socketPart = ({ sockets }: BenchPlan, { built, sources, old }: Subjects): Part => ({
  name: 'sockets',
  labels: measuredAsks.map(({ label }) => label),
  async measure(isWanted) {
    const ways = old ? waysSince(old, sources) : socketWays(built, sources)
    const contests: Contest[] = []
    await stayOn([sockets.cores.load])
    for (const each of measuredAsks.filter(({ label }) => isWanted(label)))
      contests.push(await announced(each.label, () => measureAcks(each, ways, sockets)))
    return ['## Sockets', ...contestTables(contests, ways, 'acks'), socketNotes(sockets)]
  },
})

const contestTables = (contests: readonly Contest[], ways: readonly Way[], unit: string): string[] =>
  ways.some(({ older }) => older !== undefined)
    ? [gainTable(contests), figureTable(contests, unit)]
    : [speedTable(contests, unit), cpuTable(contests), figureTable(contests, unit)]

const startPart = ({ starts, commands, http }: BenchPlan, { built, sources, old }: Subjects): Part => ({
  name: 'starts',
  labels: [],
  async measure() {
    await stayOn(http.cores.all)
    const ways = old ? startsSince(old, sources) : startWays(built, sources)
    const costs = await announced('starts', () => measureStarts(starts, ways, old === null))
    const spent = await announced('commands', () => measureCommands([old ?? built, sources], commands))
    return [
      '## Start',
      startTable(costs),
      `From the start of the process to the last byte of its first answer (${first.label}), ${starts} starts each. \`npm run bench:start\` lists what is loaded.`,
      '## Commands',
      commandTable(spent),
      `Against a running mock, ${commands} times each.`,
    ]
  },
})

const memoryPart = ({ calls, memoryTurns, http }: BenchPlan, { built }: Subjects): Part => ({
  name: 'memory',
  labels: [],
  async measure() {
    await stayOn([http.cores.load])
    const standings = await announced('memory after calls', () => measureEndurance(built, calls, http))
    const sockets = await announced('memory of sockets', () => measureSocketMemory(built, memoryTurns, http.cores))
    return [
      '## Memory',
      enduranceTable(standings),
      'One `serve` with its log into a pipe, called in all ways of the HTTP table in turn; after garbage collection.',
      socketMemoryTable(sockets),
      `${sockets.sockets} sockets connected over WebSocket and joined, in \`serve\` with its log into a pipe; after garbage collection, minus what it was before they came.`,
    ]
  },
})

const worldPart = ({ worlds, http }: BenchPlan, { built }: Subjects): Part => ({
  name: 'worlds',
  labels: [],
  async measure() {
    await stayOn(http.cores.all)
    const costs = await announced('worlds', () => measureWorlds(built, worlds))
    return ['## Worlds', worldTable(costs), `${costs.count} worlds on the seed busy:10000, in one process.`]
  },
})

const listPart = ({ http, filters }: BenchPlan, { built }: Subjects): Part => ({
  name: 'lists',
  labels: [],
  async measure() {
    await stayOn([http.cores.load])
    const contest = await announced('lists', () => measureLists(built, http))
    const beside = await announced('joins beside filters', () => measureBesideFilters(built, filters, http))
    return [
      '## The first page of a very long list',
      growthTable(contest, TARGETS.listGrowth),
      'The livechat list in its default order, over HTTP, by `startServer`; each seed in its own process.',
      '## Joins beside a filter of a million rooms',
      besideTable(beside, TARGETS.besideMs),
      `New seats in a meeting room, one call at a time on one connection, while ${filters} lists of \`busy:1000000\` were filtered in turn by \`startServer\`.`,
    ]
  },
})

/** Says on standard error what is measured, and how long it took. */
async function announced<T>(label: string, measure: () => Promise<T>): Promise<T> {
  const began = performance.now()
  process.stderr.write(`${label} …`)
  const result = await measure()
  process.stderr.write(` ${((performance.now() - began) / 1000).toFixed(0)} s\n`)
  return result
}
