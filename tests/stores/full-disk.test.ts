import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lazyControl } from '../../src/lazy-control.ts'
import { createCore } from '../../src/mock/core.ts'
import { groundOf } from '../../src/mock/kept/ground.ts'
import { withHealth } from '../../src/mock/kept/health.ts'
import { createRecipeKeeper } from '../../src/store/log/recipe-data.ts'
import { openFile } from '../../src/store/sqlite/open-file.ts'
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts'
import { setClock } from '../../src/world/clock.ts'
import { createFetchHandler } from '../../src/transport/fetch.ts'
import { standTimers } from '../support/timers.ts'

const CODE = 'abc-def-ghi'

/** A mock over a file whose disk can be filled and freed. */
async function openMock() {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-full-'))
  const file = await openFile(join(folder, 'full.db'), 'current')
  const ground = groundOf({ rateLimit: false })
  const recipes = createRecipeKeeper(ground.seeds, ground)
  const { limits, edition } = ground
  const machine = setClock(1_000)
  const store = createSqliteStore(file, { machine, mostBytes: limits.world, edition, recipes, by: 'this' })
  const core = createCore({ rateLimit: false }, ground, store)
  const control = lazyControl(core, () => 'http://localhost')
  const handle = createFetchHandler({ dispatch: withHealth(core.answer, store), limits })
  const control1 = createFetchHandler({ dispatch: control.answer, limits })
  return {
    core,
    // SQLite refuses to write then as it does on a full disk, with another reason.
    fill: () => file.db.exec('PRAGMA query_only = ON'),
    async replace() {
      await rm(file.path)
      await writeFile(file.path, '')
      machine.advance(1_000)
    },
    free: () => file.db.exec('PRAGMA query_only = OFF'),
    join: (guestName: string) =>
      handle(
        new Request(`http://localhost/rooms/${CODE}/join`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ guestName }),
        }),
      ),
    get: (path: string) => handle(new Request(`http://localhost${path}`)),
    control: (method: string, path: string, body: object = {}) =>
      control1(
        new Request(`http://localhost${path}`, {
          method,
          headers: { 'content-type': 'application/json' },
          ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
        }),
      ),
    inside: () =>
      store.change('default', ({ meetingRooms }) => ({
        result: meetingRooms.get(CODE)?.inside.map(({ guestName }) => guestName),
        writes: [],
      })),
    async [Symbol.asyncDispose]() {
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}

const WHY = 'full.db is read-only, or was moved or deleted'

describe('while a file cannot be written', () => {
  it('a call that would change anything gets 503 with the reason, and changes nothing; others are answered', async () => {
    await using mock = await openMock()
    expect((await mock.join('Ann')).status).toBe(201)
    mock.fill()
    const refused = await mock.join('Bob')
    expect([refused.status, refused.headers.get('content-type')]).toEqual([503, 'application/problem+json'])
    expect(await refused.json()).toEqual({
      title: 'Store unavailable',
      status: 503,
      detail: `Nothing was changed: ${WHY}. Make the file and its folder writable for the user of this process.`,
    })
    expect(await mock.inside()).toEqual(['Ann'])
    expect((await mock.get('/api/v1/livechat/rooms')).status).toBe(401)
    mock.free()
    expect((await mock.join('Cid')).status).toBe(201)
    expect(await mock.inside()).toEqual(['Ann', 'Cid'])
  })

  it('/healthz says why, without a call that failed says nothing, and is ready again by itself', async () => {
    await using mock = await openMock()
    const health = async (): Promise<unknown[]> => {
      const { status, ...rest } = await mock.get('/healthz').then(async (answer) => ({
        status: answer.status,
        body: await answer.json(),
      }))
      return [status, rest.body]
    }
    expect(await health()).toEqual([200, { ready: true, data: 'file' }])
    mock.fill()
    await mock.join('Ann')
    expect(await health()).toEqual([503, { ready: false, data: 'file', why: WHY }])
    mock.free()
    expect(await health()).toEqual([200, { ready: true, data: 'file' }])
  })

  it('that others have removed or replaced, it is the same, since what is written there is lost', async () => {
    await using mock = await openMock()
    expect((await mock.join('Ann')).status).toBe(201)
    await mock.replace()
    const told = 'full.db was removed or replaced by somebody else'
    const health = await mock.get('/healthz')
    expect([health.status, await health.json()]).toEqual([503, { ready: false, data: 'file', why: told }])
    const refused = await mock.join('Bob')
    expect([refused.status, await refused.text()]).toEqual([503, expect.stringContaining(told)])
    expect(await mock.inside()).toEqual(['Ann'])
    const snapshot = await mock.control('GET', '/worlds/default/snapshot')
    expect([snapshot.status, await snapshot.text()]).toEqual([200, expect.stringContaining('Ann')])
  })

  it('the control plane says the same, and no world is made, reset or dropped', async () => {
    await using mock = await openMock()
    mock.fill()
    const asked = [
      await mock.control('POST', '/worlds', { name: 'new' }),
      await mock.control('POST', '/worlds/default/reset'),
      await mock.control('POST', '/worlds/default/arms', { status: 503 }),
      await mock.control('PUT', '/worlds/default/situations', { situation: { 'meeting-room': ['full'] } }),
    ]
    for (const each of asked) expect([each.status, await each.text()]).toEqual([503, expect.stringContaining(WHY)])
    const missing = await mock.get('/~new/rooms/x/join')
    expect(missing.status).toBe(503)
    expect(mock.core.worlds.list().map(({ name }) => name)).toEqual(['default'])
    expect((await mock.control('GET', '/worlds')).status).toBe(200)
  })

  it('an event gets the refusal as its ack, and a socket that goes gives up its seat once that can be kept', async () => {
    await using mock = await openMock()
    using timers = standTimers()
    const { core } = mock
    const world = core.worlds.default
    const socket = { id: 's1', caller: { kind: 'nobody' }, seat: null } as const
    const call = { world, socket, payload: { code: CODE, guestName: 'Ann' }, headers: {}, address: '', namespace: '/' }
    const joined = JSON.parse((await core.sockets().event('join-room', call)).body)
    mock.fill()
    expect(JSON.parse((await core.sockets().event('join-room', call)).body)).toEqual({
      statusCode: 503,
      message: expect.stringContaining(WHY),
    })
    const seat = { code: CODE, participantId: joined.id }
    await core.sockets().disconnect({ ...call, socket: { ...socket, seat } }, 'transport close')
    timers.pass(1000)
    expect(await mock.inside()).toEqual(['Ann'])
    mock.free()
    const left = Promise.withResolvers<void>()
    core.announced(() => left.resolve())
    await Promise.resolve()
    timers.pass(1000)
    await left.promise
    expect(await mock.inside()).toEqual([])
  })
})
