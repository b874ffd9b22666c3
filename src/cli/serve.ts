import { Fault } from '../fault.ts'
import { startServer, type RunningServer, type ServerOptions } from '../server.ts'
import { defaultLimits, type Limits } from '../mock/limits.ts'
import { toOverview } from '../mock/overview.ts'
import type { Exchange } from '../transport/exchange.ts'
import { banner } from './banner.ts'
import type { Command, Input, Io } from './command.ts'
import { exitCode } from './exit-code.ts'
import { hintFor, logLine, logRecord } from './log-line.ts'
import { terminalPaint } from './paint.ts'
import { portOwner } from './port-owner.ts'
import { editionOption, seedOption, toEdition, toSeedName, unknownWord } from './shared-options.ts'

const DEFAULT_PORT = 4010

/** Runs the mock until it is told to end. */
export const serve: Command = {
  name: 'serve',
  summary: 'Runs the mock: the documented endpoints on one port, stateful, in memory.',
  options: [
    {
      name: 'port',
      kind: 'number',
      value: '<port>',
      help: `port to listen on, 0 = any that is free; ${DEFAULT_PORT} by default`,
    },
    { name: 'host', kind: 'text', value: '<address>', help: 'address to listen on; 127.0.0.1 and ::1 by default' },
    editionOption,
    seedOption,
    {
      name: 'trust',
      kind: 'text',
      value: '<role>',
      help: 'take any well-formed credentials for somebody of this role: agent, manager, no-permission',
    },
    {
      name: 'jwt-secret',
      kind: 'text',
      value: '<key>',
      help: 'key that signs the meeting tokens of your own system; better given by its variable',
    },
    { name: 'no-rate-limit', kind: 'flag', help: 'do not enforce documented limits' },
    {
      name: 'allowed-host',
      kind: 'list',
      value: '<name>',
      help: 'host name that it may be called by, beside localhost',
    },
    {
      name: 'cors-origin',
      kind: 'list',
      value: '<origin>',
      help: 'origin whose pages may call it, beside those on localhost',
    },
    {
      name: 'limit',
      kind: 'list',
      value: '<name>=<number>',
      help: `allow larger requests: ${Object.keys(defaultLimits).join(', ')}`,
    },
    { name: 'json', kind: 'flag', help: 'one line of JSON when ready, then one for each call' },
  ],
  examples: [
    'greenroom serve',
    'greenroom serve --port 0 --json',
    'greenroom serve --edition 2022 --no-rate-limit',
    'greenroom serve --trust agent --cors-origin https://app.example.com',
  ],
  async run(input, io) {
    const server = await start(input, toLogger(input, io))
    io.out(
      input.flag('json')
        ? `${JSON.stringify({ ready: true, url: server.url, port: server.port, edition: server.mock.edition, seed: server.mock.seed.name })}\n`
        : greeting(server, input),
    )
    await ended()
    await server.close()
    return exitCode.held
  },
}

async function start(input: Input, onExchange: (exchange: Exchange) => void): Promise<RunningServer> {
  const port = input.number('port') ?? DEFAULT_PORT
  if (port > 65_535)
    throw new Fault(`--port takes 0 to 65535, not ${port}`, 'Choose a smaller one; 0 = any that is free.')
  try {
    return await startServer({ ...toOptions(input), port, onExchange })
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw await listenFault(error, String(error.code), port, input.text('host'))
    throw error
  }
}

function toOptions(input: Input): ServerOptions {
  const host = input.text('host')
  return {
    edition: toEdition(input.text('edition')),
    seed: toSeedName(input.text('seed')),
    trust: input.text('trust') ?? null,
    jwtSecret: input.text('jwt-secret') ?? null,
    rateLimit: !input.flag('no-rate-limit'),
    allowedHosts: input.list('allowed-host'),
    corsOrigins: input.list('cors-origin').map(toOrigin),
    limits: Object.fromEntries(input.list('limit').map(toLimit)),
    ...(host === undefined ? {} : { host }),
  }
}

function toLimit(text: string): [keyof Limits, number] {
  const [name = '', value = ''] = text.split('=')
  if (!isLimit(name)) throw unknownWord('limit', name, Object.keys(defaultLimits))
  if (!/^[1-9]\d{0,8}$/.test(value))
    throw new Fault(
      `--limit ${name} takes a whole number, not ${value || 'nothing'}`,
      `Write --limit ${name}=${defaultLimits[name] * 2}, say.`,
    )
  return [name, Number(value)]
}

const isLimit = (name: string): name is keyof Limits => Object.hasOwn(defaultLimits, name)

function toOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || url.origin === 'null' || (text !== url.origin && text !== `${url.origin}/`))
    throw new Fault(`--cors-origin takes scheme, host and port, not ${text}`, 'Write https://app.example.com, say.')
  return url.origin
}

async function listenFault(error: Error, code: string, port: number, host: string | undefined): Promise<Error> {
  if (code === 'EADDRINUSE') {
    const owner = await portOwner(port)
    return new Fault(
      `port ${port} is in use${owner === '' ? '' : ` by ${owner}`}`,
      'End that, or start with --port 0 for any free port.',
      { cause: error },
    )
  }
  if (code === 'EACCES')
    return new Fault(`port ${port} may not be listened on`, 'Ports below 1024 need privileges; choose a higher one.', {
      cause: error,
    })
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new Fault(`${host} is no address of this machine`, 'Leave --host out for localhost.', { cause: error })
  return error
}

const greeting = ({ mock, url }: RunningServer, input: Input): string =>
  banner(toOverview({ ...mock, baseUrl: url }), url, inForce(input), terminalPaint())

/** What was asked for that changes who may call, or what is answered. */
function inForce(input: Input): string[] {
  const trust = input.text('trust')
  return [
    ...(trust === undefined ? [] : [`any well-formed credentials are taken for ${trust}`]),
    ...(input.text('jwt-secret') === undefined ? [] : ['tokens are checked with a key of your own']),
    ...(input.flag('no-rate-limit') ? ['no rate limit'] : []),
    ...input.list('allowed-host').map((name) => `may be called as ${name}`),
    ...input.list('cors-origin').map((origin) => `pages of ${origin} may call`),
    ...input.list('limit').map((limit) => `limit ${limit}`),
  ]
}

/** Hints are given once each: they help a newcomer and tire everybody else. */
function toLogger(input: Input, io: Io): (exchange: Exchange) => void {
  if (input.flag('json')) return (exchange) => io.out(logRecord(exchange, Date.now()))
  const paint = terminalPaint()
  const given = new Set<string>()
  return (exchange) => {
    io.out(logLine(exchange, paint))
    const hint = hintFor(exchange)
    if (hint === null || given.has(hint)) return
    given.add(hint)
    io.out(`  ${paint.dim(`hint: ${hint}`)}\n`)
  }
}

/** Waits for the first signal to end; a second one ends the process at once. */
const ended = (): Promise<void> =>
  new Promise((resolve) => {
    for (const [signal, number] of [
      ['SIGINT', 2],
      ['SIGTERM', 15],
    ] as const) {
      process.once(signal, () => {
        for (const again of ['SIGINT', 'SIGTERM'] as const) process.on(again, () => process.exit(128 + number))
        resolve()
      })
    }
  })
