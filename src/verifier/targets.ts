import { randomBytes } from 'node:crypto'
import { connect, type ConnectOptions, type Greenroom } from '../client/connect.ts'
import { readRunFile } from '../client/run-file.ts'
import { faces } from '../contract/compiled/faces.ts'
import { socketFaces } from '../contract/compiled/socket-faces.ts'
import type { Edition } from '../contract/compiled/types.ts'
import { toEdition } from '../edition.ts'
import { Fault } from '../fault.ts'
import { startServer } from '../server.ts'
import type { Environment } from '../targets/secrets.ts'
import { loadTarget, targetFrom, targetOf, type TargetFile } from '../targets/target-file.ts'
import { createControlArranger } from '../verify/arrange/control-arranger.ts'
import { PLAIN_DIALECT } from '../dialect/dialect.ts'
import { isLoopback } from '../verify/model/loopback.ts'
import { portOf } from '../verify/model/port.ts'
import type { Target } from '../verify/model/target.ts'
import { TRANSPORTS } from '../verify/model/transport.ts'
import { fetchBy } from './fetch-by.ts'
import { foreign, type ForeignParts } from './foreign.ts'
import type { VerifierOptions } from './options.ts'
import { worldNamer } from './run-worlds.ts'
import type { Ready } from './verify-run.ts'
import { withoutWorld } from './without-world.ts'

/** How to reach a target, and the variables of its credentials. */
export interface TargetParts extends ForeignParts {
  readonly env: Environment
}

/** The target of the options: the built-in mock, a greenroom, or a foreign server. Throws a Fault for unusable options. */
export async function readyFor(options: VerifierOptions, parts: TargetParts): Promise<Ready> {
  const { url, target, control } = options
  if (control && (url === undefined || target !== undefined))
    throw new Fault('control needs the url of its greenroom', 'Set url, and no target.')
  if (target !== undefined) return described(await fromTarget(target, options, parts), parts)
  const edition = toEdition(options.edition)
  if (url === undefined) return builtIn(edition)
  const bare = {
    target: targetOf(url, { random: randomBytes, edition }),
    situations: [],
    hook: null,
    admin: null,
    gate: null,
  }
  return (await greenroomAt(url, options, fetchBy(parts.send), parts.env))?.ready ?? bareReady(bare, parts)
}

/** A target as its file describes it; a greenroom on this machine arranges everything itself, so its file says only what to play. */
async function described(file: TargetFile, parts: TargetParts): Promise<Ready> {
  const { url, name, operations, transports } = file.target
  const edition = toEdition(file.target.edition)
  const found = await greenroomAt(url, { edition }, fetchBy(parts.send), parts.env)
  if (found === null) return foreign(file, parts)
  const { ready } = found
  const socket = found.hasDialect ? file.target.socket : ready.target.socket
  const target = { ...ready.target, name, transports, socket, operations: operations ?? ready.target.operations }
  return { ...ready, target, gate: file.gate ?? ready.gate, notes: [OWN_WORLDS] }
}

const OWN_WORLDS =
  'this is a greenroom: each case had a world of its own there, so the identities, scope, limits, situations and hook of the target were not used'

/** A server of which only the URL is known: its prefixes are found before a run. */
const bareReady = (bare: TargetFile, parts: TargetParts): Ready => ({
  ...foreign(bare, parts),
  withFound: ({ prefixes }) => {
    const { target, arranger } = foreign({ ...bare, target: { ...bare.target, prefixes } }, parts)
    return { target, arranger }
  },
})

/** The built-in mock; calls nothing outside this process. */
async function builtIn(edition: Edition): Promise<Ready> {
  const server = await startServer({ edition })
  const ready = controlled('the built-in mock', server.url, edition, server)
  return { ...ready, timeoutMs: HANGS_MS, close: server.close }
}

async function fromTarget(
  target: NonNullable<VerifierOptions['target']>,
  { url, edition }: VerifierOptions,
  { env }: TargetParts,
): Promise<TargetFile> {
  const surroundings = { env, random: randomBytes }
  const read = typeof target === 'string' ? await loadTarget(target, surroundings) : targetFrom(target, surroundings)
  if (url !== undefined) refuseElsewhere(target, read.target.url, targetOf(url, surroundings).url)
  return edition === undefined ? read : { ...read, target: { ...read.target, edition: toEdition(edition) } }
}

/** The credentials of a target must not be sent elsewhere. */
function refuseElsewhere(target: NonNullable<VerifierOptions['target']>, own: string, asked: string): void {
  if (own === asked) return
  const name = typeof target === 'string' ? target : 'the target'
  throw new Fault(`${name} describes ${own}, not ${asked}`, 'Omit the URL, or write a target file for it.')
}

/** A greenroom, and whether it understands other words than the documented ones, as a target may describe them. */
interface FoundGreenroom {
  readonly ready: Ready
  readonly hasDialect: boolean
}

/** The greenroom at a URL, by its control plane, else by the run file of its port; null if none is found. */
async function greenroomAt(
  url: string,
  { control, edition }: Pick<VerifierOptions, 'control' | 'edition'>,
  fetch: NonNullable<ConnectOptions['fetch']>,
  env: Environment,
): Promise<FoundGreenroom | null> {
  if (control) return attached(url, connect({ ...control, fetch }), edition)
  if (!isLoopback(url)) return null
  const found = await readRunFile(portOf(url), env).catch((error: unknown) => {
    if (error instanceof Fault) return null
    throw error
  })
  return found ? attached(url, connect({ url: found.control, token: found.token, fetch }), edition) : null
}

async function attached(url: string, greenroom: Greenroom, wanted: Edition | undefined): Promise<FoundGreenroom> {
  const { edition, dialect } = await greenroom.mock()
  if (wanted !== undefined && wanted !== edition)
    throw new Fault(
      `the greenroom at ${url} serves the edition ${edition}, not ${wanted}`,
      `Omit the edition, or start it with greenroom serve --edition ${wanted}.`,
    )
  const { name, url: plain } = targetOf(withoutWorld(url), { random: randomBytes })
  return { ready: controlled(name, plain, toEdition(edition), greenroom), hasDialect: dialect !== undefined }
}

/** A greenroom at a URL, with a world for each case. */
export function controlled(name: string, url: string, edition: Edition, greenroom: Pick<Greenroom, 'world'>): Ready {
  const target: Target = {
    name,
    url,
    edition,
    operations: [...faces[edition], ...socketFaces].map(({ operation }) => operation),
    prefixes: {},
    identities: {},
    missing: {},
    payloads: {},
    unset: [],
    scope: null,
    limits: {},
    transports: edition === 'current' ? TRANSPORTS : ['http'],
    socket: PLAIN_DIALECT,
    secrets: [],
  }
  const nameWorld = worldNamer(randomBytes(4).toString('hex'))
  const arranger = createControlArranger({ greenroom, target, nameWorld })
  return { target, arranger, gate: 'inferred', minCoverage: 100, timeoutMs: LOCAL_TIMEOUT_MS, close: async () => {} }
}

const LOCAL_TIMEOUT_MS = 2000
/** Generous: in the same process, only a busy machine delays answers, and that must not change a verdict. */
const HANGS_MS = 60_000
