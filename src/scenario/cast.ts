import type { SocketFace } from '../contract/model/face.ts'
import type { CallStep } from '../contract/model/scenario.ts'
import type { Answer } from '../mock/answer.ts'
import type { Announcement, Caller, HeldSeat, SocketCall } from '../mock/socket-calls.ts'
import { ADDRESS, headersOf, toPayload, toPlayerRequest, type StageValues } from './player-request.ts'
import type { Stage } from './stage.ts'

/** The callers in a scenario. */
export interface Cast {
  /** Makes a call; a first-time caller connects before it. */
  readonly call: (step: CallStep, values: StageValues) => Promise<Answer>
  /** Disconnects all callers, so that they leave their rooms. */
  readonly disconnect: () => Promise<void>
  /** Stops listening to announcements. */
  readonly forget: () => void
}

/** A socket without a client: the state of a connection. */
interface Actor {
  readonly id: string
  readonly headers: SocketCall['headers']
  readonly caller: Caller
  seat: HeldSeat | null
}

/** Starts without connections. Calls to meeting rooms go over sockets, others over HTTP; both bypass the network. */
export function createCast({ core, world, scenario }: Stage): Cast {
  const sockets = core.sockets()
  const actors = new Map<string, Actor>()
  const events = new Map([...sockets.faces.values()].map((face) => [face.operation, face]))
  const forget = core.announced(({ world: name, announces }) => {
    if (name === world.name) for (const told of announces) for (const actor of actors.values()) follow(actor, told)
  })
  const toCall = ({ id, caller, seat, headers }: Actor, payload: unknown): SocketCall => ({
    world,
    socket: { id, caller, seat },
    payload,
    headers,
    address: ADDRESS,
    namespace: '/',
  })
  /** The actor of this name, or the answer that refused the connection. */
  const connected = async ({ by, call }: CallStep): Promise<Actor | Answer> => {
    const known = actors.get(by)
    if (known) return known
    const headers = headersOf(world, call.as)
    const caller = await sockets.identify(world, headers)
    if ('status' in caller) return caller
    const actor: Actor = { id: `${scenario.name}-${actors.size + 1}`, headers, caller, seat: null }
    const answer = await sockets.connect(toCall(actor, undefined))
    if (answer.status >= 300 || answer.breaks) return answer
    actors.set(by, actor)
    return actor
  }
  const emit = async ({ event }: SocketFace, step: CallStep, values: StageValues): Promise<Answer> => {
    const actor = await connected(step)
    if ('status' in actor) return actor
    return sockets.event(event ?? '', toCall(actor, toPayload(step.call, world, values)))
  }
  const send = async ({ call }: CallStep, values: StageValues): Promise<Answer> => {
    const face = core.faces.find(({ operation }) => operation === call.operation)
    if (!face) throw new Error(`${call.operation} is not served`)
    return core.answer(toPlayerRequest(call, face, world, values))
  }
  return {
    forget,
    async call(step, values) {
      const face = events.get(step.call.operation)
      return face ? emit(face, step, values) : send(step, values)
    },
    async disconnect() {
      for (const actor of actors.values())
        await sockets.disconnect(toCall(actor, undefined), 'client namespace disconnect')
      actors.clear()
    },
  }
}

/** Updates the seat by what the world announces, so that losing it to someone else counts, too. */
function follow(actor: Actor, told: Announcement): void {
  if (told.kind === 'joined' && told.socketId === actor.id)
    actor.seat = { code: told.room, participantId: told.participant.id }
  const gone = told.kind === 'left' ? [told.participant] : told.kind === 'ended' ? told.participants : []
  if (gone.some(({ id }) => id === actor.seat?.participantId)) actor.seat = null
}
