import { toEscapedJson } from '../../report/text/escaped-json.ts'
import type { Seed } from '../../contract/compiled/types.ts'
import { removeRunFileNow, writeRunFile, type RunFile } from '../../client/run-file.ts'
import { Fault } from '../../fault.ts'
import { createLifeCycle, EndedEarly, type LifeCycle, type Step } from '../../life-cycle.ts'
import { startServer, type RunningServer } from '../../server.ts'
import type { Exchange } from '../../transport/exchange.ts'
import { banner } from '../serve/banner.ts'
import type { Command, Input, Io } from '../command.ts'
import { consoleUrl } from '../../console/console-url.ts'
import { exitCode } from '../exit-code.ts'
import { createLog, type Log } from '../serve/log.ts'
import { lostLine } from '../serve/log-line.ts'
import { inForce } from '../serve/in-force.ts'
import { listenFault } from '../serve/listen-fault.ts'
import { createLoggers } from '../serve/loggers.ts'
import { onEndingSignal } from '../signals.ts'
import { terminalPaint } from '../paint.ts'
import { toSeed } from '../../own-seed/choose.ts'
import { playServed, servedScenario, type Playing, type ServedScenario } from '../serve/scenario.ts'
import { DEFAULT_PORT, portWords, serveOptions, toServerOptions } from '../serve/options.ts'

/** Runs the mock until it is asked to stop. */
export const serve: Command = {
  name: 'serve',
  summary: 'Runs the mock: the documented endpoints on one port, stateful, in memory unless --data.',
  options: serveOptions,
  examples: [
    'greenroom serve',
    'greenroom serve --port 0 --json',
    'greenroom serve --edition 2022 --no-rate-limit',
    'greenroom serve --edition 8.6 --contract ./my.openapi.yaml',
    'greenroom serve --seed busy:10000 --require-world',
    'greenroom serve --seed ./rooms.yaml',
    'greenroom serve --trust agent --cors-origin https://app.example.com',
    'greenroom serve --scenario locked-mid-call --speed 2',
    'greenroom serve --data ./greenroom.db',
    'greenroom serve --also ./rest-of-the-api.yaml',
    'greenroom serve --dialect neuron-meet',
  ],
  async run(input, io) {
    const wanted = await servedScenario(input)
    const cycle = createLifeCycle({ onFault: (fault) => io.error(`${faultText(fault)}\n`) })
    // Before anything is opened: a signal may arrive at any moment.
    const ended = io.ended ?? signalled(() => void cycle.close())
    try {
      await cycle.undoing(() => opened(cycle, wanted, input, io))
      await ended
    } catch (error) {
      if (!(error instanceof EndedEarly)) throw error
    }
    await cycle.close()
    return exitCode.held
  },
}

const faultText = (fault: unknown): string => (fault instanceof Error ? (fault.stack ?? fault.message) : String(fault))

/** Opens in order: the log, the server, its run file, its scenario; then reports that it is ready. */
async function opened(cycle: LifeCycle, wanted: ServedScenario | null, input: Input, io: Io): Promise<void> {
  const log = await cycle.open({
    name: 'the log',
    open: () => openLog(input, io),
    close: ({ end }) => end(),
    withinMs: 500,
  })
  const loggers = createLoggers(input, log, terminalPaint(io))
  const server = await cycle.open({
    name: 'the server',
    open: () => start(input, loggers.call),
    close: ({ close }) => close(),
    withinMs: 4_000,
  })
  const run = runFileOf(server, input)
  const runFile = run && (await cycle.open(runFileStep(run, io)))
  const greet = await greeter(input, io)
  // Its steps are logged after the banner, which shows the code of its room.
  const playing = wanted && (await playServed(server, wanted, input.flag('require-world')))
  server.mock.worlds.subscribe(loggers.world)
  log.write(greet(server, runFile, playing))
}

/** What waits in it is written at a sudden exit, too. */
function openLog(input: Input, io: Io): Log {
  const log = createLog(io, (count) => lostLine(count, input.flag('json')))
  process.once('exit', log.flush)
  const end = async (): Promise<void> => {
    await log.end()
    process.off('exit', log.flush)
  }
  return { ...log, end }
}

/** Removed at a sudden exit, too, since it contains the token. */
function runFileStep(run: RunFile, io: Io): Step<string> {
  const atExit = (): void => removeRunFileNow(run, io.env)
  return {
    name: 'the run file',
    async open() {
      const path = await written(run, io)
      process.once('exit', atExit)
      return path
    },
    // Synchronously: a busy process may take long to resume.
    close() {
      atExit()
      process.off('exit', atExit)
    },
  }
}

const written = (run: RunFile, { env }: Io): Promise<string> =>
  writeRunFile(run, env).catch((error: unknown) => {
    if (error instanceof Fault || !(error instanceof Error)) throw error
    throw new Fault(
      `the run file cannot be written: ${error.message}`,
      'Set XDG_RUNTIME_DIR to a folder of your own, or start with --no-control.',
      { cause: error },
    )
  })

const runFileOf = ({ control, port, url }: RunningServer, input: Input): RunFile | null =>
  control && {
    pid: process.pid,
    url,
    port,
    control: control.url,
    token: control.token,
    ...(input.text('console') === 'readonly' && { isReadOnly: true }),
  }

async function start(input: Input, onExchange: (exchange: Exchange) => void): Promise<RunningServer> {
  const port = input.number('port') ?? DEFAULT_PORT
  if (port > 65_535) throw new Fault(`--port takes 0 to 65535, not ${port}`, 'Choose a smaller one; 0 = any free port.')
  try {
    const seed = await toSeed(input.text('seed'))
    return await startServer({ ...toServerOptions(input), seed, port, onExchange })
  } catch (error) {
    throw await listenFault(error, port, input.text('host'))
  }
}

type Greeting = (server: RunningServer, runFile: string | null, playing: Playing | null) => string

/** Reports readiness. Only the text for people shows a call of every operation, and loads the cases for that. */
async function greeter(input: Input, io: Io): Promise<Greeting> {
  if (input.flag('json')) return readyLine
  const { toOverview } = await import('../../mock/overview/to-overview.ts')
  return (server, runFile, playing) => {
    const { mock, url, control } = server
    const seed = usedSeed(mock)
    return banner(
      toOverview({ ...mock, seed, baseUrl: url }),
      {
        url,
        control: control?.url ?? null,
        runFile,
        console: consoleLine(server, input, io),
        portOption: portWords(server.port),
      },
      {
        inForce: inForce(input, mock),
        playing,
        hasSockets: !input.flag('no-sockets'),
        logins: loginsOf(seed, input),
      },
      terminalPaint(io),
    )
  }
}

/** That of the world that there is: with --data, it may have begun with another seed than new worlds do. */
const usedSeed = ({ worlds }: RunningServer['mock']): Seed => worlds.default.seed

/** The user names of those whom Rocket.Chat's clients can log in as. */
const loginsOf = ({ people }: Seed, input: Input): string[] =>
  input.flag('no-front') ? [] : people.flatMap(({ username, password }) => (password === undefined ? [] : [username]))

/** Only a terminal shows the token: other output ends up in logs and tickets. */
function consoleLine({ control, port }: RunningServer, input: Input, { columns }: Io): string {
  const isReadOnly = input.text('console') === 'readonly'
  if (control === null || columns === undefined)
    return `npx greenroom console${isReadOnly ? ' --readonly' : ''}${portWords(port)}`
  return consoleUrl({ control: control.url, token: control.token }, { isReadOnly })
}

const readyLine: Greeting = ({ mock, url, port, control }, runFile, playing) =>
  `${toEscapedJson({
    ready: true,
    url,
    port,
    edition: mock.edition,
    seed: usedSeed(mock).name,
    control: control?.url ?? null,
    runFile,
    ...(playing === null ? {} : { scenario: playing.name, values: playing.values }),
  })}\n`

/** Resolves on the first ending signal; a second one ends the process at once. */
const signalled = (onEnd: () => void): Promise<void> =>
  new Promise((resolve) => {
    let isEnding = false
    onEndingSignal((code) => {
      if (isEnding) process.exit(code)
      isEnding = true
      resolve()
      onEnd()
    })
  })
