import type { OnSocket } from './case.ts'
import type { SocketFace } from './face.ts'
import type { CallStep } from './scenario.ts'

/** Who has a seat after the calls so far: caller → identity. */
export type Seated = ReadonlyMap<string, string>

interface Before {
  readonly seated: Seated
  readonly socketFaces: readonly SocketFace[]
}

/** Who hears what of a call, derived from what its operation announces and from its effect on seats. */
export function heardOf(step: CallStep, face: SocketFace, { seated, socketFaces }: Before): OnSocket['hears'] {
  if (!succeeds(step, face)) return {}
  const others = announced(face, 'others')
  if (face.seat?.does === 'leaves') return seated.has(step.by) ? toOthers(others) : {}
  if (face.seat?.does !== 'takes')
    return { ...toOthers(others), ...eachOf([...seated.keys(), 'others'], announced(face, 'unseated')) }
  const older = sameUser(step, seated)
  const left = leaving(face, socketFaces)
  const isNew = !seated.has(step.by) && older === undefined
  return {
    ...toOthers(isNew ? others.filter((event) => !left.has(event)) : others),
    ...eachOf(older === undefined ? [] : [older], announced(face, 'unseated')),
  }
}

/** Who has a seat after a call. */
export function seatedAfter(step: CallStep, face: SocketFace, seated: Seated): Seated {
  const { by, call } = step
  if (!succeeds(step, face)) return seated
  const does = face.seat?.does
  if (does === undefined) return announced(face, 'unseated').length > 0 ? new Map() : seated
  const older = does === 'takes' ? sameUser(step, seated) : undefined
  const others = [...seated].filter(([who]) => who !== by && who !== older)
  return new Map(does === 'takes' ? [...others, [by, call.as]] : others)
}

const succeeds = ({ call }: CallStep, { outcomes }: SocketFace): boolean =>
  outcomes.some(({ name, status }) => name === call.expect && status < 300)

const announced = ({ announces }: SocketFace, wanted: string): readonly string[] =>
  announces.filter(({ audience }) => audience === wanted).map(({ event }) => event)

const toOthers = (events: readonly string[]): OnSocket['hears'] => eachOf(['others'], events)

const eachOf = (listeners: readonly string[], events: readonly string[]): OnSocket['hears'] =>
  events.length === 0 ? {} : Object.fromEntries(listeners.map((who) => [who, events]))

/** The events by which others hear that a seat of this kind is free again. */
const leaving = ({ seat }: SocketFace, socketFaces: readonly SocketFace[]): ReadonlySet<string> =>
  new Set(
    socketFaces
      .filter((face) => face.seat?.does === 'leaves' && face.seat.subject === seat?.subject)
      .flatMap((face) => announced(face, 'others')),
  )

/** Another caller with the same user; guests, whom the payload names, are never the same user. */
const sameUser = ({ by, call: { as } }: CallStep, seated: Seated): string | undefined =>
  as === 'guest' ? undefined : [...seated].find(([who, identity]) => who !== by && identity === as)?.[0]
