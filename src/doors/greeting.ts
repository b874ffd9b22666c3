import { consoleUrl } from '../console/console-url.ts'
import { toOverview } from '../mock/overview/to-overview.ts'
import type { Overview } from '../mock/overview/overview.ts'
import type { DevMock } from './dev-mock.ts'
import { grouped } from '../grouped.ts'

/** What a greeting depends on besides the mock. */
export interface GreetingPlace {
  /** The path below which all goes to the mock; undefined: exactly its own paths. */
  readonly prefix: string | undefined
  /** Whether Socket.IO goes to the mock, too. */
  readonly hasSockets: boolean
  /** Whether the dev server runs within another one, and gets no upgrades of it. */
  readonly isInAnother: boolean
  /** Whether a person reads this: other output ends up in logs and tickets, and must not contain the token. */
  readonly isTerminal?: boolean
}

/** The lines that a dev server prints below its own: what goes to the mock, where to look at it, and how to change its answers. */
export function greeting(
  { server, playing, notes }: Pick<DevMock, 'server' | 'playing' | 'notes'>,
  { prefix, hasSockets, isInAnother, isTerminal = process.stdout.isTTY }: GreetingPlace,
): string[] {
  // Other mocks may run on this machine, and commands ask which is meant.
  const command = (text: string): string => `npx greenroom ${text} --port ${server.port}`
  const overview = toOverview({ ...server.mock, baseUrl: server.url })
  return [
    row(
      'Mock',
      `${prefix === undefined ? pathsOf(overview, hasSockets) : `${prefix}/…`} go to greenroom · edition ${overview.edition} · seed ${server.mock.seed.name}`,
    ),
    row('Answers', `${server.url}/ lists each, with its cause and a command`),
    row(
      'Console',
      isTerminal
        ? consoleUrl({ control: server.control.url, token: server.control.token }, { isReadOnly: false })
        : command('console'),
    ),
    ...rowsOf('Try', reservedText(overview)),
    ...rowsOf(
      'Plays',
      playing && [playing.scenario, ...Object.entries(playing.values).map((pair) => pair.join(' '))].join(' · '),
    ),
    row('Force', `${command('arm <outcome> --times 1')}; ${command('log -f')} shows the calls`),
    ...notes.map((note) => row('Note', note)),
    ...(isInAnother && hasSockets ? [row('Note', NO_UPGRADES)] : []),
  ]
}

const NO_UPGRADES =
  'This dev server runs within another one, which passes no upgrades on: Socket.IO works by polling here, not by WebSocket.'

const row = (name: string, text: string): string => `  ➜  ${`${name}:`.padEnd(9)}${text}`

const rowsOf = (name: string, text: string | null): string[] => (text === null ? [] : [row(name, text)])

const pathsOf = ({ operations }: Overview, hasSockets: boolean): string => {
  const paths = new Set(operations.map(({ path }) => path))
  return [...paths, ...(hasSockets ? ['/socket.io/'] : [])].join(', ')
}

/** The data that a path names, else the first: one of each fact. Null for a seed that reserves nothing. */
function reservedText({ reserved, operations }: Overview): string | null {
  const isInPath = ({ values }: Overview['reserved'][number]): boolean =>
    Object.keys(values).some((name) => operations.some(({ path }) => path.includes(`{${name}}`)))
  const subject = reserved.find(isInPath) ?? reserved[0]
  const alike = reserved.filter((each) => each.subject === subject?.subject && each.facts.length < 2)
  const byFact = grouped(alike, ({ facts }) => facts.join())
  const shown = [...byFact].map(
    ([fact, [first]]) => `${Object.values(first?.values ?? {}).join(' ')}${fact === '' ? '' : ` (${fact})`}`,
  )
  return subject === undefined || shown.length === 0 ? null : `${subject.subject} ${shown.join(', ')}`
}
