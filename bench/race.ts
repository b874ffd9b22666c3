// `npm run race [-- <times>]`: 500 sockets and 100 requests race for a room of 100 seats, twenty times, each time in a new world.
// Prints how many got in, and how; fails unless it is exactly 100 each time, and all others got the documented refusal.
import { startServer, type RunningServer } from '../src/server.ts'
import { listen, type Listener } from '../tests/support/sockets.ts'
import { isObject } from '../src/json.ts'

const [SOCKETS, REQUESTS, SEATS, CODE] = [500, 100, 100, 'big-big-big']
type World = Awaited<ReturnType<RunningServer['world']>>

/** How many got in over each transport. */
interface Count {
  readonly sockets: number
  readonly requests: number
}

async function race(server: RunningServer): Promise<Count> {
  await using world = await server.world()
  await makeRoom(world)
  const sockets = await Promise.all(Array.from({ length: SOCKETS }, () => connect(server, world)))
  const [overSockets, overRequests] = await Promise.all([
    Promise.all(sockets.map(async (socket, n) => joinBySocket(await soon(n, socket)))),
    Promise.all(Array.from({ length: REQUESTS }, async (_, n) => joinByRequest(await soon(n, world)))),
  ])
  const { inside } = await world.meetingRooms.get(CODE)
  for (const { socket } of sockets) socket.disconnect()
  const told = new Set([...overSockets, ...overRequests].flatMap(idsIn))
  if (inside.some(({ id }) => !told.has(id)) || inside.length !== told.size)
    throw new Error(`${told.size} were let in, but the room holds ${inside.length}`)
  return { sockets: overSockets.flatMap(idsIn).length, requests: overRequests.flatMap(idsIn).length }
}

/** All start within a few milliseconds: otherwise, connected sockets would always be faster than new requests. */
const soon = <T>(n: number, who: T): Promise<T> => new Promise((resolve) => setTimeout(resolve, n % SPREAD_MS, who))

const SPREAD_MS = 20

/** The participant's id; none if the room was full. */
function idsIn(answer: unknown): unknown[] {
  if (isObject(answer) && 'id' in answer) return [answer['id']]
  if (isObject(answer) && answer['message'] === 'Room is full') return []
  throw new Error(`an answer is neither yes nor no: ${JSON.stringify(answer)}`)
}

const makeRoom = (world: World): Promise<unknown> =>
  world.meetingRooms.put(CODE, {
    id: 'clxrace000000000000000000',
    code: CODE,
    hostId: 'clx9z8y7x6w5v4u3t2s1r0q',
    isActive: true,
    isLocked: false,
    maxParticipants: SEATS,
    inside: [],
    past: [],
  })

const connect = ({ url }: RunningServer, { name }: World): Promise<Listener> =>
  listen(`${url}/~${name}`, { transports: ['websocket'] })

const joinBySocket = ({ socket }: Listener): Promise<unknown> =>
  socket.timeout(30_000).emitWithAck('join-room', { code: CODE, guestName: 'Jane' })

async function joinByRequest({ url }: World): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  return (await fetch(`${url}/rooms/${CODE}/join`, { method: 'POST', headers, body: '{"guestName":"Jane"}' })).json()
}

const [times = 20] = process.argv.slice(2).map(Number)
await using running = await startServer()
for (let turn = 1; turn <= times; turn++) {
  const { sockets, requests } = await race(running)
  console.log(`${turn}: ${sockets + requests} in (${sockets} sockets, ${requests} requests)`)
  if (sockets + requests !== SEATS) process.exitCode = 1
}
