import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import { connect, type Greenroom } from '../../src/client/connect.ts'
import type { MeetingRoom } from '../../src/contract/compiled/types.ts'
import { isObject, parseJson } from '../../src/json.ts'
import { joinedAs, makeRoom } from '../../tests/support/meeting-room.ts'
import { serveProcess, type ServingProcess } from '../../tests/support/serving-process.ts'
import { listen } from '../../tests/support/sockets.ts'

/** What came of killing a server under load, again and again. */
export interface KillFigures {
  kills: number
  /** Joins that were answered with a seat, by request and by socket. */
  acknowledged: number
  /** Seats in the file that were never answered: the process died in between. */
  unanswered: number
  /** Acknowledged joins that the next process does not know. */
  lost: number
  /** Seats that are there twice, or rooms with more of them than they have. */
  doubled: number
  /** Ids that were given twice. */
  repeated: number
  /** Seats of sockets that were not given up exactly once. */
  unreleased: number
  /** Milliseconds from the start of a process until it is ready. */
  readonly starts: number[]
  bytes: number
}

/** How to play it. */
export interface KillPlan {
  readonly kills: number
  /** From 0 to below 1. */
  readonly random: () => number
  readonly onKill?: (figures: KillFigures) => void
}

const ROOMS = 4
const SEATS = 400
const [REQUESTERS, SOCKETS] = [12, 6]
const LONGEST_MS = 400
const CUT_OFF_MS = 1_000

/** A join that was answered with a seat. */
interface Seat {
  readonly room: string
  readonly id: string
  readonly bySocket: boolean
}

/** Starts a server with its data in one file, kills it with SIGKILL at a random moment under load, and looks what the next one knows. */
export async function playKills({ kills, random, onKill }: KillPlan): Promise<KillFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-durability-'))
  const data = join(folder, 'kept.db')
  const figures: KillFigures = {
    kills: 0,
    acknowledged: 0,
    unanswered: 0,
    lost: 0,
    doubled: 0,
    repeated: 0,
    unreleased: 0,
    starts: [],
    bytes: 0,
  }
  const ids = new Set<string>()
  const before: Seat[] = []
  try {
    for (let turn = 0; turn <= kills; turn++) {
      const began = performance.now()
      await using server = await serveProcess(['--data', data, '--no-rate-limit'])
      figures.starts.push(performance.now() - began)
      const greenroom = connect(server.control)
      if (turn > 0) await judge(figures, greenroom, turn - 1, before.splice(0), ids)
      if (turn === kills) break
      before.push(...(await loadedUntilKilled(server, greenroom, turn, random() * LONGEST_MS)))
      figures.kills++
      figures.acknowledged += before.length
      onKill?.(figures)
    }
    figures.bytes = (await stat(data)).size
    return figures
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const codeOf = (turn: number, room: number): string =>
  [turn, room, 0]
    .map((n) => `aaa${n.toString(26)}`.slice(-3).replaceAll(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? ''))
    .join('-')

async function loadedUntilKilled(
  server: ServingProcess,
  greenroom: Greenroom,
  turn: number,
  afterMs: number,
): Promise<Seat[]> {
  const world = await greenroom.attach()
  for (let room = 0; room < ROOMS; room++) await makeRoom(world, codeOf(turn, room), SEATS)
  const seats: Seat[] = []
  const state = { isDead: false }
  const take = (room: string, answer: unknown, bySocket: boolean): void => {
    if (isObject(answer) && typeof answer['id'] === 'string') seats.push({ room, id: answer['id'], bySocket })
  }
  const requester = async (n: number): Promise<void> => {
    for (let call = n; !state.isDead; call++) {
      const room = codeOf(turn, call % ROOMS)
      const answer = await joinedOver(server.url, room, `r${n}`)
      take(room, answer, false)
    }
  }
  const socketJoins = async (n: number): Promise<void> => {
    using socket = await listen(server.url, { transports: ['websocket'] })
    const room = codeOf(turn, n % ROOMS)
    take(room, await socket.ask('join-room', joinedAs(`s${n}`, room)), true)
    await until(() => state.isDead)
  }
  // Settled from the start: those that are cut off fail before anybody looks at them.
  const load = Promise.allSettled([
    ...Array.from({ length: REQUESTERS }, (_, n) => requester(n)),
    ...Array.from({ length: SOCKETS }, (_, n) => socketJoins(n)),
  ])
  await until(() => seats.length > 0)
  await later(afterMs)
  server.kill('SIGKILL')
  await server.end()
  state.isDead = true
  // A client that was cut off while it connected is never told.
  await Promise.race([load, later(CUT_OFF_MS)])
  return seats
}

const joinedOver = (url: string, code: string, guestName: string): Promise<unknown> =>
  fetch(`${url}/rooms/${code}/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ guestName }),
  }).then(
    async (answer) => parseJson(await answer.text()),
    // The process is dead, or dies right now: the answer did not arrive.
    () => null,
  )

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await later(2)
}

async function judge(
  figures: KillFigures,
  greenroom: Greenroom,
  turn: number,
  seats: readonly Seat[],
  ids: Set<string>,
): Promise<void> {
  const world = await greenroom.attach()
  const rooms = new Map<string, MeetingRoom>()
  for (let room = 0; room < ROOMS; room++)
    rooms.set(codeOf(turn, room), await world.meetingRooms.get(codeOf(turn, room)))
  const acknowledged = new Set(seats.map(({ id }) => id))
  for (const { room, id, bySocket } of seats) {
    const { inside = [], past = [] } = rooms.get(room) ?? {}
    const [isInside, left] = [inside.some((each) => each.id === id), past.filter((each) => each.id === id).length]
    if (bySocket ? isInside || left !== 1 : false) figures.unreleased++
    if (bySocket ? left === 0 : !isInside) figures.lost++
  }
  for (const { inside, past, maxParticipants } of rooms.values()) {
    const all = [...inside, ...past].map(({ id }) => id)
    figures.doubled += all.length - new Set(all).size + Math.max(0, inside.length - maxParticipants)
    figures.unanswered += all.filter((id) => !acknowledged.has(id)).length
    for (const id of all) {
      if (ids.has(id)) figures.repeated++
      ids.add(id)
    }
  }
}
