import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis, type RedisServer } from '../../../tests/support/redis-server.ts'
import { setClock } from '../../world/clock.ts'
import { createSeeds } from '../../world/seeds.ts'
import { WorldGone, type WorldCause, type WorldLife } from '../../world/store.ts'
import { recipeOf } from '../lasting.suite.ts'
import { createRecipeKeeper } from '../log/recipe-data.ts'
import type { Redis } from '../redis/client.ts'
import { streamLog } from '../redis/stream-log.ts'
import { createKeys } from './keys.ts'
import { createLiving, type Living } from './living.ts'
import { createWorldData, type Begun } from './world-data.ts'
import { createWorldList, type WorldList } from './world-list.ts'

let server: RedisServer
let redis: Redis & Disposable
beforeAll(async () => {
  if (noRedis) return
  server = await startRedis()
  redis = await connected(server.url)
})
afterAll(async () => {
  if (noRedis) return
  redis[Symbol.dispose]()
  await server[Symbol.asyncDispose]()
})

const ASKED: WorldCause = { kind: 'made', why: 'asked' }
const FIRST_USE: WorldCause = { kind: 'made', why: 'first use' }
const BEGUN: Begun = { recipe: recipeOf('documented'), contents: undefined }

/** The list of a process, and what it tells. */
function process(writer: string, prefix: string, { damaged = '' } = {}) {
  const keys = createKeys(`${prefix}:`)
  const link = { ready: redis.ready, connection: redis.connection, writer }
  const [lives, unreadable, reads]: [WorldLife[], string[], string[]] = [[], [], []]
  const data = createWorldData(
    redis,
    keys,
    createRecipeKeeper(createSeeds(), { jwtSecret: null, trustIn: () => null }),
  )
  const throwIt = (fault: unknown): never => {
    throw fault
  }
  const list = createWorldList({
    data: {
      ...data,
      async get(name, log) {
        reads.push(name)
        return name === damaged ? null : data.get(name, log)
      },
    },
    link,
    keys,
    logAt: (key) => streamLog(redis, key),
    toLiving: (listed, { recipe, contents }) =>
      createLiving({
        listed,
        stored: { name: listed.name, recipe, contents, generation: listed.generation },
        log: streamLog(redis, keys.log(listed.name, listed.log)),
        link,
        host: { machine: setClock(1_000), mostBytes: 1_000_000 },
        follower: { follow: () => () => {}, close: () => {} },
        tell: () => {},
        onJump: () => {},
        onLost: () => {},
        onFault: throwIt,
      }),
    tell: (life) => lives.push(life),
    onUnreadable: (name) => unreadable.push(name),
    returned: async () => {},
    onFault: throwIt,
    onLost: () => expect.unreachable('nothing is lost'),
  })
  return { list, keys, lives, unreadable, reads }
}

const names = ({ roster }: WorldList): string[] => roster.all().map(({ listed }) => listed.name)
const count = ({ within }: WorldList, name: string): Promise<number> =>
  within(name, ({ change }) =>
    change((state) => {
      const used = (state.windows.get('k')?.used ?? 0) + 1
      return { result: used, writes: [{ table: 'windows', key: 'k', value: { start: 0, used } }] }
    }),
  )
const logOf = ({ roster }: WorldList, name: string): string => roster.get(name)?.listed.log ?? ''
/** How long a key lasts still, in milliseconds; -1: for ever. */
const lasts = async (key: string): Promise<number> => Number(await redis.call('PTTL', key))

describe.skipIf(noRedis)(`the list of worlds of several processes${noRedis ? `: ${noRedis}` : ''}`, () => {
  it('has a world for all once it has begun; who made it need not read it', async () => {
    const [one, other] = [process('a', 'begun'), process('b', 'begun')]
    expect(await one.list.begin('w', BEGUN, ASKED)).toBe(true)
    expect([names(one.list), one.reads, names(other.list)]).toEqual([['w'], [], []])
    await other.list.refresh()
    expect([names(other.list), other.reads, other.lives.length]).toEqual([['w'], ['w'], 1])
    expect([await count(one.list, 'w'), await count(other.list, 'w')]).toEqual([1, 2])
  })

  it('begins a world on first use only if there is none, and leaves nothing of what was too late', async () => {
    const [one, other] = [process('a', 'first'), process('b', 'first')]
    await one.list.begin('w', BEGUN, ASKED)
    await count(one.list, 'w')
    expect([await other.list.begin('w', BEGUN, FIRST_USE), names(other.list)]).toEqual([false, ['w']])
    expect([await count(other.list, 'w'), await redis.call('KEYS', 'first:{w}:b-*')]).toEqual([2, []])
  })

  it('lets one of all who use it first begin it; what the others have made expires', async () => {
    const all = ['a', 'b', 'c'].map((writer) => process(writer, 'race'))
    for (const { list } of all) await list.refresh()
    const begun = await Promise.all(all.map(({ list }) => list.begin('w', BEGUN, FIRST_USE)))
    expect(begun.filter(Boolean)).toHaveLength(1)
    const [winner] = all.map(({ list }) => logOf(list, 'w'))
    expect(all.map(({ list }) => logOf(list, 'w'))).toEqual([winner, winner, winner])
    const kept = [await redis.call('KEYS', 'race:{w}:*:log')].flat().map(String)
    for (const key of kept) expect((await lasts(key)) === -1, key).toBe(key === `race:{w}:${winner}:log`)
  })

  it('begins no world on first use that was dropped on request; who asks gets it again', async () => {
    const [one, other] = [process('a', 'dropped'), process('b', 'dropped')]
    await one.list.begin('w', BEGUN, ASKED)
    await other.list.end('w', 'asked')
    expect([await one.list.begin('w', BEGUN, FIRST_USE), names(one.list), one.list.dropped()]).toEqual([
      false,
      [],
      ['w'],
    ])
    expect([await one.list.begin('w', BEGUN, ASKED), names(one.list), one.list.dropped()]).toEqual([true, ['w'], []])
  })

  it('puts a world in the place of another, in which nobody can act any more', async () => {
    const [one, other] = [process('a', 'replaced'), process('b', 'replaced')]
    await one.list.begin('w', BEGUN, ASKED)
    await other.list.refresh()
    await count(other.list, 'w')
    const old = logOf(one.list, 'w')
    expect(await one.list.begin('w', BEGUN, { kind: 'reset', why: 'asked' })).toBe(true)
    // It has not heard of that, and finds out as it acts.
    expect([logOf(other.list, 'w'), await count(other.list, 'w')]).toEqual([old, 1])
    expect([logOf(other.list, 'w') === old, other.lives.map(({ kind }) => kind)]).toEqual([false, ['begun', 'begun']])
    for (const key of [`replaced:{w}:${old}:log`, `replaced:{w}:${old}:begun`]) {
      const left = await lasts(key)
      expect([left > 300_000, left <= 600_000]).toEqual([true, true])
    }
  })

  it('ends a world for all: later ones are told so, and a second end is none', async () => {
    const [one, other] = [process('a', 'ended'), process('b', 'ended')]
    await one.list.begin('w', BEGUN, ASKED)
    await other.list.refresh()
    await one.list.end('w', 'idle')
    await expect(count(other.list, 'w')).rejects.toThrow(WorldGone)
    expect(other.lives.at(-1)).toEqual({ kind: 'ended', world: 'w', why: 'idle' })
    await other.list.end('w', 'asked')
    expect([names(other.list), other.list.dropped(), other.lives.length]).toEqual([[], [], 2])
  })

  it('ends one that another process has begun unheard, and the next of its name if that is asked for', async () => {
    const [one, other] = [process('a', 'unheard'), process('b', 'unheard')]
    await one.list.begin('w', BEGUN, ASKED)
    await other.list.end('w', 'asked')
    expect([names(other.list), other.list.dropped()]).toEqual([[], ['w']])
    await one.list.refresh()
    expect(names(one.list)).toEqual([])
  })

  it('ends and replaces a world that cannot be read here', async () => {
    const [one, other] = [process('a', 'damaged'), process('b', 'damaged', { damaged: 'w' })]
    await one.list.begin('w', BEGUN, ASKED)
    await other.list.refresh()
    expect([names(other.list), other.unreadable]).toEqual([[], ['w']])
    await expect(count(other.list, 'w')).rejects.toThrow(WorldGone)
    expect(await other.list.begin('w', BEGUN, ASKED)).toBe(true)
    await one.list.refresh()
    expect([names(other.list), logOf(one.list, 'w')]).toEqual([['w'], logOf(other.list, 'w')])
  })

  it('passes on what fails in a world, and tries that once', async () => {
    const { list } = process('a', 'fails')
    await list.begin('w', BEGUN, ASKED)
    let tries = 0
    const failing = list.within('w', async (_: Living) => {
      tries++
      throw new Error('no decision')
    })
    await expect(failing).rejects.toThrow('no decision')
    expect(tries).toBe(1)
  })
})
