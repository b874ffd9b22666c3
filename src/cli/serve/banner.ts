import type { Overview } from '../../mock/overview/overview.ts'
import type { Paint } from '../../report/paint.ts'
import type { Playing } from './scenario.ts'
import { seatCall } from './seat-call.ts'

/**
 * What `serve` prints when ready: where it listens, non-default settings, identities, reserved data, a command for each operation,
 * and the scenario.
 */
export function banner(
  overview: Overview,
  where: ServerPlace,
  { inForce, playing, hasSockets }: Doing,
  paint: Paint,
): string {
  const { url } = where
  return [
    `${paint.bold('greenroom')} is listening on ${paint.bold(url)}\n`,
    `  edition ${overview.edition} · seed ${overview.seed}\n  ${overview.state} Every outcome, with a command: ${url}/\n${controlRow(where)}${inForce.length === 0 ? '' : `  In force: ${inForce.join(' · ')}\n`}\n`,
    `${paint.bold('Identities')}\n${overview.identities.map((identity) => identityRow(identity, paint)).join('')}\n`,
    `${paint.bold('Reserved')}\n${overview.reserved.map(({ subject, values, says }) => `  ${subject.padEnd(13)} ${Object.values(values).join(' ').padEnd(25)} ${paint.dim(says)}\n`).join('')}\n`,
    `${paint.bold('Try')}\n${overview.operations.map((operation) => tryRow(operation)).join('')}${hasSockets ? socketRow(overview, url) : ''}\n`,
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

/** Where a server and its control plane listen; the token is only in the run file. */
export interface ServerPlace {
  readonly url: string
  readonly control: string | null
  readonly runFile: string | null
}

const controlRow = ({ control, runFile }: ServerPlace): string =>
  control === null ? '' : `  Control plane ${control}, with the token in ${runFile}\n`

/** Shows user ids but not tokens: this output gets pasted into tickets. */
function identityRow({ name, says, headers }: Overview['identities'][number], paint: Paint): string {
  const userId = headers['X-User-Id']
  const how = userId ? `X-User-Id ${userId}` : headers['Authorization'] ? 'Authorization: Bearer …' : 'no credentials'
  return `  ${name.padEnd(13)} ${how.padEnd(27)} ${paint.dim(says)}\n`
}

function tryRow({ outcomes }: Overview['operations'][number]): string {
  const success = outcomes.findLast(({ status, curl }) => status < 300 && curl !== null)
  return success?.curl ? `  ${success.curl}\n` : ''
}
