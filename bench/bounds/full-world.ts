import { connect } from '../../src/client/connect.ts'
import { Fault } from '../../src/fault.ts'
import { startPlace } from '../soak-mixed/place.ts'

/** What a world holds once it takes no more, or too much. */
export interface FullWorld {
  readonly rows: number
  /** Bytes of their JSON, as sent. */
  readonly sent: number
  /** Bytes that the process uses more than before. */
  readonly heap: number
  /** Whether it took no more in the end. */
  readonly isFull: boolean
}

/** More than any limit of ours: a world that takes so many has none. */
const MOST_ROWS = 5_000

/** Fills a world of this module's mock with meeting rooms of a hundred guests until it is full. */
export async function measureFullWorld(entry: string): Promise<FullWorld> {
  await using server = await startPlace(entry)
  await using world = await connect(server.ready.control).world()
  const seated = await world.meetingRooms.get('ful-rom-now')
  const room = { ...seated, inside: Array.from({ length: 50 }, () => seated.inside).flat() }
  const before = await server.memory()
  let [rows, sent] = [0, 0]
  while (
    rows < MOST_ROWS &&
    (await isTaken(() => world.meetingRooms.put(codeOf(rows), { ...room, code: codeOf(rows) })))
  ) {
    rows++
    sent += JSON.stringify(room).length
  }
  return { rows, sent, heap: (await server.memory()).heap - before.heap, isFull: rows < MOST_ROWS }
}

const codeOf = (n: number): string => `row-${n}-full`

async function isTaken(put: () => Promise<unknown>): Promise<boolean> {
  try {
    await put()
    return true
  } catch (error) {
    if (error instanceof Fault && error.message.includes('409')) return false
    throw error
  }
}
