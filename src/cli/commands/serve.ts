import { removeRunFileNow, writeRunFile, type RunFile } from '../../client/run-file.ts'
import type { WorldEvent } from '../../contract/compiled/types.ts'
import { toEdition } from '../../edition.ts'
import { Fault } from '../../fault.ts'
import { createLifeCycle, EndedEarly, type LifeCycle, type Step } from '../../life-cycle.ts'
import { startServer, type RunningServer } from '../../server.ts'
import type { Exchange } from '../../transport/exchange.ts'
import { banner } from '../serve/banner.ts'
import type { Command, Input, Io } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { createLog } from '../serve/log.ts'
import { hintFor, logLine, logRecord, lostLine, worldLine } from '../serve/log-line.ts'
import { onEndingSignal } from '../signals.ts'
import { terminalPaint } from '../paint.ts'
import { portOwner } from '../serve/port-owner.ts'
import { playServed, servedScenario, type Playing, type ServedScenario } from '../serve/scenario.ts'
import { DEFAULT_PORT, serveOptions, toServerOptions } from '../serve/options.ts'

/** Runs the mock until it is asked to stop. */
export const serve: Command = {
  name: 'serve',
  summary: 'Runs the mock: the documented endpoints on one port, stateful, in memory.',
  options: serveOptions,
  examples: [
    'greenroom serve',
    'greenroom serve --port 0 --json',
    'greenroom serve --edition 2022 --no-rate-limit',
    'greenroom serve --seed busy:10000 --require-world',
    'greenroom serve --trust agent --cors-origin https://app.example.com',
    'greenroom serve --scenario locked-mid-call --speed 2',
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
    open: () => createLog(io, (count) => lostLine(count, input.flag('json'))),
    close: ({ end }) => end(),
    withinMs: 500,
  })
  const server = await cycle.open({
    name: 'the server',
    open: () => start(input, toLogger(input, { ...io, out: log.write })),
    close: ({ close }) => close(),
    withinMs: 4_000,
  })
  const run = runFileOf(server)
  const runFile = run && (await cycle.open(runFileStep(run, io)))
  const greet = await greeter(input, io)
  // Its steps are logged after the banner, which shows the code of its room.
  const playing = wanted && (await playServed(server, wanted, input.flag('require-world')))
  server.mock.worlds.subscribe(toWorldLogger(input, { ...io, out: log.write }))
  log.write(greet(server, runFile, playing))
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

const runFileOf = ({ control, port, url }: RunningServer): RunFile | null =>
  control && { pid: process.pid, url, port, control: control.url, token: control.token }

async function start(input: Input, onExchange: (exchange: Exchange) => void): Promise<RunningServer> {
  const port = input.number('port') ?? DEFAULT_PORT
  if (port > 65_535) throw new Fault(`--port takes 0 to 65535, not ${port}`, 'Choose a smaller one; 0 = any free port.')
  try {
    return await startServer({ ...toServerOptions(input), port, onExchange })
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw await listenFault(error, String(error.code), portIn(error) ?? port, input.text('host'))
    throw error
  }
}

/** Which of the two ports was unavailable, according to Node. */
const portIn = (error: Error): number | undefined =>
  'port' in error && typeof error.port === 'number' ? error.port : undefined

async function listenFault(error: Error, code: string, port: number, host: string | undefined): Promise<Error> {
  if (code === 'EADDRINUSE') {
    const owner = await portOwner(port)
    return new Fault(
      `port ${port} is in use${owner === '' ? '' : ` by ${owner}`}`,
      'Stop it, or start with --port 0 for any free port.',
      { cause: error },
    )
  }
  if (code === 'EACCES')
    return new Fault(
      `no permission to listen on port ${port}`,
      'Ports below 1024 need privileges; choose a higher one.',
      {
        cause: error,
      },
    )
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new Fault(`${host} is not an address of this machine`, 'Drop --host to use localhost.', { cause: error })
  return error
}

type Greeting = (server: RunningServer, runFile: string | null, playing: Playing | null) => string

/** Reports readiness. Only the text for people shows a call of every operation, and loads the cases for that. */
async function greeter(input: Input, io: Io): Promise<Greeting> {
  if (input.flag('json')) return readyLine
  const { toOverview } = await import('../../mock/overview/overview.ts')
  return ({ mock, url, control }, runFile, playing) =>
    banner(
      toOverview({ ...mock, baseUrl: url }),
      { url, control: control?.url ?? null, runFile },
      { inForce: inForce(input), playing, hasSockets: !input.flag('no-sockets') },
      terminalPaint(io),
    )
}

const readyLine: Greeting = ({ mock, url, port, control }, runFile, playing) =>
  `${JSON.stringify({
    ready: true,
    url,
    port,
    edition: mock.edition,
    seed: mock.seed.name,
    control: control?.url ?? null,
    runFile,
    ...(playing === null ? {} : { scenario: playing.name, values: playing.values }),
  })}\n`

/** Options in effect that change who may call, or what is answered. */
function inForce(input: Input): string[] {
  const [trust, host] = [input.text('trust'), input.text('host')]
  return [
    ...(host === undefined
      ? []
      : [`listens on ${host}, reachable as localhost or by IP address; by another name with --allowed-host <name>`]),
    ...(trust === undefined ? [] : [`any well-formed credentials are accepted as ${trust}`]),
    ...(input.text('jwt-secret') === undefined ? [] : ['tokens are checked with your own key']),
    ...(input.flag('no-rate-limit') ? ['no rate limit'] : []),
    ...(input.text('worlds') === 'explicit' ? ['worlds must be created before use'] : []),
    ...(input.flag('require-world') ? ['every call must name a world'] : []),
    ...input.list('allowed-host').map((name) => `may be called as ${name}`),
    ...input.list('cors-origin').map((origin) => `pages of ${origin} may call`),
    ...input.list('limit').map((limit) => `limit ${limit}`),
  ]
}

/** Shows each hint once: they help newcomers and annoy everyone else. */
function toLogger(input: Input, io: Io): (exchange: Exchange) => void {
  if (input.flag('json')) return (exchange) => io.out(logRecord(exchange, Date.now()))
  const paint = terminalPaint(io)
  const edition = toEdition(input.text('edition'))
  const given = new Set<string>()
  return (exchange) => {
    io.out(logLine(exchange, paint))
    const hint = hintFor(exchange, edition)
    if (hint === null || given.has(hint)) return
    given.add(hint)
    io.out(`  ${paint.dim(`hint: ${hint}`)}\n`)
  }
}

function toWorldLogger(input: Input, io: Io): (event: WorldEvent) => void {
  const paint = terminalPaint(io)
  return (event) => io.out(input.flag('json') ? `${JSON.stringify(event)}\n` : worldLine(event, paint))
}

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
