import { cases } from '../src/contract/compiled/cases.js'
import { faces } from '../src/contract/compiled/faces.ts'
import { seeds } from '../src/contract/compiled/seeds.ts'
import type { OperationId } from '../src/contract/compiled/types.ts'
import { toWireRequest, type WireRequest } from '../src/contract/model/case-request.ts'
import type { Given } from '../src/contract/model/case.ts'
import { credentialsOf } from '../src/world/identities.ts'

/** A request to measure: a case of the contract, which the tests play, too. */
export interface Measured {
  readonly label: string
  readonly operation: OperationId
  readonly expect: string
  readonly given: Given
  readonly status: number
  /** The contract for Prism, relative to the project's root. */
  readonly document: string
  /** Creates the request from the values of its situation. */
  toRequest(values: Readonly<Record<string, string>>): WireRequest
}

/** Each may be sent any number of times and always gets the same answer. */
export const measured: readonly Measured[] = [
  toMeasured('join a livechat room (agent, inside after the first)', 'joinLivechatRoom', 'joined'),
  // Nothing arranged: exactly the documented rooms.
  { ...toMeasured('list livechat rooms (the four documented)', 'listLivechatRooms', 'listed'), given: {} },
  toMeasured('join a video conference (limit not enforced)', 'joinVideoConference', 'joined'),
  toMeasured('join a meeting room (member, a new seat each time)', 'joinMeetingRoom', 'joined-as-user'),
  toMeasured('join a locked meeting room (refused)', 'joinMeetingRoom', 'room-locked'),
]

/** The first request after a start. */
export const first: Measured = { ...toMeasured('join a meeting room (guest)', 'joinMeetingRoom', 'joined-as-guest') }

/** The first case of an outcome in the current edition, as a request to measure. */
function toMeasured(label: string, operation: OperationId, expect: string): Measured {
  const id = `${operation}/${expect}`
  const found = cases.find((each) => each.id === id)
  const face = faces.current.find((each) => each.operation === operation)
  const outcome = face?.outcomes.find(({ name }) => name === expect)
  if (!found || !face || !outcome) throw new Error(`there is no case ${id}`)
  return {
    label,
    operation,
    expect,
    given: found.given,
    status: outcome.status,
    document: `specs/${face.api}.openapi.yaml`,
    toRequest: (values) => toWireRequest(found, face, values, credentialsOf(seeds.documented, found.as)),
  }
}
