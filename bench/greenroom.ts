import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../src/client/connect.ts'
import type { OperationId } from '../src/contract/compiled/types.ts'
import type { Given } from '../src/contract/model/case.ts'
import { isObject, parseJson } from '../src/json.ts'
import { startChild, startSilentChild, type Child, type SilentChildOptions } from './child.ts'
import type { Code } from './code.ts'
import type { Cores } from './cores.ts'
import { openLogPlace, type LogPlace, type OpenLogPlace } from './log-place.ts'

/** A way to run greenroom. */
export interface Way {
  /** As reports name it. */
  readonly name: string
  readonly code: Code
  /** Where the log of the command `greenroom serve` goes; null: not the command, but `startServer` in a program. */
  readonly log: LogPlace | null
  /** Whether the command logs JSON. */
  readonly isJson?: boolean
  /** Whether `startServer` opens its control plane, as the command always does. */
  readonly hasControl?: boolean
  /** The part of a bare server's speed that it is to reach. */
  readonly target: number | null
  /** The name of the way that runs older code, to compare this one with. */
  readonly older?: string
}

/** What a greenroom is started for. */
export interface Wish {
  readonly operation: OperationId
  /** To arrange, in order. */
  readonly situations: readonly Given[]
  readonly seed?: string
  /** Where it keeps its worlds, in a program only; in memory by default. */
  readonly data?: string
}

/** A running greenroom whose world is in these situations. */
export interface ReadyGreenroom {
  readonly port: number
  /** For each situation, the values with which requests name its subjects. */
  readonly values: readonly Values[]
}

/** The values with which requests name the subjects of a situation. */
export type Values = Readonly<Record<string, string>>

// With the documented limits, only refusals could be measured; with those on packets, too. Both are counted nevertheless.
const EVENTS = 100_000_000

/** Starts a greenroom and puts it into situations; it can report its CPU and memory. */
export const startGreenroom = (way: Way, wish: Wish, cores: Cores): Promise<Child<ReadyGreenroom>> =>
  way.log === null ? startLibrary(way, wish, cores) : startCommand({ ...way, log: way.log }, wish, cores)

function startLibrary(
  { code, hasControl: control = false }: Way,
  wish: Wish,
  { server }: Cores,
): Promise<Child<ReadyGreenroom>> {
  const { seed = 'documented', operation, situations, data } = wish
  const settings = { host: '127.0.0.1', rateLimit: false, seed, data, control, limits: { events: EVENTS } }
  const script = join(import.meta.dirname, 'greenroom-server.ts')
  return startChild({
    args: [...FLAGS, script, code.entry, operation, JSON.stringify(situations), JSON.stringify(settings)],
    read: toReady,
    core: server,
    probed: true,
  })
}

function toReady(line: string): ReadyGreenroom | undefined {
  const told = line.startsWith('{') ? parseJson(line) : null
  if (!isObject(told) || !Array.isArray(told['values'])) return undefined
  return { port: Number(told['port']), values: told['values'].map(toValues) }
}

const toValues = (told: unknown): Values =>
  Object.fromEntries(Object.entries(Object(told)).map(([name, value]) => [name, String(value)]))

/** Found by its run file, which exists wherever its log goes. */
async function startCommand(
  { code, log, isJson = false }: Way & { readonly log: LogPlace },
  { operation, situations, seed = 'documented' }: Wish,
  cores: Cores,
): Promise<Child<ReadyGreenroom>> {
  await using opened = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-bench-run-'))
  opened.defer(() => rm(folder, { recursive: true, force: true }))
  const place = opened.use(await openLogPlace(log, folder, cores.load))
  const asked = ['serve', '--port', '0', '--no-rate-limit', '--seed', seed, '--limit', `events=${EVENTS}`]
  const options = {
    args: [...FLAGS, ...code.command, ...asked, ...(isJson ? ['--json'] : [])],
    output: place.descriptor,
    look: () => readyIn(folder),
    core: cores.server,
    probed: true,
    env: { XDG_RUNTIME_DIR: folder },
  }
  const child = opened.use(await startedInto(place, options))
  const values = await arranged(child.ready, operation, situations)
  const all = opened.move()
  return { ...child, ready: { port: child.ready.port, values }, [Symbol.asyncDispose]: () => all.disposeAsync() }
}

/** Closes this process's end of the place, so that its reader ends with the server. */
async function startedInto(place: OpenLogPlace, options: SilentChildOptions<Found>): Promise<Child<Found>> {
  try {
    return await startSilentChild(options)
  } finally {
    await place.close()
  }
}

/** To measure memory. */
const FLAGS = ['--expose-gc', '--no-warnings']

interface Found {
  readonly port: number
  readonly control: string
  readonly token: string
}

async function readyIn(folder: string): Promise<Found | undefined> {
  const home = join(folder, 'greenroom')
  const [name] = (await readdir(home).catch(() => [])).filter((each) => each.endsWith('.json'))
  const run = name === undefined ? null : parseJson(await readFile(join(home, name), 'utf8'))
  if (!isObject(run)) return undefined
  return { port: Number(run['port']), control: String(run['control']), token: String(run['token']) }
}

async function arranged(
  { control, token }: Found,
  operation: OperationId,
  situations: readonly Given[],
): Promise<Values[]> {
  const world = await connect({ url: control, token }).attach()
  const made: Values[] = []
  for (const situation of situations)
    made.push(Object.keys(situation).length === 0 ? {} : toValues(await world.situation(situation, { operation })))
  return made
}
