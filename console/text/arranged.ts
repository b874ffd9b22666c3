import type { FaceInfo, MockInfo, SituationValues, SmallestCall, WorldInfo } from '../../src/contract/compiled/types.ts'
import { toPacket } from '../../src/contract/model/case-packet.ts'
import { toWireRequest } from '../../src/contract/model/case-request.ts'
import { toSocketSnippet } from '../../src/report/snippets/socket.ts'
import { baseUrlOf } from './replay.ts'
import { requestSnippets, type Snippet } from './snippets.ts'

/** Values with which a request names what was arranged. */
export type Values = Readonly<Record<string, string>>

/** The values of a situation that was arranged, and of the callers: `$agent.userId`. */
export function valuesOf({ values }: SituationValues, world: WorldInfo): Values {
  const callers = Object.entries(world.identities).flatMap(([name, headers]) =>
    headers['X-User-Id'] === undefined ? [] : [[`${name}.userId`, headers['X-User-Id']] as const],
  )
  return { ...Object.fromEntries(callers), ...values }
}

/** The request of a smallest call over HTTP. */
export function requestOf(
  { as, request, raw }: SmallestCall,
  { method, path }: Pick<FaceInfo, 'method' | 'path'>,
  values: Values,
  world: WorldInfo,
): {
  readonly method: string
  readonly target: string
  readonly headers: Record<string, string>
  readonly body: string | null
} {
  const wire = toWireRequest(
    { request, raw },
    { method: method ?? 'GET', path: path ?? '' },
    values,
    identity(world, as),
  )
  const prefix = world.name === 'default' ? '' : `/~${world.name}`
  return { ...wire, headers: { ...wire.headers }, target: `${prefix}${wire.target}` }
}

const identity = (world: WorldInfo, name: string): Readonly<Record<string, string>> => world.identities[name] ?? {}

/** Programs that make a smallest call. */
export function arrangedSnippets(
  call: SmallestCall,
  face: FaceInfo,
  values: Values,
  { world, mock }: { readonly world: WorldInfo; readonly mock: MockInfo | null },
): Snippet[] {
  if (face.way === 'http') return requestSnippets(requestOf(call, face, values, world), mock)
  const { event, args, auth, headers } = toPacket(call, face, values, identity(world, call.as))
  const opens = { auth, headers }
  const shown = { on: call.as, variable: 'socket', opens, cuts: [], waitMs: 0, event, args, ack: true, request: null }
  const baseUrl = baseUrlOf(mock)
  const url = world.name === 'default' ? baseUrl : `${baseUrl}/~${world.name}`
  const text = toSocketSnippet([shown], { url, baseUrl, path: null, transports: null, textOf: (each) => each })
  return [{ name: 'Socket.IO', text }]
}
