import { toEscapedJson } from '../../report/text/escaped-json.ts'
import { toPacket } from '../../contract/model/case-packet.ts'
import type { Case, CaseCall } from '../../contract/model/case.ts'
import { faces } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import { Fault } from '../../fault.ts'
import type { SnippetCall, SocketSnippetOptions } from '../../report/snippets/socket.ts'
import type { Target } from '../../verify/model/target.ts'
import { withCaller } from '../../verify/model/caller-payload.ts'
import { isJoinable, seatIn, seatPacket } from '../../verify/plan/seats.ts'
import { callsOf, faceOf, unitedFaces } from '../../verify/plan/plan.ts'
import { PLAIN_DIALECT, theirEvent, toTheirAuth, toTheirs, type SocketDialect } from '../../dialect/dialect.ts'
import type { DocumentedCase } from '../find-case.ts'
import { remarksOf, type Where } from './calls.ts'
import { callerOf, openValues, shownRequest, unmarked, withOpenValues, type OpenValue } from './requests.ts'
import { placeOfSockets } from './socket-place.ts'
import { mockArrangement, targetArrangement } from './arrangement.ts'
import type { Arrangement } from '../../verify/model/arrangement.ts'

/** The calls of a case on sockets, ready to be written. */
export interface ShownSockets {
  readonly calls: readonly SnippetCall[]
  readonly options: SocketSnippetOptions
  readonly open: readonly OpenValue[]
  readonly remarks: readonly string[]
}

/** The calls of a case on a mock's or a target's sockets. Throws a Fault for a caller without credentials. */
export async function shownSockets({ testCase }: DocumentedCase, where: Where): Promise<ShownSockets> {
  const { url, edition, target } = where
  const united = unitedFaces([...faces[edition], ...socketFaces])
  const { arrangement, lacks } = target
    ? await targetArrangement(testCase, (operation) => faceOf(united, operation), target)
    : mockArrangement(testCase, url, where.mock.seed)
  const place = placeOfSockets(where)
  const parts: Parts = {
    arrangement: withOpenValues(testCase, arrangement),
    dialect: target?.target.socket ?? PLAIN_DIALECT,
    payloads: target?.target.payloads ?? {},
    auth: place.auth,
    toRequest: (call, own) =>
      shownRequest(call, {
        arrangement: own,
        faceOf: (operation) => faceOf(faces[edition], operation),
        ...(target ? { scope: target.target.scope } : {}),
      }),
  }
  const calls = [...observing(testCase, parts), ...calling(testCase, parts)]
  const marks = toEscapedJson(calls)
  const open = openValues(testCase).filter(
    ({ variable }) => marks.includes(`~~${variable}~~`) || marks.includes(`{"env":"${variable}"}`),
  )
  return {
    calls,
    options: { ...place, baseUrl: arrangement.baseUrl, textOf: unmarked },
    open,
    remarks: remarksOf(testCase, { where, lacks, open }),
  }
}

interface Parts {
  readonly arrangement: Arrangement
  readonly dialect: SocketDialect
  /** Role → members that its payloads contain to identify it. */
  readonly payloads: Target['payloads']
  /** Sent by every connection. */
  readonly auth: Readonly<Record<string, unknown>>
  readonly toRequest: (call: CaseCall, arrangement: Arrangement) => SnippetCall['request']
}

/** An observer in the room, if there is a free seat and something to hear. */
function observing(testCase: Case, { arrangement, dialect, auth }: Parts): SnippetCall[] {
  const isHeard = callsOf(testCase).some(({ socket }) => (socket.hears['others'] ?? []).length > 0)
  const face = seatIn(testCase.given)
  const packet = face && seatPacket(face, OBSERVER, arrangement.values)
  if (!packet || packet.event === null || !isJoinable(testCase) || !isHeard) return []
  const { event: called } = packet
  const args = packet.args.map((each) => toTheirs(dialect, called, each))
  const event = theirEvent(dialect, called)
  return [{ ...PLAIN_CALL, on: OBSERVER, variable: `${OBSERVER}Socket`, opens: { auth, headers: {} }, event, args }]
}

const OBSERVER = 'observer'

const PLAIN_CALL = { cuts: [], waitMs: 0, ack: true, request: null }

function calling(testCase: Case, parts: Parts): SnippetCall[] {
  const open = new Set<string>()
  const variableOf = namer()
  let callers = 0
  return callsOf(testCase).map((call) => {
    const { on, cuts, ack, overHttp } = call.socket
    for (const name of cuts) open.delete(name)
    const own = { cuts: cuts.map(variableOf), waitMs: call.waitMs, ack }
    if (overHttp)
      return {
        ...own,
        on: '',
        variable: '',
        opens: null,
        event: null,
        args: [],
        request: parts.toRequest(call, parts.arrangement),
      }
    const name = on ?? `caller ${++callers}`
    const isNew = !open.has(name)
    open.add(name)
    const { handshake, event, args } = packetOf(call, parts)
    return { ...own, on: name, variable: variableOf(name), opens: isNew ? handshake : null, event, args, request: null }
  })
}

function packetOf(
  call: CaseCall,
  { arrangement, dialect, payloads, auth }: Parts,
): { handshake: NonNullable<SnippetCall['opens']>; event: string | null; args: readonly unknown[] } {
  const face = faceOf(socketFaces, call.operation)
  if (!face) throw new Fault(`there is no ${call.operation} on sockets`, 'Fix the case.')
  const { credentials, values } = callerOf(call, arrangement)
  const packet = toPacket(call, face, values, credentials)
  return {
    handshake: { auth: { ...auth, ...toTheirAuth(dialect, packet.auth) }, headers: packet.headers },
    event: packet.event === null ? null : theirEvent(dialect, packet.event),
    args: packet.args.map((each) => withCaller(toTheirs(dialect, packet.event ?? '', each), call.as, { payloads })),
  }
}

/** Gives each name its own variable: `Mr. Domenick Parisian` → `mrDomenickParisianSocket`; the suffix avoids reserved words. */
function namer(): (name: string) => string {
  const variables = new Map<string, string>()
  return (name) => {
    const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? ['someone']
    const [first = '', ...more] = /^\d/.test(words[0] ?? '') ? ['guest', ...words] : words
    const joined = [first, ...more.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('')
    const taken = new Set([...variables].flatMap(([other, variable]) => (other === name ? [] : variable)))
    const free = [`${joined}Socket`, `${joined}Socket${variables.size}`].find((each) => !taken.has(each))
    const own = variables.get(name) ?? free ?? `socket${variables.size}`
    variables.set(name, own)
    return own
  }
}
