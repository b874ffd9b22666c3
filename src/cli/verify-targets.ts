import { randomBytes } from 'node:crypto'
import { connect, type Greenroom } from '../client/connect.ts'
import { readRunFile } from '../client/run-file.ts'
import { faces } from '../contract/compiled/faces.ts'
import { socketFaces } from '../contract/compiled/socket-faces.ts'
import type { Edition } from '../contract/compiled/types.ts'
import { Fault } from '../fault.ts'
import { startServer } from '../server.ts'
import { inTurn } from '../verify/arrangers-in-turn.ts'
import { createControlArranger } from '../verify/control-arranger.ts'
import type { Send } from '../verify/exchange.ts'
import { createHookArranger } from '../verify/hook-arranger.ts'
import { faceOf, unitedFaces } from '../verify/plan.ts'
import { isLoopback } from '../verify/safety.ts'
import { createStaticArranger } from '../verify/static-arranger.ts'
import type { Target } from '../verify/target.ts'
import type { Input } from './command.ts'
import { editionsOf } from './editions.ts'
import { toEdition } from './shared-options.ts'
import { loadTarget, targetOf, type TargetFile } from './target-file.ts'
import { sleepUntil, type Ready } from './verify-run.ts'
import { PLAIN_DIALECT } from '../verify/sockets/dialect.ts'
import { TRANSPORTS } from '../verify/transport.ts'

/** What targets are made with. */
export interface TargetParts {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly send: Send
  readonly signal: AbortSignal
}

/** The built-in mock, one for each edition that is asked for; nothing outside this process is called. */
export async function builtIn(input: Input): Promise<readonly Ready[]> {
  const wanted = input.text('edition')
  const editions = wanted === undefined ? editionsOf() : [toEdition(wanted)]
  return Promise.all(
    editions.map(async (edition) => {
      const server = await startServer({ edition })
      const ready = controlled('the built-in mock', server.url, edition, server)
      return { ...ready, timeoutMs: HANGS_MS, close: server.close }
    }),
  )
}

/** What a URL or a target file leads to: a greenroom where a control plane is found, else a server like any other. */
export async function readyFor(url: string | undefined, input: Input, parts: TargetParts): Promise<Ready> {
  const file = input.text('target')
  if (file !== undefined) return foreign(await targetFile(file, url, input, parts), parts)
  if (url === undefined) throw new Fault('nothing to verify', 'Name a URL, or a target file with --target.')
  const greenroom = await greenroomAt(url, input)
  if (greenroom) return greenroom
  const edition = toEdition(input.text('edition'))
  const target = targetOf(url, { random: randomBytes, edition })
  return foreign({ target, situations: [], hook: null, gate: null }, parts)
}

async function targetFile(
  file: string,
  url: string | undefined,
  input: Input,
  { env }: TargetParts,
): Promise<TargetFile> {
  const loaded = await loadTarget(file, { env, random: randomBytes })
  const edition = input.text('edition')
  const own = edition === undefined ? {} : { edition: toEdition(edition) }
  if (url !== undefined) refuseElsewhere(file, loaded.target.url, targetOf(url, { random: randomBytes }).url)
  return { ...loaded, target: { ...loaded.target, ...own } }
}

/** The credentials of a file are meant for its own target: nobody else gets them. */
function refuseElsewhere(file: string, own: string, asked: string): void {
  if (own === asked) return
  throw new Fault(`${file} is of ${own}, not of ${asked}`, 'Leave the URL out, or write a target file for it.')
}

/** The greenroom at a URL, by option or variable, else by the run file of its port; null: there is no sign of one. */
async function greenroomAt(url: string, input: Input): Promise<Ready | null> {
  const [control, token] = [input.text('control-url'), input.text('control-token')]
  if (control !== undefined)
    return attached(url, connect({ url: control, ...(token === undefined ? {} : { token }) }), input)
  if (!isLoopback(url)) return null
  const port = Number(new URL(url).port || 80)
  const found = await readRunFile(port, input.env).catch((error: unknown) => {
    if (error instanceof Fault) return null
    throw error
  })
  return found ? attached(url, connect({ url: found.control, token: found.token }), input) : null
}

async function attached(url: string, greenroom: Greenroom, input: Input): Promise<Ready> {
  const { edition } = await greenroom.mock()
  const wanted = toEdition(input.text('edition') ?? edition)
  if (wanted !== edition)
    throw new Fault(
      `the greenroom at ${url} serves the edition ${edition}, not ${wanted}`,
      `Leave --edition out, or start it with greenroom serve --edition ${wanted}.`,
    )
  const { name, url: plain } = targetOf(url, { random: randomBytes })
  return controlled(name, plain, toEdition(edition), greenroom)
}

/** A greenroom at a URL: a world for each case. */
export function controlled(name: string, url: string, edition: Edition, greenroom: Pick<Greenroom, 'world'>): Ready {
  const target: Target = {
    name,
    url,
    edition,
    operations: [...faces[edition], ...socketFaces].map(({ operation }) => operation),
    prefixes: {},
    identities: {},
    missing: {},
    unset: [],
    scope: null,
    limits: {},
    transports: edition === 'current' ? TRANSPORTS : ['http'],
    socket: PLAIN_DIALECT,
    secrets: [],
  }
  const run = randomBytes(4).toString('hex')
  let worlds = 0
  const arranger = createControlArranger({ greenroom, target, nameWorld: () => `verify-${run}-${++worlds}` })
  return { target, arranger, gate: 'inferred', minCoverage: 100, timeoutMs: LOCAL_TIMEOUT_MS, close: async () => {} }
}

const LOCAL_TIMEOUT_MS = 2000
/** In this very process an answer is late only as everything else is: a busy machine must not change a verdict. */
const HANGS_MS = 60_000
const TIMEOUT_MS = 10_000

function foreign({ target, situations, hook, gate }: TargetFile, { send, signal }: TargetParts): Ready {
  const served = unitedFaces([...faces[toEdition(target.edition)], ...socketFaces])
  const find = (operation: string) => faceOf(served, operation)
  const sleep = async (ms: number): Promise<void> => {
    await sleepUntil(ms, signal)
    signal.throwIfAborted()
  }
  const fixed = createStaticArranger({ target, faceOf: find, situations, sleep, random: randomBytes })
  // What a hook has made is taken away after an interruption, too: its calls end by their own time.
  const asking = { target, faceOf: find, send, sleep, timeoutMs: TIMEOUT_MS, signal: new AbortController().signal }
  const arranger = hook ? inTurn(fixed, createHookArranger({ ...asking, hook })) : fixed
  return { target, arranger, gate: gate ?? 'document', minCoverage: 0, timeoutMs: TIMEOUT_MS, close: async () => {} }
}
