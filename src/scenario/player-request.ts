import type { CaseCall } from '../contract/model/case.ts'
import { toWireRequest, withValues } from '../contract/model/case-request.ts'
import type { Face } from '../contract/model/face.ts'
import type { MockRequest } from '../mock/answer.ts'
import { credentialsOf } from '../world/identities.ts'
import type { WorldEntry } from '../world/worlds.ts'

/** By which values calls name their subjects. */
export type StageValues = Readonly<Record<string, string>>

/** Where everybody of a scenario calls from. */
export const ADDRESS = '127.0.0.1'

/** The payload of a call as an event: what a request has in its path stands beside its body there. */
export const toPayload = ({ request, as }: CaseCall, world: WorldEntry, values: StageValues): object =>
  Object(withValues({ ...request.path, ...request.body }, { ...userIds(world, as), ...values }))

/** A call as a request to the world that it is meant for. */
export function toPlayerRequest(call: CaseCall, face: Face, world: WorldEntry, values: StageValues): MockRequest {
  const known = { ...userIds(world, call.as), ...values }
  const { method, target, headers, body } = toWireRequest(call, face, known, credentialsIn(world, call.as))
  return {
    method,
    target,
    headers: lowerCased({ ...headers, 'X-Greenroom-World': world.name }),
    body: body ?? '',
    bodyBytes: new TextEncoder().encode(body ?? '').length,
    isCut: false,
    address: ADDRESS,
  }
}

/** The headers of an identity's handshake, or of its requests. */
export const headersOf = (world: WorldEntry, identity: string): Readonly<Record<string, string>> =>
  lowerCased(credentialsIn(world, identity))

/** Tokens are signed by the key that the world checks them by. */
const credentialsIn = ({ seed, recipe }: WorldEntry, identity: string): Record<string, string> =>
  credentialsOf({ ...seed, jwtSecret: recipe.jwtSecret ?? seed.jwtSecret }, identity)

/** `$me` and `$<identity>.userId`, as in cases. */
function userIds({ seed }: WorldEntry, as: string): StageValues {
  const ids = Object.entries(seed.identities).flatMap(([name, { person, member }]) => {
    const id = person ?? member
    return id === undefined ? [] : [[name, id] as const]
  })
  const me = ids.find(([name]) => name === as)?.[1]
  return { ...Object.fromEntries(ids.map(([name, id]) => [`${name}.userId`, id])), ...(me === undefined ? {} : { me }) }
}

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
