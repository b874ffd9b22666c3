import { faces } from '../../contract/compiled/faces.ts'
import { successes } from '../../contract/compiled/successes.ts'
import type { Edition, OperationId } from '../../contract/compiled/types.ts'
import { toWireRequest, type WireRequest } from '../../contract/model/case-request.ts'
import { Fault } from '../../fault.ts'
import { openNames, withMembers } from './members.ts'

/** A call to make: its request is the smallest one that succeeds, with some members of one's own. */
export interface WantedCall {
  readonly operation: OperationId
  readonly edition: Edition
  /** Name of a path, query or body member → its value. */
  readonly members: Readonly<Record<string, string>>
  /** The caller; the one of the smallest success by default. */
  readonly as: string | undefined
}

/** An HTTP request, and the identity that it needs. */
export interface TriedCall {
  readonly as: string
  readonly withCredentials: (credentials: Readonly<Record<string, string>>) => WireRequest
}

/** Throws a Fault for an operation of sockets only, and for a missing member. */
export function readyCall({ operation, edition, members, as }: WantedCall): TriedCall {
  const success = successes[operation]
  const face = faces[edition].find((each) => each.operation === operation)
  if (!face || !success) throw notOverHttp(operation)
  const request = withMembers(success.request, face, members)
  const missing = openNames(request)
  if (missing.length > 0)
    throw new Fault(
      `${operation} needs ${missing.join(' and ')}`,
      `For example: greenroom call ${operation} ${missing.map((name) => `${name}=…`).join(' ')}; greenroom rooms lists codes and ids.`,
    )
  return {
    as: as ?? success.as,
    withCredentials: (credentials) => toWireRequest({ request, raw: null }, face, {}, credentials),
  }
}

const notOverHttp = (operation: string): Fault =>
  new Fault(
    `${operation} is an event of Socket.IO, not a call over HTTP`,
    `greenroom show ${operation}/<outcome> --as socket prints a program that sends it; greenroom outcomes ${operation} lists them.`,
  )
