import type { Play, ScenarioWish } from '../client/play.ts'
import { removeRunFileNow, writeRunFile, type RunFile } from '../client/run-file.ts'
import type { Seed } from '../contract/compiled/types.ts'
import { createLifeCycle, type LifeCycle, type Step } from '../life-cycle.ts'
import { toSeed } from '../own-seed/choose.ts'
import { startServer, type ControlledServer, type ServerOptions } from '../server.ts'
import type { SeedChoice } from '../world/seeds/names.ts'

/** Options of a mock beside a dev server; everything is optional. */
export interface DevMockOptions extends Omit<ServerOptions, 'seed' | 'host' | 'control' | 'onExchange' | 'onFault'> {
  /** A seed's name, a file of your own such as `./rooms.yaml`, or its data; `documented` by default. */
  readonly seed?: SeedChoice | (string & {}) | Seed
  /** Played in the world `default` from the start: a scenario's name, a file of your own, or its data. */
  readonly scenario?: ScenarioWish
  /** The speed factor of the scenario; 1 by default. */
  readonly speed?: number
}

/** A mock beside a dev server, which the commands and `connect()` find like one of `greenroom serve`. */
export interface DevMock {
  readonly server: ControlledServer
  readonly playing: Play | null
  /** What was asked for and could not be had, as sentences. */
  readonly notes: readonly string[]
  readonly close: () => Promise<void>
}

/**
 * Starts one on loopback. A port that is taken, or a run file that cannot be written, is a note: after a restart, the old one ends
 * only when the new one is there. Rejects with a Fault for anything else that is wrong.
 */
export function startDevMock(options: DevMockOptions): Promise<DevMock> {
  const cycle = createLifeCycle({ onFault: (fault) => console.error(fault) })
  return cycle.undoing(() => opened(cycle, options))
}

async function opened(cycle: LifeCycle, { scenario, speed, ...options }: DevMockOptions): Promise<DevMock> {
  const notes: string[] = []
  const server = await cycle.open({
    name: 'the mock',
    open: () => started(options, notes),
    close: ({ close }) => close(),
    withinMs: 4_000,
  })
  const { port, url, control } = server
  const run: RunFile = { pid: process.pid, url, port, control: control.url, token: control.token }
  await cycle.open(runFileStep(run, notes))
  const playing = scenario === undefined ? null : await played(server, scenario, speed)
  return { server, playing, notes, close: cycle.close }
}

async function started(
  { seed, port = 0, ...rest }: Omit<DevMockOptions, 'scenario' | 'speed'>,
  notes: string[],
): Promise<ControlledServer> {
  const options = { ...rest, seed: typeof seed === 'object' ? seed : await toSeed(seed), control: true } as const
  try {
    return await startServer({ ...options, port })
  } catch (error) {
    if (port === 0 || !(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    notes.push(`Port ${port} is in use, so the mock has another one.`)
    return startServer(options)
  }
}

/** Removed at a sudden exit, too, since it contains the token. */
function runFileStep(run: RunFile, notes: string[]): Step<void> {
  const atExit = (): void => removeRunFileNow(run)
  return {
    name: 'the run file',
    async open() {
      process.once('exit', atExit)
      await writeRunFile(run).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error)
        notes.push(`The commands do not find this mock, since its run file cannot be written: ${why}.`)
      })
    },
    close() {
      atExit()
      process.off('exit', atExit)
    },
  }
}

async function played(server: ControlledServer, wish: ScenarioWish, speed = 1): Promise<Play> {
  const world = await server.attach()
  if (typeof wish !== 'string') return world.play(wish, { speed })
  const { toScenario } = await import('../scenario-file.ts')
  return world.play(await toScenario(wish), { speed })
}
