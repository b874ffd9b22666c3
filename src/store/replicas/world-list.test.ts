import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis, type RedisServer } from '../../../tests/support/redis-server.ts'
import { setClock } from '../../world/clock.ts'
import { createSeeds } from '../../world/seeds/seeds.ts'
import { WorldGone, type WorldCause, type WorldLife } from '../../world/store.ts'
import { recipeOf } from '../lasting.suite.ts'
import { createRecipeKeeper } from '../log/recipe-data.ts'
import type { Redis } from '../redis/client.ts'
import { streamLog } from '../redis/stream-log.ts'
import { toBatchText } from './batch.ts'
import { createKeys } from './keys.ts'
import { createListLog } from './list-log.ts'
import { createLiving, unreadableWorld } from './living.ts'
import { createWorldData, type Begun } from './world-data.ts'
import { createWorldList, type WorldList } from './world-list.ts'
import { BORN } from './seal.ts'

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

/** What may be otherwise in a process. */
interface Otherwise {
  /** The name of a world that it can't read. */
  readonly damaged?: string
  /** Done as it is about to keep what a world begins with. */
  readonly beforePut?: () => Promise<void>
  /** Its connection. */
  readonly on?: Redis
}

/** The list of a process, and what it tells. */
function open(
  writer: string,
  prefix: string,
  { damaged = '', beforePut = async (): Promise<void> => {}, on = redis }: Otherwise = {},
) {
  const keys = createKeys(`${prefix}:`)
  const link = { ready: on.ready, connection: on.connection, writer }
  const [lives, unreadable, reads]: [WorldLife[], string[], string[]] = [[], [], []]
  const data = createWorldData(on, keys, createRecipeKeeper(createSeeds(), { jwtSecret: null, trustIn: () => null }))
  const throwIt = (fault: unknown): never => {
    throw fault
  }
  const list = createWorldList({
    data: {
      ...data,
      async put(...begun) {
        await beforePut()
        await data.put(...begun)
      },
      async get(name, log) {
        reads.push(name)
        return name === damaged ? null : data.get(name, log)
      },
    },
    link,
    keys,
    logAt: (key) => streamLog(on, key),
    toLiving: (listed, { recipe, contents }) =>
      createLiving({
        listed,
        stored: { name: listed.name, recipe, contents, generation: listed.generation },
        log: streamLog(on, keys.log(listed.name, listed.log)),
        link,
        host: { machine: setClock(1_000), mostBytes: 1_000_000 },
        follower: { follow: () => () => {}, close: () => {} },
        tell: () => {},
        onJump: () => {},
        onLost: () => {},
        onFault: throwIt,
      }),
    toUnreadable: (listed) => unreadableWorld(listed, { ...BEGUN, name: listed.name, generation: listed.generation }),
    listLog: createListLog(on, keys),
    tell: (life) => lives.push(life),
    onUnreadable: (name) => unreadable.push(name),
    returned: async () => {},
    onFault: throwIt,
    onLost: () => expect.unreachable('nothing is lost'),
  })
  return { list, keys, data, lives, unreadable, reads }
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

describe.skipIf(noRedis)(`the list of worlds of several processes${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('has a world for all once it has begun; who made it need not read it', async () => {
    const [one, other] = [open('a', 'begun'), open('b', 'begun')]
    expect(await one.list.begin('w', BEGUN, ASKED)).toBe(true)
    expect([names(one.list), one.reads, names(other.list)]).toEqual([['w'], [], []])
    await other.list.refresh()
    expect([names(other.list), other.reads, other.lives.length]).toEqual([['w'], ['w'], 1])
    expect([await count(one.list, 'w'), await count(other.list, 'w')]).toEqual([1, 2])
  })

  it('begins a world on first use only if there is none, and leaves nothing of what was too late', async () => {
    const [one, other] = [open('a', 'first'), open('b', 'first')]
    await one.list.begin('w', BEGUN, ASKED)
    await count(one.list, 'w')
    expect([await other.list.begin('w', BEGUN, FIRST_USE), names(other.list)]).toEqual([false, ['w']])
    expect([await count(other.list, 'w'), await redis.call('KEYS', 'first:{w}:b-*')]).toEqual([2, []])
  })

  it('lets one of all who use it first begin it; what the others have made expires', async () => {
    const all = ['a', 'b', 'c'].map((writer) => open(writer, 'race'))
    for (const { list } of all) await list.refresh()
    const begun = await Promise.all(all.map(({ list }) => list.begin('w', BEGUN, FIRST_USE)))
    expect(begun.filter(Boolean)).toHaveLength(1)
    const [winner] = all.map(({ list }) => logOf(list, 'w'))
    expect(all.map(({ list }) => logOf(list, 'w'))).toEqual([winner, winner, winner])
    const kept = [await redis.call('KEYS', 'race:{w}:*:log')].flat().map(String)
    for (const key of kept) expect((await lasts(key)) === -1, key).toBe(key === `race:{w}:${winner}:log`)
  })

  it('begins no world on first use that was dropped on request; who asks gets it again', async () => {
    const [one, other] = [open('a', 'dropped'), open('b', 'dropped')]
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
    const [one, other] = [open('a', 'replaced'), open('b', 'replaced')]
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
    const [one, other] = [open('a', 'ended'), open('b', 'ended')]
    await one.list.begin('w', BEGUN, ASKED)
    await other.list.refresh()
    await one.list.end('w', 'idle')
    await expect(count(other.list, 'w')).rejects.toThrow(WorldGone)
    expect(other.lives.at(-1)).toEqual({ kind: 'ended', world: 'w', why: 'idle' })
    await other.list.end('w', 'asked')
    expect([names(other.list), other.list.dropped(), other.lives.length]).toEqual([[], [], 2])
  })

  it('ends one that another process has begun unheard, and the next of its name if that is asked for', async () => {
    const [one, other] = [open('a', 'unheard'), open('b', 'unheard')]
    await one.list.begin('w', BEGUN, ASKED)
    await other.list.end('w', 'asked')
    expect([names(other.list), other.list.dropped()]).toEqual([[], ['w']])
    await one.list.refresh()
    expect(names(one.list)).toEqual([])
  })

  it('begins no world on first use that was made and dropped as it began', async () => {
    const other = open('b', 'late')
    const one = open('a', 'late', {
      async beforePut() {
        await other.list.begin('w', BEGUN, ASKED)
        await other.list.end('w', 'asked')
      },
    })
    expect([await one.list.begin('w', BEGUN, FIRST_USE), names(one.list), one.list.dropped()]).toEqual([
      false,
      [],
      ['w'],
    ])
  })

  it.each(['idle', 'asked'] as const)(
    'carries out what a process wanted that died in the middle, and ends what came of that only if asked to: %s',
    async (why) => {
      const [one, other] = [open('a', why), open('b', why)]
      await one.list.begin('w', BEGUN, ASKED)
      const log = 'a-99'
      await one.data.put('w', log, BEGUN)
      await streamLog(redis, one.keys.log('w', log)).append(1, toBatchText({ mark: 'a born', lines: [BORN] }))
      await one.list.roster.get('w')?.seal({ is: 'begun', name: 'w', log, cause: ASKED })
      await other.list.end('w', why)
      expect([names(other.list), logOf(other.list, 'w'), other.list.dropped()]).toEqual(
        why === 'idle' ? [['w'], log, []] : [[], '', ['w']],
      )
    },
  )

  it('has no world of which nothing could be kept', async () => {
    await using own = await startRedis()
    using client = await connected(own.url)
    await client.call('ACL', 'SETUSER', 'default', '-set')
    const { list } = open('a', 'unkept', { on: client })
    await expect(list.begin('w', BEGUN, ASKED)).rejects.toThrow('NOPERM')
    await list.refresh()
    expect([names(list), await client.call('KEYS', '*')]).toEqual([[], []])
  })

  it('ends and replaces a world that cannot be read here', async () => {
    const [one, other] = [open('a', 'damaged'), open('b', 'damaged', { damaged: 'w' })]
    await one.list.begin('w', BEGUN, ASKED)
    await other.list.refresh()
    expect([names(other.list), other.unreadable]).toEqual([['w'], ['w']])
    await expect(count(other.list, 'w')).rejects.toThrow('the world w is damaged')
    expect(await other.list.begin('w', BEGUN, ASKED)).toBe(true)
    await one.list.refresh()
    expect([names(other.list), logOf(one.list, 'w')]).toEqual([['w'], logOf(other.list, 'w')])
  })

  it('does not take a world whose log is gone for one that has ended, unless it has', async () => {
    const [one, other] = [open('a', 'logless'), open('b', 'logless')]
    await one.list.begin('w', BEGUN, ASKED)
    await one.list.begin('v', BEGUN, ASKED)
    await count(one.list, 'w')
    await other.list.refresh()
    await redis.call('DEL', `logless:{w}:${logOf(one.list, 'w')}:log`)
    expect((await other.list.withoutLog()).map(({ name }) => name)).toEqual(['w'])
    await expect(count(other.list, 'w')).rejects.toThrow('its log is gone')
    expect(names(other.list)).toEqual(['w', 'v'])
    await one.list.end('w', 'asked')
    await expect(count(other.list, 'w')).rejects.toThrow(WorldGone)
  })

  it('lets nobody act in a world while it cannot be read, though the world could be', async () => {
    const one = open('a', 'aside')
    await one.list.begin('w', BEGUN, ASKED)
    await redis.call('RENAME', 'aside:{:worlds}:log', 'aside:elsewhere')
    await expect(one.list.refresh()).rejects.toThrow('the list of worlds is gone')
    await expect(count(one.list, 'w')).rejects.toThrow('the list of worlds is gone')
    await redis.call('RENAME', 'aside:elsewhere', 'aside:{:worlds}:log')
    expect(await count(one.list, 'w')).toBe(1)
  })

  it('does not begin anew where it is gone', async () => {
    const one = open('a', 'listless')
    await one.list.begin('w', BEGUN, ASKED)
    await redis.call('DEL', 'listless:{:worlds}:log')
    await expect(open('b', 'listless').list.refresh()).rejects.toThrow('the list of worlds is gone')
    await expect(open('b', 'listless').list.begin('w', BEGUN, ASKED)).rejects.toThrow('the list of worlds is gone')
  })

  it('reads nothing of worlds that had ended before it looked, whose data may be gone', async () => {
    const [one, other] = [open('a', 'past'), open('b', 'past')]
    for (const name of ['w', 'v']) await one.list.begin(name, BEGUN, ASKED)
    await one.list.end('w', 'asked')
    await one.list.begin('v', BEGUN, ASKED)
    await other.list.refresh()
    expect([other.reads, names(other.list)]).toEqual([['v'], ['v']])
  })

  it('passes on what fails in a world, and tries that once', async () => {
    const { list } = open('a', 'fails')
    await list.begin('w', BEGUN, ASKED)
    let tries = 0
    const failing = list.within('w', async () => {
      tries++
      throw new Error('no decision')
    })
    await expect(failing).rejects.toThrow('no decision')
    expect(tries).toBe(1)
  })
})
