import type { io as connectTo, Socket } from 'socket.io-client'
import type { CaseCall } from '../../../src/contract/model/case.ts'
import { toPacket, type Packet } from '../../../src/contract/model/case-packet.ts'
import { cases } from '../../../src/contract/compiled/cases.js'
import { faces } from '../../../src/contract/compiled/faces.ts'
import { socketFaces } from '../../../src/contract/compiled/socket-faces.ts'
import { callsOf, faceOf, socketPlanOf } from '../../../src/verify/plan/plan.ts'
import { seatIn, seatPacket } from '../../../src/verify/plan/seats.ts'
import { answersTo } from './http-cases.ts'
import { credentials, setScene, unordered, valuesFor, type Scene, type Subject } from './subject.ts'

/** A subject with sockets, and the official client that reaches it. */
export interface SocketSubject extends Subject {
  readonly url: string
  readonly io: typeof connectTo
  /** As the client takes them. */
  readonly transports: NonNullable<NonNullable<Parameters<typeof connectTo>[1]>['transports']>
}

interface Client {
  readonly who: string
  readonly socket: Socket
  heard: unknown[][]
}

/** Plays every case on sockets, with two who listen in its room and one elsewhere, and writes down what everyone gets. */
export async function playSocketCases(subject: SocketSubject): Promise<string[]> {
  const entries: string[] = []
  for (const [n, { testCase }] of socketPlanOf(cases, { faces: faces.current, socketFaces }, ['websocket']).entries()) {
    const scene = await setScene(subject, `case-${n}`, testCase.given, testCase.operation)
    const room = new Room(subject, scene)
    await room.observe(testCase.given)
    for (const call of callsOf(testCase)) entries.push(`${testCase.id}\n${await room.play(call)}`)
    await room.close()
    await scene.world[Symbol.asyncDispose]()
  }
  return entries
}

/** Everyone who is connected while a case is played. */
class Room {
  readonly #subject: SocketSubject
  readonly #scene: Scene
  readonly #clients: Client[] = []
  readonly #names = new Map<string, Client>()
  /** Ids differ from run to run: socket → who has it. */
  readonly #ids = new Map<string, string>()

  constructor(subject: SocketSubject, scene: Scene) {
    this.#subject = subject
    this.#scene = scene
  }

  async observe(given: Readonly<Record<string, readonly string[]>>): Promise<void> {
    const seat = seatIn(given)
    if (!seat) return
    for (const who of ['observer 1', 'observer 2']) {
      const packet = seatPacket(seat, who, this.#scene.values)
      const observer = await this.#connect(who, { auth: {}, headers: {} })
      if (packet && 'socket' in observer) await observer.socket.emitWithAck(packet.event ?? '', ...packet.args)
    }
    await this.#hear()
    for (const client of this.#clients) client.heard = []
  }

  async play(call: CaseCall): Promise<string> {
    for (const name of call.socket.cuts) await this.#cut(name)
    const answers = call.socket.overHttp
      ? await answersTo(call, this.#subject, this.#scene, 'current')
      : await this.#callAll(call)
    await this.#hear()
    const heard = this.#clients.map(({ who, heard: events }) => `${who}: ${JSON.stringify(events)}`)
    for (const client of this.#clients) client.heard = []
    return this.#named([answers, ...heard].join('\n'))
  }

  async close(): Promise<void> {
    for (const { socket } of this.#clients) socket.disconnect()
  }

  async #callAll(call: CaseCall): Promise<string> {
    const face = faceOf(socketFaces, call.operation)
    if (!face) throw new Error(`no ${call.operation} on sockets`)
    await this.#scene.prepare(call)
    const packet = toPacket(call, face, valuesFor(this.#scene, call.as), credentials(call.as))
    const count = call.atOnce?.calls ?? 1
    return unordered(await Promise.all(Array.from({ length: count }, () => this.#call(call, packet))))
  }

  async #call({ socket: { on, ack } }: CaseCall, packet: Packet): Promise<string> {
    const known = on === null ? undefined : this.#names.get(on)
    const client = known ?? (await this.#connect(on ?? `caller ${this.#clients.length}`, packet))
    if ('refused' in client) return `refused: ${client.refused}`
    if (on !== null) this.#names.set(on, client)
    if (packet.event === null) return 'connected'
    if (!ack) {
      client.socket.emit(packet.event, ...packet.args)
      return 'sent'
    }
    const ended = new Promise<string>((resolve) => client.socket.once('disconnect', () => resolve('ended')))
    return Promise.race([
      client.socket.emitWithAck(packet.event, ...packet.args).then((answer) => JSON.stringify(answer)),
      ended,
    ])
  }

  #connect(who: string, { auth, headers }: Pick<Packet, 'auth' | 'headers'>): Promise<Client | { refused: string }> {
    const { url, io, transports } = this.#subject
    const socket = io(url, {
      forceNew: true,
      reconnection: false,
      transports,
      auth: { ...auth, world: this.#scene.world.name },
      extraHeaders: headers,
    })
    const client: Client = { who, socket, heard: [] }
    socket.onAny((...event: unknown[]) => client.heard.push(event))
    return new Promise((resolve) => {
      socket.once('connect', () => {
        this.#clients.push(client)
        this.#ids.set(socket.id ?? '', `<${who}>`)
        resolve(client)
      })
      socket.once('connect_error', (error) => {
        socket.disconnect()
        resolve({ refused: JSON.stringify({ message: error.message, data: Reflect.get(error, 'data') }) })
      })
    })
  }

  /** Ends a connection without a word, as a crash does. */
  async #cut(name: string): Promise<void> {
    const client = this.#names.get(name)
    if (!client) return
    const gone = this.#scene.world.journal.next({ method: 'DISCONNECT' })
    this.#names.delete(name)
    this.#clients.splice(this.#clients.indexOf(client), 1)
    client.socket.io.engine.close()
    await gone
  }

  /**
   * Waits until everybody has heard what was sent so far: the refusal of a namespace comes after it. What has no ack may still be under
   * way when somebody else is refused, so all must have been heard before they listen for what that caused.
   */
  async #hear(): Promise<void> {
    for (const _ of ['all is said', 'all is heard']) {
      const connected = this.#clients.filter(({ socket }) => socket.connected)
      await Promise.all(connected.map(({ socket }) => this.#caughtUp(socket)))
    }
  }

  async #caughtUp(socket: Socket): Promise<void> {
    const nowhere = socket.io.socket('/nowhere')
    await new Promise((resolve) => {
      nowhere.once('connect_error', resolve)
      socket.once('disconnect', resolve)
    })
    nowhere.disconnect()
  }

  #named(text: string): string {
    return [...this.#ids].reduce((named, [id, who]) => named.replaceAll(id, who), text)
  }
}
