import { createHash } from 'node:crypto'
import type { WireRequest } from '../../src/contract/model/case-request.ts'
import type { WorldWish } from '../../src/client/connect.ts'
import { createMock, type Mock } from '../../src/in-process.ts'
import { createSeeds } from '../../src/world/seeds/seeds.ts'
import { generatedRequests } from './generated-requests.ts'
import type { Received } from './referee.ts'

/** What a world answered to a run of requests, an entry for each. */
export type Transcript = readonly string[]

/** A world and what is sent to it, all from one number. */
export interface Play {
  readonly world: WorldWish & { readonly name: string }
  readonly requests: readonly WireRequest[]
}

const seeds = createSeeds()

/** The play of a number: by turns of a documented and a busy seed, with its limits enforced and not. */
export function playOf(number: number, count = 200): Play {
  const seed = number % 2 === 0 ? 'documented' : 'busy:50'
  return {
    world: { name: `play-${number}`, seed, rateLimit: number % 4 < 2 },
    requests: generatedRequests(seeds.get(seed), number, count),
  }
}

/** How a request says which world it is for. */
export type Naming = 'header' | 'prefix' | 'host'

/** A request that names a world in one of the three ways. */
export function inWorld(request: WireRequest, world: string, naming: Naming = 'header'): WireRequest {
  if (naming === 'prefix') return { ...request, target: `/~${world}${request.target}` }
  const header = naming === 'header' ? { 'X-Greenroom-World': world } : { Host: `${world}.localhost` }
  return { ...request, headers: { ...request.headers, ...header } }
}

/** Sends one request. */
export type Send = (request: WireRequest) => Promise<Received>

/** Sends requests one after the other, and writes down what comes back. */
export async function transcriptOf(requests: readonly WireRequest[], send: Send): Promise<Transcript> {
  const entries: string[] = []
  for (const request of requests) entries.push(entryOf(request, await send(request)))
  return entries
}

/** Plays a world over a transport that its mock is reached by. */
export const played = ({ world, requests }: Play, send: Send, naming?: Naming): Promise<Transcript> =>
  transcriptOf(requests, (request) => send(inWorld(request, world.name, naming)))

const entryOf = ({ method, target }: WireRequest, { status, headers, body }: Received): string =>
  [`${method} ${target}`, `${status}`, ...headerLines(headers), '', body].join('\n')

// What belongs to a connection and its moment, not to the answer. The length is told by the body, where there is one.
const OF_THE_CONNECTION = new Set(['date', 'connection', 'keep-alive', 'content-length'])

const headerLines = (headers: Readonly<Record<string, string>>): string[] =>
  Object.entries(headers)
    .filter(([name]) => !OF_THE_CONNECTION.has(name))
    .map(([name, value]) => `${name}: ${value}`)
    .sort()

/** The plays of `npm test`, and what their hashes come to on every machine and over every store. */
export const PINNED_NUMBERS: readonly number[] = [0, 1, 2, 3, 6, 11]
export const PINNED_SOME = '6934cdccc420da239e01e65f3f3efc901e3cd47981d4c7c784adf497f7c43c2f'

/** One hash of several. */
export const together = (some: readonly string[]): string => createHash('sha256').update(some.join('\n')).digest('hex')

/** SHA-256 of a transcript. */
export const hashOf = (entries: Transcript): string => createHash('sha256').update(entries.join('\n\n')).digest('hex')

/** Plays a number in a mock of its own, without a socket. */
export const playedAlone = (number: number): Promise<Transcript> => playedIn(createMock(), number)

/** Plays a number in a mock, without a socket. */
export async function playedIn({ world, handle }: Pick<Mock, 'world' | 'handle'>, number: number): Promise<Transcript> {
  const play = playOf(number)
  await world(play.world)
  return played(play, handledBy(handle))
}

/** A transport without a socket. */
export const handledBy =
  (handle: (request: Request) => Promise<Response>): Send =>
  async ({ target, ...rest }) => {
    const answer = await handle(new Request(`http://localhost${target}`, rest))
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
  }

const NAMINGS: readonly Naming[] = ['header', 'prefix', 'host']

/** The way of naming that a play's number is for, where plays are to differ in it. */
export const namingOf = (number: number): Naming => NAMINGS[number % NAMINGS.length] ?? 'header'
