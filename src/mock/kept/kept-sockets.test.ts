import { describe, expect, it } from 'vitest'
import { standTimers } from '../../../tests/support/timers.ts'
import { StoreUnavailable, WorldGone, type Store } from '../../world/store.ts'
import { createCore, type Core } from '../core.ts'
import type { HeldSeat, SocketCall, WorldEntry } from '../socket-calls.ts'
import { keptSockets } from './kept-sockets.ts'
import { releaseSeats } from './release-seats.ts'

const code = 'abc-def-ghi'

const callIn = (world: WorldEntry, seat: HeldSeat | null = null): SocketCall => ({
  world,
  socket: { id: 'socket-1', caller: { kind: 'nobody' }, seat },
  payload: { code, guestName: 'Jane Smith' },
  headers: {},
  address: '::1',
  namespace: '/',
})

const inside = async ({ store }: Pick<Core, 'store'>): Promise<string[]> =>
  store.change('default', ({ meetingRooms }) => ({
    result: meetingRooms.get(code)?.inside.map(({ id }) => id) ?? [],
    writes: [],
  }))

/** Lets a store fail with this in one of its ways, until the returned function is called. */
function breaking(store: Store, fault: Error, way: 'change' | 'begin' = 'change'): () => void {
  const own = Object.getOwnPropertyDescriptor(store, way) ?? {}
  const value = (): never => {
    throw fault
  }
  Object.defineProperty(store, way, { value, configurable: true })
  return () => void Object.defineProperty(store, way, own)
}

async function seated(core: Core, guestName: string): Promise<HeldSeat> {
  const world = core.worlds.default
  await core.sockets().event('join-room', { ...callIn(world), payload: { code, guestName } })
  return { code, participantId: (await inside(core)).at(-1) ?? '' }
}

const FULL = new StoreUnavailable('the disk is full', 'Make room.')

describe('calls of sockets whose store cannot keep them', () => {
  it('get 503: a connection as it is over HTTP, an event as an ack', async () => {
    const core = createCore()
    const world = core.worlds.default
    const calls = keptSockets(core.sockets())
    breaking(core.store, FULL)
    const detail = 'Nothing was changed: the disk is full. Make room.'
    const [identified, connected] = [await calls.identify(world, {}), await calls.connect(callIn(world))]
    for (const each of [identified, connected]) expect(each).toMatchObject({ status: 503 })
    expect(JSON.parse('body' in connected ? connected.body : '')).toMatchObject({ title: 'Store unavailable', detail })
    expect(JSON.parse((await calls.event('join-room', callIn(world))).body)).toEqual({
      statusCode: 503,
      message: detail,
    })
  })

  it('are let in to no world that it cannot make', async () => {
    const core = createCore()
    const calls = keptSockets(core.sockets())
    const repair = breaking(core.store, FULL, 'begin')
    expect(await calls.enter('new')).toMatchObject({ status: 503 })
    repair()
    expect(await calls.enter('new')).toMatchObject({ name: 'new' })
  })

  it('give up the seat of a closed socket as soon as it can', async () => {
    using timers = standTimers()
    const core = createCore()
    const seat = await seated(core, 'Jane Smith')
    const calls = keptSockets(core.sockets())
    const repair = breaking(core.store, FULL)
    expect(await calls.disconnect(callIn(core.worlds.default, seat), 'transport close')).toMatchObject({ status: 503 })
    repair()
    expect(await inside(core)).toContain(seat.participantId)
    timers.pass(1_000)
    await new Promise(setImmediate)
    expect(await inside(core)).not.toContain(seat.participantId)
  })

  it('owe nothing to a world that is gone', async () => {
    const core = createCore()
    breaking(core.store, new WorldGone('default'))
    expect(await keptSockets(core.sockets()).event('join-room', callIn(core.worlds.default))).toMatchObject({
      status: 404,
    })
  })
})

describe('seats of sockets whose process is gone', () => {
  it('are given up one after another, which the journal has, and no other', async () => {
    const core = createCore()
    const [one, two, three] = [await seated(core, 'One'), await seated(core, 'Two'), await seated(core, 'Three')]
    const heard: string[] = []
    core.store.announced(({ announces }) => heard.push(...announces.map(({ kind }) => kind)))
    await releaseSeats(core, { world: 'default', seats: [one, three] })
    expect(await inside(core)).toContain(two.participantId)
    expect((await inside(core)).filter((id) => id === one.participantId || id === three.participantId)).toEqual([])
    expect(heard).toEqual(['left', 'left'])
    const last = core.worlds.default.journal.since(0).slice(-2)
    expect(last.map(({ request, answer }) => [request.method, request.target, answer.about.cause])).toEqual([
      ['DISCONNECT', '/', 'the server that it was connected to is gone; the seat is free again'],
      ['DISCONNECT', '/', 'the server that it was connected to is gone; the seat is free again'],
    ])
    await releaseSeats(core, { world: 'default', seats: [one] })
    expect([heard.length, await inside(core)]).toEqual([2, expect.arrayContaining([two.participantId])])
  })

  it('are given up one after another where a store has to wait', async () => {
    const core = createCore()
    const told: string[] = []
    const waiting = {
      ...core,
      sockets: () => ({
        ...core.sockets(),
        async disconnect({ socket }: SocketCall) {
          told.push(`${socket.seat?.participantId} begins`)
          await new Promise(setImmediate)
          told.push(`${socket.seat?.participantId} ends`)
          return undefined
        },
      }),
    }
    const seats = ['p', 'q'].map((participantId) => ({ code, participantId }))
    await releaseSeats(waiting, { world: 'default', seats })
    expect(told).toEqual(['p begins', 'p ends', 'q begins', 'q ends'])
  })

  it('are gone with their world', () => {
    expect(releaseSeats(createCore(), { world: 'nobody', seats: [{ code, participantId: 'p' }] })).toBeUndefined()
  })
})
