import type { Overview } from '../../mock/overview/overview.ts'
import type { Paint } from '../../report/paint.ts'
import type { Playing } from './scenario.ts'
import { seatCall } from './seat-call.ts'
import { tryCommands } from './try-commands.ts'

/**
 * What `serve` prints when ready, in at most twenty lines of a terminal: where it listens, non-default settings, rooms to join, a
 * command for each operation, and the scenario.
 */
export function banner(
  overview: Overview,
  where: ServerPlace,
  { inForce, playing, hasSockets, logins }: Doing,
  paint: Paint,
): string {
  const { url } = where
  return [
    `${paint.bold('greenroom')} is listening on ${paint.bold(url)}\n`,
    `  edition ${overview.edition} · seed ${overview.seed}\n  Every outcome, with a command: ${url}/ · ${overview.state}\n${controlRow(where)}${inForce.length === 0 ? '' : `  In force: ${inForce.join(' · ')}\n`}\n`,
    rowsOfReserved(overview.reserved, paint),
    identityRow(overview, where, paint),
    loginRow(logins, where, paint),
    `\n${paint.bold('Try')}\n${tryCommands(overview, where)
      .map((line) => `  ${line}\n`)
      .join('')}${hasSockets ? socketRow(overview, url) : ''}\n`,
    playing === null ? '' : scenarioRows(playing, paint),
    `Listening on ${url} · Ctrl-C to stop\n\n`,
  ].join('')
}

/** What the banner shows besides the overview. */
export interface Doing {
  readonly inForce: readonly string[]
  readonly playing: Playing | null
  /** Whether it serves Socket.IO. */
  readonly hasSockets: boolean
  /** The user names of those who can log in; none if nobody can. */
  readonly logins: readonly string[]
}

/** A join with the Socket.IO client. */
function socketRow({ reserved }: Overview, url: string): string {
  const calls = reserved.filter(({ facts }) => facts.length === 0).map(({ values }) => seatCall(values, 'Jane Smith'))
  const call = calls.find((each) => each !== undefined)
  return call === undefined ? '' : `  io('${url}').emit(${call}, console.log)\n`
}

/** `Scenario full-house · code abc-def-ghi`, what it shows, and how to take part. */
function scenarioRows({ name, about, speed, values, joins }: Playing, paint: Paint): string {
  const called = Object.entries(values).map(([word, value]) => ` · ${word} ${paint.bold(value)}`)
  const fast = speed === 1 ? '' : ` · speed ${speed}`
  return `${paint.bold('Scenario')} ${name}${called.join('')}${fast}\n  ${paint.dim(about)}\n${joins.map((join) => `  ${join}\n`).join('')}\n`
}

/** Where a server and its control plane listen. */
export interface ServerPlace {
  readonly url: string
  /** The address of the console, with a token, where only this terminal shows it; else the command that prints it. */
  readonly console: string
  readonly control: string | null
  /** What names this server to another command: empty for the usual port. */
  readonly portOption: string
  readonly runFile: string | null
}

const controlRow = ({ control, console, runFile }: ServerPlace): string =>
  control === null ? '' : `  Console ${console}\n  Control plane ${control}, with the token in ${runFile}\n`

/** One line for each subject: the first of its data that have no more than one fact. */
const rowsOfReserved = (reserved: Overview['reserved'], { bold, dim }: Paint): string =>
  [...Map.groupBy(reserved, ({ subject }) => subject)]
    .map(([subject, all]) => {
      const shown = Map.groupBy(
        all.filter(({ facts }) => facts.length < 2),
        ({ facts }) => facts.join(),
      )
      const values = [...shown].map(([fact, [first]]) =>
        [...Object.values(first?.values ?? {}), ...(fact === '' ? [] : [dim(fact)])].join(' '),
      )
      return `${bold(subject.padEnd(WIDTH))} ${values.join(', ')}\n`
    })
    .join('')

/** Names only: this output gets pasted into tickets. */
const identityRow = ({ identities }: Overview, { control, portOption }: ServerPlace, { bold, dim }: Paint): string =>
  `${bold('identities'.padEnd(WIDTH))} ${identities.map(({ name }) => name).join(', ')}${control === null ? '' : dim(`; npx greenroom who${portOption} has their credentials`)}\n`

/** Clients of Rocket.Chat log in before they call anything else. */
const loginRow = (logins: readonly string[], { control, portOption }: ServerPlace, { bold, dim }: Paint): string => {
  const more = logins.length > MOST_LOGINS_SHOWN ? ', …' : ''
  const hint = control === null ? '' : dim(`; npx greenroom who${portOption} has their passwords`)
  return logins.length === 0
    ? ''
    : `${bold('logins'.padEnd(WIDTH))} ${logins.slice(0, MOST_LOGINS_SHOWN).join(', ')}${more}${hint}\n`
}

const MOST_LOGINS_SHOWN = 8

const WIDTH = 13
