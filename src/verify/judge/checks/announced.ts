import { sentEvents } from '../../../contract/compiled/socket-faces.ts'
import { valueAt } from '../../../contract/model/pointer.ts'
import type { PayloadOrigin } from '../../../contract/model/sent-event.ts'
import { isContainer, sameJson } from '../../../json.ts'
import { isAbsent } from './absent.ts'
import type { Answered } from './answered.ts'

/** What is wrong with an event, as the end of a sentence. */
export interface AnnouncedBreach {
  readonly message: string
  readonly parts: { readonly expected: unknown; readonly actual: unknown }
}

/** How an event contradicts the calls of the case, by its `x-tells`; null if it does not, as far as the calls show. */
export function announcedBreach(event: string, payload: unknown, answered: Answered): AnnouncedBreach | null {
  const tells = Object.hasOwn(sentEvents, event) ? Object.entries(sentEvents[event]?.tells ?? {}) : []
  const isOfSeat = tells.some(([, origin]) => 'of' in origin && origin.of === 'seat')
  if (!isOfSeat) return otherwise(tells.map((tell) => compared(tell, payload, answered, null)))
  const seats = answered.earlier.filter(tookSeat)
  const found = seats.map((seat) => tells.map((tell) => compared(tell, payload, answered, seat)))
  if (found.some((all) => otherwise(all) === null)) return null
  const [nearest] = found.filter(([identity]) => identity !== undefined && isSame(identity))
  return nearest ? otherwise(nearest) : nobody(found)
}

/** A part of a payload: expected and actual. */
interface Compared {
  readonly pointer: string
  readonly expected: unknown
  readonly actual: unknown
}

function compared(
  [pointer, origin]: readonly [string, PayloadOrigin],
  payload: unknown,
  answered: Answered,
  seat: Answered | null,
): Compared {
  const told = valueAt(payload, pointer)
  const said = meantBy(origin, answered, seat)
  // For members that the target never answers, there is nothing to compare with.
  const meant =
    said === undefined && 'of' in origin && isAbsent(origin.pointer ?? '', { absent: answered.absentInEvents })
      ? told
      : said
  // Members that only one of the two has are up to the target.
  return isContainer(meant) && isContainer(told)
    ? { pointer, expected: common(meant, told), actual: common(told, meant) }
    : { pointer, expected: meant, actual: told }
}

function meantBy(origin: PayloadOrigin, answered: Answered, seat: Answered | null): unknown {
  if ('byOperation' in origin) return origin.byOperation[answered.call.operation]
  const call = origin.of === 'seat' ? seat : answered
  if (origin.pointer === null) return call?.sockets?.callerId ?? null
  return valueAt(origin.of === 'request' ? call?.call.request.body : call?.json, origin.pointer)
}

/** Missing parts, or an answer that is not an object, are judged by their schemas. */
const isSame = ({ expected, actual }: Compared): boolean =>
  actual === undefined || (isContainer(actual) && !isContainer(expected)) || sameJson(expected, actual)

function otherwise(all: readonly Compared[]): AnnouncedBreach | null {
  const wrong = all.filter((each) => !isSame(each))
  if (wrong.length === 0) return null
  return {
    message: `has other values than the calls at ${wrong.map(({ pointer }) => pointer).join(', ')}`,
    parts: partsOf(wrong),
  }
}

const partsOf = (all: readonly Compared[]): AnnouncedBreach['parts'] => ({
  expected: Object.fromEntries(all.map(({ pointer, expected }) => [pointer, expected])),
  actual: Object.fromEntries(all.map(({ pointer, actual }) => [pointer, actual])),
})

/** The part that identifies the seat comes first. */
const nobody = (found: readonly (readonly Compared[])[]): AnnouncedBreach => {
  const identities = found.flatMap(([identity]) => identity ?? [])
  return {
    message: 'is about no one who had a seat',
    parts: { expected: identities.map(({ expected }) => expected), actual: identities[0]?.actual },
  }
}

const tookSeat = ({ face, received: { status } }: Answered): boolean =>
  face.seat?.does === 'takes' && status >= 200 && status < 300

const common = (value: object, other: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([name]) => Object.hasOwn(other, name)))
