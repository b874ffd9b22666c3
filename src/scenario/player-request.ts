import type { CaseCall } from '../contract/model/case.ts'
import { toWireRequest, withValues } from '../contract/model/case-request.ts'
import type { Face } from '../contract/model/face.ts'
import type { MockRequest } from '../mock/answer.ts'
import { credentialsOf } from '../world/identities.ts'
import type { WorldEntry } from '../world/world-entry.ts'

/** The values with which calls name their subjects. */
export type StageValues = Readonly<Record<string, string>>

/** The address of all callers in a scenario. */
export const ADDRESS = '127.0.0.1'

/** A call as the payload of an event: path parameters become members beside those of the body. */
export const toPayload = ({ request, as }: CaseCall, world: WorldEntry, values: StageValues): object =>
  Object(withValues({ ...request.path, ...request.body }, { ...userIds(world, as), ...values }))

/** A call as a request to a world. */
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

/** The headers of an identity, for its handshake or its requests. */
export const headersOf = (world: WorldEntry, identity: string): Readonly<Record<string, string>> =>
  lowerCased(credentialsIn(world, identity))

/** Signs tokens with the key that the world verifies them with. */
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
