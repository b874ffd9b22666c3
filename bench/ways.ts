import type { Code } from './code.ts'
import type { Way } from './greenroom.ts'
import type { StartWay } from './starts.ts'

/** The parts of a bare server's speed to reach; for starts, the multiples of its time to stay below. */
export const TARGETS = {
  library: 0.85,
  command: 0.75,
  sockets: 0.8,
  startSources: 1.8,
  startPackage: 1.6,
  listGrowth: 2,
  besideMs: 50,
}

/** How greenroom is measured over HTTP: as users run it. */
export const httpWays = (built: Code, sources: Code): Way[] => [
  { name: '`startServer`', code: built, log: null, target: TARGETS.library },
  { name: '`startServer` with its control plane', code: built, log: null, hasControl: true, target: null },
  { name: '`serve`, log into a pipe', code: built, log: 'pipe', target: TARGETS.command },
  { name: '`serve` into a file', code: built, log: 'file', target: null },
  { name: '`serve` into /dev/null', code: built, log: 'null', target: null },
  { name: '`serve --json` into a pipe', code: built, log: 'pipe', isJson: true, target: null },
  { name: '`serve` from sources, into a pipe', code: sources, log: 'pipe', target: null },
]

/** How greenroom is measured on sockets. */
export const socketWays = (built: Code, sources: Code): Way[] => [
  { name: '`startServer`', code: built, log: null, target: TARGETS.sockets },
  { name: '`serve`, log into a pipe', code: built, log: 'pipe', target: TARGETS.sockets },
  { name: '`serve` into a file', code: built, log: 'file', target: null },
  { name: '`serve --json` into a pipe', code: built, log: 'pipe', isJson: true, target: null },
  { name: '`serve` from sources, into a pipe', code: sources, log: 'pipe', target: null },
]

/** The sources of a commit and the current ones. */
export function waysSince(old: Code, sources: Code): Way[] {
  const pair = (name: string, log: Way['log'], target: number): Way[] => {
    const older = `${name}, ${old.name}`
    return [
      { name: older, code: old, log, target: null },
      { name: `${name}, now`, code: sources, log, target, older },
    ]
  }
  return [...pair('`startServer`', null, TARGETS.library), ...pair('`serve` into a pipe', 'pipe', TARGETS.command)]
}

/** The starts to measure. */
export const startWays = (built: Code, sources: Code): StartWay[] => [
  { name: '`serve --json`, sources', code: sources, target: TARGETS.startSources },
  { name: '`serve --json`, installed', code: built, target: TARGETS.startPackage },
  { name: '`serve`, sources', code: sources, isText: true, target: null },
  { name: '`serve`, installed', code: built, isText: true, target: null },
]

/** The starts of a commit and the current ones. */
export const startsSince = (old: Code, sources: Code): StartWay[] =>
  [old, sources].flatMap((code) => [
    { name: `\`serve --json\`, ${code.name}`, code, target: null },
    { name: `\`serve\`, ${code.name}`, code, isText: true, target: null },
  ])
