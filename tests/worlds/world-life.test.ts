import { describe, expect, it, vi } from 'vitest'
import { createMock } from '../../src/in-process.ts'
import { realClock, setClock } from '../../src/world/clock.ts'
import { memoryStore } from '../../src/world/memory.ts'
import { createWorlds, type WorldEvent, type Worlds } from '../../src/world/worlds.ts'
import {
  CALL_BODY,
  JOIN_CALL,
  JOIN_CHAT,
  JOIN_ROOM,
  jsonOf,
  LIST_CHATS,
  startPlane,
  type Plane,
} from '../support/plane.ts'
import type { Received } from '../support/referee.ts'
import { until } from '../support/until.ts'
import { watchPort } from '../support/watch-port.ts'

/** Worlds on an uptime that the test moves, with what was announced of them. */
function begin({ limit = 10, idleMs = 60 } = {}) {
  const { recipeOf } = createMock()
  let uptime = 0
  const store = memoryStore(realClock(), 1_000_000)
  const worlds = createWorlds({
    store,
    recipeOf: (name) => recipeOf(name, {}),
    isExplicit: false,
    limit,
    idleMs,
    uptime: () => uptime,
  })
  const events: WorldEvent[] = []
  worlds.subscribe((event) => events.push(event))
  const passTo = (time: number): void => void (uptime = time)
  const sweepAt = (time: number): void => {
    passTo(time)
    void worlds.sweep()
  }
  return { worlds, store, events, passTo, sweepAt }
}

const names = (worlds: Worlds): string[] => worlds.list().map(({ name }) => name)

describe('a world that nobody uses', () => {
  it('is dropped after its time, and that is announced', () => {
    const { worlds, events, sweepAt } = begin()
    void worlds.enter('idle')
    for (const time of [10, 30, 50, 69]) sweepAt(time)
    expect(names(worlds)).toEqual(['default', 'idle'])
    sweepAt(70)
    expect(names(worlds)).toEqual(['default'])
    expect(events.at(-1)).toEqual({ kind: 'dropped', world: 'idle', why: 'idle' })
  })

  it('stays as long as somebody calls it now and then', () => {
    const { worlds, events, sweepAt } = begin()
    void worlds.enter('called')
    void worlds.enter('controlled')
    for (let time = 0; time <= 500; time += 50) {
      void worlds.enter('called')
      worlds.touch('controlled')
      sweepAt(time)
    }
    expect(names(worlds)).toEqual(['default', 'called', 'controlled'])
    expect(events.map(({ kind }) => kind)).toEqual(['made', 'made'])
  })

  it('stays as long as somebody is connected to it, and its time begins when they have gone', () => {
    const { worlds, sweepAt } = begin()
    void worlds.enter('held')
    const [one, two] = [worlds.hold('held'), worlds.hold('held')]
    sweepAt(100)
    one()
    sweepAt(200)
    expect(worlds.get('held')).toBeDefined()
    two()
    sweepAt(259)
    expect(worlds.get('held')).toBeDefined()
    sweepAt(260)
    expect(worlds.get('held')).toBeUndefined()
  })

  it('stays while it is held even where no idleness is allowed at all', () => {
    const { worlds, sweepAt } = begin({ idleMs: 0 })
    void worlds.enter('held')
    const release = worlds.hold('held')
    for (const time of [0, 1, 2]) sweepAt(time)
    expect(worlds.get('held')).toBeDefined()
    release()
    sweepAt(3)
    expect(worlds.get('held')).toBeUndefined()
  })

  it('is counted as held once for each who holds it, however often they let go', () => {
    const { worlds, sweepAt } = begin()
    void worlds.enter('held')
    const [one, two] = [worlds.hold('held'), worlds.hold('held')]
    one()
    one()
    sweepAt(100)
    sweepAt(200)
    expect(worlds.get('held')).toBeDefined()
    two()
  })

  it('is never the default one', () => {
    const { worlds, sweepAt } = begin()
    for (const time of [100, 1000, 10_000]) sweepAt(time)
    expect(names(worlds)).toEqual(['default'])
  })

  it.each<[string, (worlds: Worlds) => unknown]>([
    ['entered', (worlds) => worlds.enter('new')],
    ['made', (worlds) => worlds.make('new', worlds.default.recipe)],
    ['restored', (worlds) => worlds.restore('new', worlds.default.recipe, { rows: {}, ids: {} })],
  ])('makes room for one that is %s, where there are too many', (_, make) => {
    const { worlds, passTo, sweepAt } = begin({ limit: 1 })
    void worlds.enter('old')
    sweepAt(0)
    passTo(59)
    expect(make(worlds)).toEqual({ kind: 'too-many', limit: 1 })
    passTo(60)
    expect(make(worlds)).toMatchObject({ name: 'new' })
    expect(names(worlds)).toEqual(['default', 'new'])
  })

  it('may be entered again at once after its end, and begins fresh', () => {
    const { worlds, sweepAt } = begin()
    void worlds.enter('back')
    sweepAt(0)
    sweepAt(60)
    expect(worlds.enter('back')).toMatchObject({ name: 'back' })
    sweepAt(100)
    expect(worlds.get('back')).toBeDefined()
  })

  it('may be entered again even if it was once dropped on purpose, and made anew', () => {
    const { worlds, sweepAt } = begin()
    void worlds.enter('back')
    void worlds.drop('back')
    expect(worlds.enter('back')).toEqual({ kind: 'dropped', world: 'back' })
    void worlds.make('back', worlds.default.recipe)
    sweepAt(0)
    sweepAt(60)
    expect(worlds.get('back')).toBeUndefined()
    expect(worlds.enter('back')).toMatchObject({ name: 'back' })
  })
})

describe('a world that was dropped', () => {
  it('is forgotten for good: its state, and its journal', async () => {
    const { worlds, store } = begin()
    const world = await worlds.make('over', worlds.default.recipe)
    if ('kind' in world) throw new Error(world.kind)
    const about = { outcome: null, operation: null, cause: '', forced: null }
    void world.journal.add({
      at: 0,
      request: { method: 'GET', target: '/', headers: {}, body: '' },
      answer: { status: 200, body: '', about },
    })
    const contents = async (): Promise<unknown> => store.contents('over')
    await contents()
    await worlds.drop('over')
    expect(world.journal.since(0)).toEqual([])
    await expect(contents()).rejects.toThrow('the world over does not exist in the store')
  })

  it('is remembered until a thousand others were', () => {
    const { worlds } = begin()
    const dropNext = (n: number): void => {
      void worlds.enter(`world-${n}`)
      void worlds.drop(`world-${n}`)
    }
    for (let n = 0; n < 1000; n++) dropNext(n)
    expect(worlds.enter('world-0')).toEqual({ kind: 'dropped', world: 'world-0' })
    dropNext(1000)
    expect(worlds.enter('world-0')).toMatchObject({ name: 'world-0' })
  })
})

describe('somebody who is connected', () => {
  it('keeps a world by an open stream of its events, until they go', async () => {
    await using plane = await startPlane({ worldIdleMinutes: 0 })
    const { worlds } = plane.server.mock
    await plane.control('PUT', '/worlds/followed', {})
    await plane.control('PUT', '/worlds/alone', {})
    const { control } = plane.server
    const leave = new AbortController()
    const stream = await fetch(`${control?.url}/worlds/followed/events`, {
      headers: { authorization: `Bearer ${plane.token}` },
      signal: leave.signal,
    })
    for (let sweep = 0; sweep < 3; sweep++) void worlds.sweep()
    expect(names(worlds)).toEqual(['default', 'followed'])
    leave.abort()
    await stream.text().catch(() => '')
    await until(() => {
      void worlds.sweep()
      return worlds.get('followed') === undefined
    })
    expect(names(worlds)).toEqual(['default'])
  })

  it('keeps a world by waiting for an entry of its journal, and no longer', async () => {
    await using plane = await startPlane({ worldIdleMinutes: 0 })
    const { worlds } = plane.server.mock
    await plane.control('PUT', '/worlds/awaited', {})
    const waiting = await awaited(plane)
    for (let sweep = 0; sweep < 3; sweep++) void worlds.sweep()
    expect(names(worlds)).toEqual(['default', 'awaited'])
    await plane.call(LIST_CHATS, { world: 'awaited' })
    expect(jsonOf(await waiting.answer)).toMatchObject({ entries: [{ n: 1, outcome: 'not-logged-in' }], last: 1 })
    for (let sweep = 0; sweep < 2; sweep++) void worlds.sweep()
    expect(names(worlds)).toEqual(['default'])
  })

  it('is told that the world they wait in is dropped, without waiting to the end', async () => {
    await using plane = await startPlane()
    await plane.control('PUT', '/worlds/awaited', {})
    // The end of the wait never comes.
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const waiting = await awaited(plane).finally(() => vi.useRealTimers())
    await plane.control('DELETE', '/worlds/awaited')
    expect((await waiting.answer).status).toBe(200)
  })
})

/** Waits for an entry in the world `awaited`, and is back as soon as the server knows of it; the answer comes later. */
async function awaited(plane: Plane): Promise<{ readonly answer: Promise<Received> }> {
  using watch = watchPort(plane.server.control?.port ?? 0)
  const answer = plane.control('GET', '/worlds/awaited/journal?wait=60000')
  await until(() => watch.arrived.length === 1)
  return { answer }
}

/** What the four operations, and the tables, answer in a world: all that a change of state can show in. */
async function transcript(plane: Plane, world: string): Promise<string[]> {
  const tables = ['people', 'roles', 'livechat-rooms', 'calls', 'meeting-rooms']
  const rows = await Promise.all(tables.map((table) => plane.control('GET', `/worlds/${world}/${table}?limit=1000`)))
  const answers = []
  for (let round = 0; round < 3; round++)
    answers.push(
      await plane.call(JOIN_ROOM, { world, as: 'member', method: 'POST' }),
      await plane.call('/rooms/one-lft-rom/join', { world, method: 'POST', body: { guestName: 'Jane' } }),
      await plane.call(JOIN_CALL, { world, as: 'agent', method: 'POST', body: CALL_BODY }),
      await plane.call(JOIN_CHAT, { world, as: 'agent' }),
      await plane.call(LIST_CHATS, { world, as: 'manager' }),
    )
  return [
    ...rows.map(({ body }) => body),
    ...answers.map(({ status, headers, body }) =>
      JSON.stringify([status, headers['greenroom-outcome'], headers['x-ratelimit-reset'], body]),
    ),
  ]
}

const SALTED = { salt: 'same' }

describe('a change in one world', () => {
  it('never shows in another of the same seed, removed rows included', async () => {
    await using plane = await startPlane({ clock: setClock(Date.parse('2026-03-03T10:30:00Z')) })
    for (const name of ['changed', 'kept', 'fresh']) await plane.control('PUT', `/worlds/${name}`, SALTED)
    await transcript(plane, 'changed')
    const done = [
      await plane.control('DELETE', '/worlds/changed/meeting-rooms/abc-def-ghi'),
      await plane.control('DELETE', '/worlds/changed/livechat-rooms/gMMeBpWyLeowCrzBv'),
      await plane.control('DELETE', '/worlds/changed/people/rbAXPnMktTFbNpwtJ'),
      await plane.control('DELETE', '/worlds/changed/roles/livechat-agent'),
      await plane.control('DELETE', `/worlds/changed/calls/${CALL_BODY.callId}`),
      await plane.control('PATCH', '/worlds/changed/meeting-rooms/one-lft-rom', { maxParticipants: 0 }),
      await plane.control('PUT', '/worlds/changed/clock', { advanceMs: 1000 }),
      await plane.control('POST', '/worlds/changed/arms', { status: 500 }),
      await plane.control('PUT', '/worlds/changed/limiter', { enforced: false }),
    ]
    expect(done.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 200, 201, 200])
    expect((await plane.call(JOIN_ROOM, { world: 'changed', method: 'POST', as: 'member' })).status).toBe(500)
    await plane.control('DELETE', '/worlds/changed/arms')
    expect((await plane.call(JOIN_ROOM, { world: 'changed', method: 'POST', as: 'member' })).status).toBe(404)
    expect(await transcript(plane, 'kept')).toEqual(await transcript(plane, 'fresh'))
    expect((await plane.call(JOIN_ROOM, { method: 'POST', as: 'member' })).status).toBe(201)
  })

  it('is undone by a reset, which answers as a fresh world does, to the byte', async () => {
    await using plane = await startPlane()
    for (const name of ['again', 'fresh']) await plane.control('PUT', `/worlds/${name}`, SALTED)
    const first = await transcript(plane, 'again')
    await plane.control('DELETE', '/worlds/again/meeting-rooms/abc-def-ghi')
    await plane.control('PUT', '/worlds/again/clock', { run: true })
    await plane.control('PUT', '/worlds/again/limiter', { enforced: false })
    await plane.control('POST', '/worlds/again/arms', { reset: true })
    expect((await plane.control('POST', '/worlds/again/reset')).status).toBe(200)
    expect(jsonOf(await plane.control('GET', '/worlds/again/journal'))['entries']).toEqual([])
    expect(await transcript(plane, 'again')).toEqual(first)
    expect(await transcript(plane, 'fresh')).toEqual(first)
  })

  it('is undone by dropping it, and by making it anew', async () => {
    await using plane = await startPlane()
    await plane.control('PUT', '/worlds/again', SALTED)
    const first = await transcript(plane, 'again')
    await plane.control('PUT', '/worlds/again', SALTED)
    expect(await transcript(plane, 'again')).toEqual(first)
    await plane.control('DELETE', '/worlds/again')
    expect((await plane.control('GET', '/worlds/again')).status).toBe(404)
    await plane.control('POST', '/worlds', { name: 'AGAIN', ...SALTED })
    expect(await transcript(plane, 'again')).toEqual(first)
  })
})

it('begins the default world again where it is dropped', async () => {
  await using plane = await startPlane()
  await plane.control('DELETE', '/worlds/default/meeting-rooms/abc-def-ghi')
  expect((await plane.call(JOIN_ROOM, { method: 'POST', as: 'member' })).status).toBe(404)
  const events: WorldEvent[] = []
  plane.server.mock.worlds.subscribe((event) => events.push(event))
  expect(jsonOf(await plane.control('DELETE', '/worlds/default'))).toEqual({ count: 1 })
  expect(events).toEqual([{ kind: 'reset', world: 'default', why: 'asked' }])
  expect((await plane.call(JOIN_ROOM, { method: 'POST', as: 'member' })).status).toBe(201)
  expect(plane.server.mock.worlds.list().map(({ name }) => name)).toEqual(['default'])
})

it('announces what is asked of a world, in order', async () => {
  await using plane = await startPlane()
  const events: WorldEvent[] = []
  plane.server.mock.worlds.subscribe((event) => events.push(event))
  await plane.control('POST', '/worlds', { name: 'life' })
  await plane.control('POST', '/worlds/life/reset')
  const snapshot = (await plane.control('GET', '/worlds/life/snapshot')).body
  await plane.control('PUT', '/worlds/life/snapshot', snapshot)
  await plane.control('DELETE', '/worlds/life')
  expect(events).toEqual([
    { kind: 'made', world: 'life', why: 'asked' },
    { kind: 'reset', world: 'life', why: 'asked' },
    { kind: 'restored', world: 'life', why: 'asked' },
    { kind: 'dropped', world: 'life', why: 'asked' },
  ])
})
