import type { SocketFace } from '../contract/model/face.ts'
import type { CallStep } from '../contract/model/scenario.ts'
import type { Answer } from '../mock/answer.ts'
import type { Announcement, Caller, HeldSeat, SocketCall } from '../mock/socket-calls.ts'
import { ADDRESS, headersOf, toPayload, toPlayerRequest, type StageValues } from './player-request.ts'
import type { Stage } from './stage.ts'

/** Those who call in a scenario. */
export interface Cast {
  /** What a call is answered. Who calls for the first time connects before. */
  readonly call: (step: CallStep, values: StageValues) => Promise<Answer>
  /** All of them disconnect, and so leave their rooms. */
  readonly disconnect: () => Promise<void>
  /** Nobody follows any more what comes about. */
  readonly forget: () => void
}

/** A socket without a client: what a connection knows of itself. */
interface Actor {
  readonly id: string
  readonly headers: SocketCall['headers']
  readonly caller: Caller
  seat: HeldSeat | null
}

/** Nobody connected yet. Meeting rooms are called as by sockets, all else as by requests; both without a port. */
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
  /** The actor of this name, or what refuses the connection. */
  const connected = async ({ by, call }: CallStep): Promise<Actor | Answer> => {
    const known = actors.get(by)
    if (known) return known
    const headers = headersOf(world, call.as)
    const caller = await sockets.identify(world, headers)
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
    if (!face) throw new Error(`nothing is served that is called ${call.operation}`)
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

/** Who has a seat is the world's to say, also where somebody else has taken it away. */
function follow(actor: Actor, told: Announcement): void {
  if (told.kind === 'joined' && told.socketId === actor.id)
    actor.seat = { code: told.room, participantId: told.participant.id }
  const gone = told.kind === 'left' ? [told.participant] : told.kind === 'ended' ? told.participants : []
  if (gone.some(({ id }) => id === actor.seat?.participantId)) actor.seat = null
}
