import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis, type RedisServer } from '../../../tests/support/redis-server.ts'
import { openReplica, recipeOf, type ReplicaStore } from '../../../tests/support/replica-stores.ts'
import { until } from '../../../tests/support/sockets.ts'
import { startTcpProxy } from '../../../tests/support/tcp-proxy.ts'
import { createJournalBudget } from '../../world/journal-budget.ts'
import type { Recorded } from '../../world/journal.ts'
import type { Announcement } from '../../domain/announcement.ts'
import { testStore } from '../../world/store.suite.ts'
import { StoreUnavailable, type Announced, type Store, type WorldCause, type WorldLife } from '../../world/store.ts'
import { participantOf } from '../../../tests/support/participant.ts'

let server: RedisServer
const open = new Set<ReplicaStore>()
let prefixes = 0
beforeAll(async () => {
  if (!noRedis) server = await startRedis({ appends: true })
})
afterAll(async () => {
  await Promise.all([...open].map(async ({ store }) => store.close()))
  if (!noRedis) await server[Symbol.asyncDispose]()
})

async function opened(prefix: string, leaseMs?: number): Promise<ReplicaStore> {
  const replica = await openReplica(server.url, { prefix, ...(leaseMs === undefined ? {} : { leaseMs }) })
  open.add(replica)
  return replica
}

const newPrefix = (): string => `p${++prefixes}:`

const count = (store: Store): number | Promise<number> =>
  store.change('w', (state) => {
    const used = (state.windows.get('n')?.used ?? 0) + 1
    return { result: used, writes: [{ table: 'windows', key: 'n', value: { start: 0, used } }] }
  })

const counted = (store: Store): number | Promise<number> =>
  store.change('w', (state) => ({ result: state.windows.get('n')?.used ?? 0, writes: [] }))

const participant = participantOf({ id: 'p1', guestName: 'Ann', joinedAt: '2026-01-01T00:00:00.000Z' })
const joined: Announcement = { kind: 'joined', room: 'abc', participant, socketId: 's1' }
const left: Announcement = { kind: 'left', room: 'abc', participant, reason: null }

const EXCHANGE: Recorded = {
  at: 5,
  request: { method: 'GET', target: '/', headers: {}, body: '' },
  answer: { status: 200, body: '', about: { outcome: null, operation: null, cause: '', forced: null } },
}

const announce = async (store: Store, announcement: Announcement): Promise<void> =>
  store.change('w', () => ({ result: undefined, writes: [], announces: [announcement] }))

describe.skipIf(noRedis)(`a store of replicas${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  if (!noRedis) testStore('redis', async () => (await opened(newPrefix())).store)

  it('counts each of three hundred changes of three replicas once', async () => {
    const prefix = newPrefix()
    const three = await Promise.all([1, 2, 3].map(() => opened(prefix)))
    await three[0]?.store.begin('w', recipeOf('w'))
    await Promise.all(three.map(async ({ store }) => store.refresh?.()))
    const results = await Promise.all(
      three.flatMap(({ store }) => Array.from({ length: 100 }, async () => count(store))),
    )
    expect(results.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, n) => n + 1))
    for (const { store } of three) expect(await counted(store)).toBe(300)
  })

  it('takes in a world that it hears of while its commands do not get through, once they do', async () => {
    const prefix = newPrefix()
    const other = await opened(prefix)
    await using network = await startTcpProxy({ file: server.file })
    const cut = await openReplica(server.url, { prefix, commandsUrl: `redis://127.0.0.1:${network.port}` })
    open.add(cut)
    await other.store.begin('early', recipeOf('early'))
    await until(() => cut.store.worlds().length === 1)
    network.breakOff()
    await until(async () => !(await cut.store.health()).isReady)
    await other.store.begin('late', recipeOf('late'))
    // It hears of that by its other connection, and goes on living.
    for (let turn = 0; turn < 50; turn++) await other.store.refresh?.()
    expect(cut.store.worlds()).toHaveLength(1)
    network.mend()
    await until(() => cut.store.worlds().length === 2)
    expect(cut.faults).toEqual([])
  })

  it('has a world once its beginning is over, also where another replica was first', async () => {
    const prefix = newPrefix()
    const three = await Promise.all([1, 2, 3].map(() => opened(prefix)))
    const firstUse: WorldCause = { kind: 'made', why: 'first use' }
    for (let n = 0; n < 40; n++) {
      const name = `first-${n}`
      const found = three.flatMap(({ store }) =>
        [1, 2, 3, 4].map(async () => {
          await store.begin(name, recipeOf(name), undefined, firstUse)
          return store.worlds().some((world) => world.name === name)
        }),
      )
      expect(await Promise.all(found)).not.toContain(false)
    }
  })

  it('tells of a change of another replica at once where a world is followed, in order', async () => {
    const prefix = newPrefix()
    const [one, other] = [await opened(prefix), await opened(prefix)]
    await one.store.begin('w', recipeOf('w'))
    await other.store.refresh?.()
    const told: Announced[] = []
    other.store.announced((each) => void told.push(each))
    const unfollow = other.store.follow?.('w')
    await announce(one.store, joined)
    await announce(one.store, left)
    await until(() => told.length === 2)
    expect(told.map(({ announces }) => announces[0]?.kind)).toEqual(['joined', 'left'])
    unfollow?.()
  })

  it('follows a world through its reset', async () => {
    const prefix = newPrefix()
    const [one, other] = [await opened(prefix), await opened(prefix)]
    await one.store.begin('w', recipeOf('w'))
    await other.store.refresh?.()
    const [told, lives]: [Announced[], WorldLife[]] = [[], []]
    other.store.announced((each) => void told.push(each))
    other.store.lives((life) => void lives.push(life))
    other.store.follow?.('w')
    await one.store.begin('w', recipeOf('w'), undefined, { kind: 'reset', why: 'asked' })
    await until(() => lives.length === 1)
    await announce(one.store, joined)
    await until(() => told.length === 1)
    expect([lives[0]?.kind, await counted(other.store)]).toEqual(['begun', 0])
  })

  it('gives up the seats of a replica that died, once, and says which socket it was', async () => {
    const prefix = newPrefix()
    const [dying, one, other] = [await opened(prefix, 500), await opened(prefix, 500), await opened(prefix, 500)]
    await dying.store.begin('w', recipeOf('w'))
    await announce(dying.store, joined)
    const heard: Announced[] = []
    for (const { store } of [one, other]) {
      await store.refresh?.()
      await counted(store)
      store.abandoned(async ({ seats }) => {
        for (const { participantId } of seats)
          if (store.seats?.('w').some((seat) => seat.participantId === participantId)) await announce(store, left)
      })
    }
    one.store.announced((each) => void heard.push(each))
    expect(one.store.seats?.('w')).toMatchObject([{ participantId: 'p1', socketId: 's1' }])
    dying.die()
    open.delete(dying)
    await until(() => heard.length > 0)
    await until(async () => {
      await counted(other.store)
      return other.store.seats?.('w').length === 0
    })
    expect(one.store.seats?.('w')).toEqual([])
  })

  it('says which of its own sockets others took for dead', async () => {
    const prefix = newPrefix()
    const [paused, other] = [await opened(prefix), await opened(prefix)]
    await paused.store.begin('w', recipeOf('w'))
    await announce(paused.store, joined)
    const told: Announced[] = []
    paused.store.announced((each) => void told.push(each))
    await other.store.refresh?.()
    await announce(other.store, left)
    await counted(paused.store)
    expect(told.at(-1)?.unseated).toEqual(['s1'])
  })

  it('knows of worlds that another replica has dropped', async () => {
    const prefix = newPrefix()
    const [one, other] = [await opened(prefix), await opened(prefix)]
    await one.store.begin('w', recipeOf('w'))
    await one.store.begin('idle', recipeOf('idle'))
    await one.store.end('w')
    await one.store.end('idle', 'idle')
    await other.store.refresh?.()
    expect([one.store.dropped(), other.store.dropped()]).toEqual([['w'], ['w']])
  })

  it('has a journal that ends with its world, and is cleared for all as that begins anew, or by hand', async () => {
    const prefix = newPrefix()
    const [one, other] = [await opened(prefix), await opened(prefix)]
    await one.store.begin('w', recipeOf('w'))
    await other.store.refresh?.()
    const [here, there] = [one, other].map(({ store }) => store.journal('w', createJournalBudget()))
    if (!here || !there) throw new Error('both have one')
    one.store.lives(() => void here.clear())
    const seen = async (): Promise<number[]> => {
      await there.refresh?.()
      return there.since(0).map(({ n }) => n)
    }
    await here.add(EXCHANGE)
    expect(await seen()).toEqual([1])
    await one.store.begin('w', recipeOf('w'), undefined, { kind: 'reset', why: 'asked' })
    expect(await seen()).toEqual([])
    await here.add(EXCHANGE)
    expect(await seen()).toEqual([2])
    await here.clear()
    expect(await seen()).toEqual([])
    await one.store.end('w')
    await one.store.begin('w', recipeOf('w'))
    await here.add(EXCHANGE)
    expect(await seen()).toEqual([1])
  })

  it('takes in what others changed while it could not reach the server, without being asked', async () => {
    const prefix = newPrefix()
    const other = await opened(prefix)
    await using network = await startTcpProxy({ file: server.file })
    const cut = await openReplica(server.url, { prefix, commandsUrl: `redis://127.0.0.1:${network.port}` })
    open.add(cut)
    await other.store.begin('w', recipeOf('w'))
    await cut.store.refresh?.()
    await counted(cut.store)
    const told: Announced[] = []
    cut.store.announced((each) => void told.push(each))
    network.breakOff()
    await until(async () => !(await cut.store.health()).isReady)
    await announce(other.store, joined)
    expect(told).toEqual([])
    network.mend()
    await until(() => told.length === 1)
  })

  it('is not ready while it hears no news, either', async () => {
    await using network = await startTcpProxy({ file: server.file })
    const cut = await openReplica(`redis://127.0.0.1:${network.port}`, { prefix: newPrefix(), commandsUrl: server.url })
    open.add(cut)
    expect(await cut.store.health()).toEqual({ isReady: true })
    network.breakOff()
    await until(async () => !(await cut.store.health()).isReady)
    expect(await cut.store.health()).toMatchObject({ why: expect.stringContaining('the Redis server is away (') })
    network.mend()
    await until(async () => (await cut.store.health()).isReady)
  })

  it('refuses while the server is away, and goes on by itself when it is back', async () => {
    const { store } = await opened(newPrefix())
    await store.begin('w', recipeOf('w'))
    await count(store)
    await server.kill()
    await until(async () => !(await store.health()).isReady)
    for (const refused of [
      () => counted(store),
      () => store.refresh?.(),
      () => store.contents('w'),
      () => store.unused?.({ used: ['w'], idle: [], idleMs: 1 }),
      () => store.begin('v', recipeOf('v')),
      () => store.end('w'),
    ])
      await expect(refused()).rejects.toThrow(StoreUnavailable)
    await server.restart()
    await until(async () => (await store.health()).isReady)
    expect(await count(store)).toBe(2)
  })

  it('is not ready while the server has no memory for changes', async () => {
    await using full = await startRedis()
    const { store } = await openReplica(full.url, { leaseMs: 300 })
    using admin = await connected(full.url)
    await store.begin('w', recipeOf('w'))
    await admin.call('CONFIG', 'SET', 'maxmemory', 1)
    await expect(count(store)).rejects.toThrow('declines to write (OOM')
    await until(async () => !(await store.health()).isReady)
    expect(await store.health()).toEqual({ isReady: false, why: expect.stringMatching(/declines to write \(OOM/) })
    await admin.call('CONFIG', 'SET', 'maxmemory', 0)
    await until(async () => (await store.health()).isReady)
    expect(await count(store)).toBe(1)
    await store.close()
  })

  it('begins a world anew from what is there if the server has lost the rest, with one line', async () => {
    const own = await startRedis()
    const replica = await openReplica(own.url)
    const { store, warnings } = replica
    await store.begin('w', recipeOf('w'))
    await count(store)
    const lives: WorldLife[] = []
    store.lives((life) => void lives.push(life))
    await own.restart()
    await until(() => lives.length > 0)
    await expect(Promise.resolve(counted(store))).rejects.toThrow('does not exist')
    expect(warnings.length).toBe(1)
    await store.begin('w', recipeOf('w'), undefined, { kind: 'made', why: 'first use' })
    expect(await counted(store)).toBe(0)
    await store.close()
    await own[Symbol.asyncDispose]()
  })
})
