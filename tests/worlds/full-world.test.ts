import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MeetingRoom } from '../../src/client/connect.ts'
import { createMock } from '../../src/in-process.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import { listen, patient } from '../support/sockets.ts'

const LIMIT = 400_000
const CODE = 'abc-def-ghi'
const FULL = { title: 'World full', detail: expect.stringMatching(/^The world \S+ holds as much .*--limit world=/) }

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ limits: { world: LIMIT }, sockets: patient })
})
afterAll(() => server.close())

type World = Awaited<ReturnType<RunningServer['world']>>
let world: World
beforeEach(async () => {
  world = await server.world()
})

/** Rows of about this many bytes, in a room of its own. */
async function fill(bytes: number): Promise<unknown> {
  const room: MeetingRoom = { ...(await world.meetingRooms.get(CODE)), code: 'big-big-big', id: 'x'.repeat(bytes) }
  return world.meetingRooms.put(room.code, room)
}

const join = (): Promise<Response> =>
  fetch(`${world.url}/rooms/${CODE}/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"guestName":"Jane"}',
  })

describe('a world whose rows stay under their limit', () => {
  it('takes further calls, and rows by the control plane', async () => {
    await fill(LIMIT - 50_000)
    for (let n = 0; n < 40; n++) expect((await join()).status).toBe(201)
    await fill(LIMIT - 60_000)
    expect((await world.meetingRooms.get(CODE)).inside).toHaveLength(40)
  })
})

describe('a world whose rows reach their limit', () => {
  beforeEach(() => fill(LIMIT - 10_000))

  it('refuses a call that would write, with the reason, and changes nothing', async () => {
    const answer = await join()
    expect([answer.status, await answer.json()]).toEqual([503, { ...FULL, status: 503 }])
    expect((await world.meetingRooms.get(CODE)).inside).toEqual([])
  })

  it('still answers calls that write nothing', async () => {
    const answer = await fetch(`${world.url}/rooms/lck-rom-now/join`, { method: 'POST' })
    expect(answer.status).toBe(400)
  })

  it('refuses what the control plane would add', async () => {
    const refused = await Promise.allSettled([
      fill(10),
      world.meetingRooms.change(CODE, { isLocked: true }),
      world.situation({ 'meeting-room': ['locked'] }),
      world.arm('joinMeetingRoom', 'room-full'),
      world.play('full-house'),
      world.meetingRooms.seat(CODE, { guestName: 'Jane' }),
    ])
    const message = expect.stringContaining(`The world ${world.name} holds as much`)
    for (const each of refused) expect(each).toMatchObject({ status: 'rejected', reason: { message } })
  })

  it('takes calls again after rows were removed, and after a reset', async () => {
    await world.meetingRooms.remove('big-big-big')
    expect((await join()).status).toBe(201)
    await fill(LIMIT)
    expect((await join()).status).toBe(503)
    await world.reset()
    expect((await join()).status).toBe(201)
  })

  it('is full again after a reset if it was restored so, but not once it is dropped, as it says', async () => {
    await world.restore(await world.snapshot())
    await world.reset()
    const refused = await join()
    expect(await refused.text()).toContain(`drop it with greenroom worlds drop ${world.name}`)
    await world.drop()
    world = await server.world({ name: world.name })
    expect((await join()).status).toBe(201)
  })

  it('tells a socket, whose seat can still be left', async () => {
    await world.reset()
    using socket = await listen(`${server.url}/~${world.name}`, { transports: ['websocket'] })
    await socket.ask('join-room', { code: CODE, guestName: 'Jane' })
    await fill(LIMIT)
    expect(await socket.ask('join-room', { code: 'one-lft-rom', guestName: 'Jane' })).toEqual({
      statusCode: 503,
      message: FULL.detail,
    })
    expect(await socket.ask('leave-room', {})).toEqual({ success: true })
    expect((await world.meetingRooms.get(CODE)).inside).toEqual([])
  })

  it('fills no other world', async () => {
    world = await server.world()
    expect((await join()).status).toBe(201)
  })
})

it('a snapshot with more rows than a world may have is refused, and one with as many is taken', async () => {
  const large = createMock()
  const source = await large.world()
  await source.people.put('x', { ...(await source.people.get('rbAXPnMktTFbNpwtJ')), id: 'x', name: 'n'.repeat(2_000) })
  const snapshot = await source.snapshot()
  const restored = (limit: number): Promise<unknown> =>
    createMock({ limits: { world: limit } })
      .world()
      .then((target) => target.restore(snapshot))
  await expect(restored(2_000)).rejects.toThrow('--limit world=')
  await expect(restored(10_000)).resolves.not.toThrow()
})
