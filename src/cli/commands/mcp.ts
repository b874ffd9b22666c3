import { connect, type Greenroom } from '../../client/connect.ts'
import { Fault } from '../../fault.ts'
import { createMcpServer } from '../../mcp/server.ts'
import { serveMessages } from '../../mcp/serve.ts'
import { collect } from '../../report/report.ts'
import { toEscapedJson } from '../../report/text/escaped-json.ts'
import type { CaseResult } from '../../verify/model/result.ts'
import type { VerifierOptions } from '../../verifier/options.ts'
import type { Command, Input, Io } from '../command.ts'
import { directFetch } from '../direct-fetch.ts'
import { exitCode } from '../exit-code.ts'
import { unlessInterrupted } from '../interruption.ts'
import { addressOf, serverOptions, worldNamed, worldOption, type ControlAddress } from '../options/control.ts'
import { flagOption, textOption } from '../options/option.ts'
import { packageVersion } from '../package-version.ts'
import { refuseUnused } from '../unused.ts'

/** Serves tools to agents over MCP. */
export const mcp: Command = {
  name: 'mcp',
  summary:
    'Serves five tools to agents over the Model Context Protocol, on standard input and output: documented answers, situations, forced\nanswers, the journal with causes, and the verdict on one case. An agent gets a world of its own; it is dropped at the end.',
  options: [
    { ...worldOption, help: 'the world of calls that name none; a new one for each by default' },
    textOption(
      'target',
      '<file>',
      'verify cases against this target file instead of the mock; on another machine it changes nothing',
    ),
    flagOption('serve', 'run a mock of its own, instead of using the one that runs on this machine'),
    ...serverOptions,
  ],
  examples: ['greenroom mcp', 'greenroom mcp --serve', 'greenroom mcp --world default --target staging.yaml'],
  run: (input, io) =>
    unlessInterrupted(async (interrupted) => {
      // A client that no longer reads is gone, even if its end of the input stays open.
      const signal = AbortSignal.any([interrupted, ...(io.readerGone ? [io.readerGone] : [])])
      const { find, close } = await mockOf(input)
      try {
        await served({ input, io, signal, find })
      } finally {
        await close()
      }
      return exitCode.held
    }),
}

/** Finds the control plane, anew for each call: the mock may have been started again since. */
type Find = () => Promise<ControlAddress>

async function mockOf(input: Input): Promise<{ readonly find: Find; readonly close: () => Promise<void> }> {
  if (!input.flag('serve')) return { find: () => addressOf(input), close: async () => {} }
  refuseUnused(input, ['port', 'control-url', 'control-token'], 'with --serve', 'Drop it: the mock is its own.')
  const { startServer } = await import('../../server.ts')
  const server = await startServer({ control: true })
  return { find: async () => server.control, close: server.close }
}

interface Called {
  readonly input: Input
  readonly io: Io
  readonly signal: AbortSignal
  readonly find: Find
}

async function served({ input, io, signal, find }: Called): Promise<void> {
  const chunks = io.stdinChunks?.(signal)
  if (!chunks) throw new Fault('greenroom mcp has no standard input', 'An MCP client starts it, and writes to it.')
  const [target, world] = [input.text('target'), worldNamed(input)]
  const server = createMcpServer({
    greenroom: {
      world: async (...asked) => (await greenroomAt(find)).world(...asked),
      attach: async (name) => (await greenroomAt(find)).attach(name),
      outcomes: async () => (await greenroomAt(find)).outcomes(),
    },
    play: (id, stop) => played(id, stop, target === undefined ? () => mockTarget(find) : async () => ({ target }), io),
    target: target ?? 'the mock',
    nameWorld: () => `agent-${crypto.randomUUID()}`,
    ...(world === undefined ? {} : { world }),
    version: await packageVersion(),
    send: (message) => io.out(`${toEscapedJson(message)}\n`),
    onFault: (fault) => io.error(`${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`),
  })
  try {
    await serveMessages(chunks, server, signal)
  } finally {
    await server.close()
  }
}

async function greenroomAt(find: Find): Promise<Greenroom> {
  return connect({ ...(await find()), fetch: directFetch })
}

/** The mock, with a world for each case. */
async function mockTarget(find: Find): Promise<VerifierOptions> {
  const { url, token } = await find()
  return { url: (await connect({ url, token, fetch: directFetch }).mock()).url, control: { url, token } }
}

async function played(
  id: string,
  signal: AbortSignal,
  toOptions: () => Promise<VerifierOptions>,
  { env }: Io,
): Promise<readonly CaseResult[]> {
  const options = await toOptions()
  const { createVerifier } = await import('../../verifier/create-verifier.ts')
  const verifier = await createVerifier({ ...options, env })
  try {
    return (await collect(verifier.run({ cases: [id], signal }))).results
  } finally {
    await verifier.close()
  }
}
