import { setTimeout as sleep } from 'node:timers/promises'
import { idsOf } from '../../src/world/ids.ts'
import { isObject } from '../../src/json.ts'
import { listen, type Listener } from '../../tests/support/sockets.ts'
import type { Fleet, Replica } from './fleet.ts'
import { joinByRequest, joinBySocket, leaveBySocket, type Tried } from './guest.ts'
import { isLinearizable, type Call } from './linearizable.ts'

/** How a contest goes. */
export interface ContestOptions {
  /** The world that it is held in, which nobody else uses. */
  readonly world: string
  /** How many try to get a seat; a third of them on sockets. */
  readonly guests: number
  readonly seats: number
  readonly random: () => number
  /** What goes wrong in the middle of it; resolves when it is over. */
  readonly disturb: () => Promise<void>
}

/** What was found in a contest. */
export interface ContestResult {
  /** Answers of each kind. */
  readonly counts: { readonly seated: number; readonly full: number; readonly unknown: number; readonly left: number }
  /** What is wrong; empty if nothing is. */
  readonly wrong: readonly string[]
}

const CODE = 'big-big-big'
const SETTLE_MS = 30_000
const SPREAD_MS = 300
/** As long as a mock may take to find out about what it missed. */
const HEARD_MS = 15_000

/** A guest's try, and what came of it. */
interface Try {
  readonly name: string
  readonly sent: number
  readonly answered: number
  readonly tried: Tried
  readonly socket: Listener | null
}

/** Holds one: all try at once, some leave again, and in the end all that was answered must fit one order. */
export async function contest(fleet: Fleet, options: ContestOptions): Promise<ContestResult> {
  const { world, guests, seats, random, disturb } = options
  const anyone = (): Replica => {
    const all = fleet.replicas()
    const found = all[Math.floor(random() * all.length)]
    if (!found) throw new Error('no replica runs')
    return found
  }
  await persist(async () => {
    const held = await anyone().client.world({ name: world })
    await held.meetingRooms.put(CODE, roomOf(seats + WATCHERS))
  })
  const watchers = await Promise.all(fleet.replicas().map(({ url }) => persist(() => watch(url, world))))
  const calls: Call[] = []
  const joinThenLeave = async (n: number): Promise<Try> => {
    await sleep(random() * SPREAD_MS)
    const name = `Guest ${n}`
    const isOnSocket = random() < 1 / 3
    const socket = isOnSocket ? await connected(anyone().url, world) : null
    const sent = performance.now()
    const tried = await (socket ? joinBySocket(socket, CODE, name) : joinByRequest(anyone().url, world, CODE, name))
    return { name, sent, answered: performance.now(), tried, socket }
  }
  const leaves: { readonly name: string; readonly sent: number; readonly answered: number }[] = []
  const maybeLeave = async (made: Try): Promise<Try> => {
    if (made.socket === null || made.tried === 'full' || random() < 0.5) return made
    const sent = performance.now()
    if (await leaveBySocket(made.socket, CODE)) leaves.push({ name: made.name, sent, answered: performance.now() })
    return made
  }
  const [tries] = await Promise.all([
    Promise.all(Array.from({ length: guests }, (_, n) => joinThenLeave(n).then(maybeLeave))),
    sleep(SPREAD_MS / 2).then(disturb),
  ])
  // Sockets whose server died have lost their seats, or will soon.
  const lost = tries.filter(({ socket }) => socket && !socket.socket.connected)
  const room = await settled(fleet, world, new Set(lost.map(({ name }) => name)))
  const end = performance.now()
  const wrong = new Set<string>()
  const seatOf = seatsIn(world)
  const [all, inside] = [new Map([...room.inside, ...room.past].map((each) => [each.guestName, each])), room.inside]
  for (const { name, sent, answered, tried } of tries) {
    const found = all.get(name)
    if (tried === 'full') calls.push({ did: 'nothing', sent, answered })
    else if (tried !== 'unknown') calls.push({ did: 'join', seat: seatOf(tried.id), sent, answered })
    else if (found) calls.push({ did: 'join', seat: seatOf(found.id), sent, answered: Infinity })
    if (tried === 'full' && found) wrong.add(`${name} was refused, but got in`)
    if (typeof tried === 'object' && found?.id !== tried.id) wrong.add(`${name} was let in, but is not there`)
  }
  for (const [name, { id }] of all) {
    const made = tries.find((each) => each.name === name)
    if (!made || inside.some((each) => each.id === id)) continue
    const acked = leaves.find((each) => each.name === name)
    calls.push({ did: 'leave', seat: seatOf(id), sent: acked?.sent ?? made.sent, answered: acked?.answered ?? end })
  }
  for (const [at, watcher] of watchers.entries())
    if (watcher.id)
      calls.push({ did: 'join', seat: seatOf(watcher.id), sent: watcher.sent, answered: watcher.answered })
    else wrong.add(`watcher ${at} got no seat`)
  // Those of watchers whose server died.
  for (const { id, guestName } of room.past)
    if (guestName?.startsWith('Watcher')) calls.push({ did: 'leave', seat: seatOf(id), sent: 0, answered: end })
  if (inside.length > seats + WATCHERS) wrong.add(`${inside.length} are inside`)
  if (!isLinearizable(calls, seats + WATCHERS)) wrong.add('no order of all calls fits their answers')
  for (const each of await finallyHeardWrong(watchers, all)) wrong.add(each)
  for (const { socket } of [...tries, ...watchers]) socket?.socket.disconnect()
  return { counts: countsOf(tries, leaves.length), wrong: [...wrong] }
}

/** Tries again while a mock has lost its server: what comes before a contest is not part of it. */
async function persist<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let turn = 0; ; turn++)
    try {
      return await work()
    } catch (error) {
      if (turn === 20) throw error
      await sleep(500)
    }
}

/** Null if no connection comes about in time: its server died, or was silent for too long. */
const connected = (url: string, world: string): Promise<Listener | null> =>
  Promise.race([listen(`${url}/~${world}`, WEB_SOCKET).catch(() => null), sleep(CONNECT_MS).then(() => null)])

const CONNECT_MS = 25_000

const WATCHERS = 3
const WEB_SOCKET = { transports: ['websocket'] }

const roomOf = (maxParticipants: number) => ({
  id: 'clxrace000000000000000000',
  code: CODE,
  hostId: 'clx9z8y7x6w5v4u3t2s1r0q',
  isActive: true,
  isLocked: false,
  maxParticipants,
  inside: [],
  past: [],
})

/** The number of a seat, by the id of its participant: worlds make the same ids in the same order. */
function seatsIn(world: string): (id: string) => number {
  const idAt = idsOf(`documented/${world}`, 'participant')
  const known = new Map(Array.from({ length: 2_000 }, (_, n) => [idAt(n), n]))
  return (id) => known.get(id) ?? -1
}

interface Watcher {
  readonly socket: Listener
  readonly id: string | null
  readonly sent: number
  readonly answered: number
}

async function watch(url: string, world: string): Promise<Watcher> {
  const socket = await listen(`${url}/~${world}`, WEB_SOCKET)
  const sent = performance.now()
  const tried = await joinBySocket(socket, CODE, `Watcher at ${url}`)
  return { socket, id: typeof tried === 'object' ? tried.id : null, sent, answered: performance.now() }
}

type Room = Awaited<ReturnType<Awaited<ReturnType<Replica['client']['attach']>>['meetingRooms']['get']>>

/** The room, once none of these is inside any more. */
async function settled(fleet: Fleet, world: string, lost: ReadonlySet<string>): Promise<Room> {
  const until = performance.now() + SETTLE_MS
  for (;;) {
    const [replica] = fleet.replicas()
    const room = await replica?.client
      .attach(world)
      .then(({ meetingRooms }) => meetingRooms.get(CODE))
      .catch(() => undefined)
    const left = room?.inside.filter(({ guestName }) => guestName !== null && lost.has(guestName)) ?? []
    if (room && left.length === 0) return room
    if (performance.now() > until)
      throw new Error(
        `${left.length} seats of sockets that are gone are still taken${room ? '' : ', or nobody answers'}`,
      )
    await sleep(100)
  }
}

/** What is wrong with what was heard once all have had the time to hear of it: a mock that lost its server hears later than others. */
async function finallyHeardWrong(...heard: Parameters<typeof heardWrong>): Promise<string[]> {
  for (const until = performance.now() + HEARD_MS; ; await sleep(50)) {
    const wrong = heardWrong(...heard)
    if (wrong.length === 0 || performance.now() > until) return wrong
  }
}

/** Those who stayed have heard the same, in the same order, and of each who left once. */
function heardWrong(watchers: readonly Watcher[], all: ReadonlyMap<string | null, unknown>): string[] {
  const stayed = watchers.filter(({ socket }) => socket.socket.connected)
  const heard = stayed.map(({ socket }) => socket.heard.map((event) => JSON.stringify(event)))
  const shortest = Math.min(...heard.map((each) => each.length))
  // Watchers come one after another: what the last one heard is the end of what the others heard.
  const ends = heard.map((each) => each.slice(each.length - shortest).join('\n'))
  const gone = (stayed[0]?.socket.heard ?? []).flatMap(([event, told]) =>
    event === 'user-left' && isObject(told) ? [told['participantId']] : [],
  )
  return [
    ...(new Set(ends).size > 1 ? ['watchers heard different events'] : []),
    ...(new Set(gone).size < gone.length ? ['somebody was heard to leave twice'] : []),
    ...(all.size === 0 ? ['nobody is there'] : []),
  ]
}

const countsOf = (tries: readonly Try[], left: number): ContestResult['counts'] => ({
  seated: tries.filter(({ tried }) => typeof tried === 'object').length,
  full: tries.filter(({ tried }) => tried === 'full').length,
  unknown: tries.filter(({ tried }) => tried === 'unknown').length,
  left,
})
