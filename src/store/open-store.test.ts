import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noRedis, startRedis } from '../../tests/support/redis-server.ts'
import { Fault } from '../fault.ts'
import { groundOf } from '../mock/kept/ground.ts'
import { setClock } from '../world/clock.ts'
import type { Store } from '../world/store.ts'
import { parts, recipeOf } from './lasting.suite.ts'
import { dropFromFile, lookAtStore, openStore, openToRead } from './open-store.ts'
import { storeParts } from './parts.ts'
import { storeStep } from './store-step.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-open-'))
})
afterAll(() => rm(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)

const refusal = (work: Promise<unknown>): Promise<unknown> => work.catch((fault: unknown) => fault)
const worldsIn = (store: Store): unknown => store.worlds().map(({ name, generation }) => [name, generation])
const quiet = { onWarning: () => {}, onFault: () => {} }

describe('a place for data', () => {
  it('is a file, which is created, opened again, and can be looked at', async () => {
    const store = await openStore(at('x.db'), parts('a'))
    await store.begin('w', recipeOf('documented'))
    expect([store.place, existsSync(at('x.db'))]).toEqual(['file', true])
    await store.close()
    expect((await lookAtStore(at('x.db'))).worlds.map(({ name }) => name)).toEqual(['w'])
    const again = await openStore(at('x.db'), parts('b'))
    expect(worldsIn(again)).toEqual([['w', 1]])
    await again.close()
  })

  it('is not empty', async () => {
    for (const fault of [await refusal(openStore('', parts('a'))), await refusal(lookAtStore(''))]) {
      expect(fault).toBeInstanceOf(Fault)
      expect(fault).toMatchObject({
        message: 'the place of the data is empty',
        fix: 'Name a file: --data ./greenroom.db',
      })
    }
  })

  it('is let go of if its worlds cannot be read, so that another can open it', async () => {
    const store = await openStore(at('old.db'), parts('a'))
    await store.begin('w', recipeOf('documented'))
    await store.close()
    const change = (sql: string): void => {
      const db = new DatabaseSync(at('old.db'))
      db.exec(sql)
      db.close()
    }
    change(`UPDATE worlds SET recipe = '{}'`)
    expect(String(await refusal(openStore(at('old.db'), parts('b'))))).toContain('a seed that cannot be read')
    expect(existsSync(`${at('old.db')}-owner`)).toBe(false)
    change('DELETE FROM worlds')
    await (await openStore(at('old.db'), parts('c'))).close()
  })

  it.each([
    ['redis://localhost/x?prefix=q', 'x is not a database of a Redis server'],
    ['REDISS://', 'the Redis URL names no host'],
    ['redis+unix:///nowhere', "redis+unix:///nowhere can't be used: "],
    ['mysql://localhost/x', "worlds can't be kept at a URL of mysql:"],
    ['s3://localhost/x', "worlds can't be kept at a URL of s3:"],
    ['git+a.b-c_d://localhost/x', "worlds can't be kept at a URL of git+a.b-c_d:"],
    // That is the letter of a drive.
    ['c://nowhere/x.db', 'there is no'],
  ])('is no file where it is %s', async (place, message) => {
    const told = { message: expect.stringContaining(message) }
    expect(await refusal(lookAtStore(place))).toMatchObject(told)
    expect(await refusal(openStore(place, parts('a')))).toMatchObject(told)
  })

  it.skipIf(noRedis)(`is a Redis server where its URL is given${noRedis ? `, not run: ${noRedis}` : ''}`, async () => {
    await using server = await startRedis()
    const store = await openStore(server.url, { ...parts('a'), ...quiet })
    await store.begin('w', recipeOf('documented'))
    const other = await openStore(server.url, { ...parts('b'), ...quiet })
    expect([store.place, worldsIn(other)]).toEqual(['redis', [['w', 1]]])
    await Promise.all([store.close(), other.close()])
  })
})

describe('what a store needs from a mock', () => {
  it('is its clock, its limits and its seeds, for any edition, under a name of its own', () => {
    const ground = groundOf({ clock: setClock(7), limits: { world: 9 }, jwtSecret: 'key', edition: '2022' })
    const [one, other] = [storeParts(ground), storeParts(ground)]
    expect(one).toMatchObject({ machine: ground.machine, mostBytes: 9, edition: null })
    expect(one.by).not.toBe(other.by)
    const { fromData, toData } = one.recipes
    expect(fromData(toData(recipeOf('documented')), () => undefined)?.jwtSecret).toBe('key')
  })
})

describe('the step that opens the store of a mock', () => {
  const ground = groundOf({})

  it('makes its default world, of generation 0, if there is none', async () => {
    const step = storeStep(at('step.db'), ground, quiet)
    const store = await step.open()
    expect(worldsIn(store)).toEqual([['default', 0]])
    await store.change('default', () => ({
      result: 0,
      writes: [{ table: 'windows', key: 'k', value: { start: 0, used: 1 } }],
    }))
    await store.begin('w', recipeOf('documented'))
    await step.close?.(store)
    const again = await step.open()
    expect(worldsIn(again)).toEqual([
      ['default', 0],
      ['w', 1],
    ])
    expect(await again.change('default', ({ windows }) => ({ result: windows.get('k')?.used, writes: [] }))).toBe(1)
    await again.close()
  })

  it('refuses data of another edition than that of the mock', async () => {
    await (await storeStep(at('edition.db'), ground, quiet).open()).close()
    const other = storeStep(at('edition.db'), groundOf({ edition: '2022' }), quiet)
    expect(String(await refusal(Promise.resolve(other.open())))).toContain(
      'holds worlds of the edition current, not 2022',
    )
  })

  it('lets go of the store if its default world cannot begin', async () => {
    const failing = {
      ...ground,
      recipeOf: () => {
        throw new Fault('no such seed', 'Name one.')
      },
    }
    expect(String(await refusal(Promise.resolve(storeStep(at('failing.db'), failing, quiet).open())))).toContain(
      'no such seed',
    )
    const store = await storeStep(at('failing.db'), ground, quiet).open()
    expect(worldsIn(store)).toEqual([['default', 0]])
    await store.close()
  })
})

describe('a world of a place', () => {
  it('is dropped from a file, and left to a mock on a Redis server', async () => {
    const store = await openStore(at('drop.db'), parts('a'))
    for (const name of ['v', 'w']) await store.begin(name, recipeOf('documented'))
    await store.close()
    expect(await dropFromFile(at('drop.db'), 'w')).toBe(true)
    expect((await lookAtStore(at('drop.db'))).worlds.map(({ name }) => name)).toEqual(['v'])
    await expect(dropFromFile(at('drop.db'), 'w')).rejects.toThrow('there is no world w')
    expect(await dropFromFile('redis://127.0.0.1:1/0', 'w')).toBe(false)
    await expect(dropFromFile('', 'w')).rejects.toThrow('the place of the data is empty')
    await expect(dropFromFile('MYSQL://localhost/x', 'w')).rejects.toThrow("worlds can't be kept at a URL of MYSQL:")
  })

  it('is read from a copy of a file, as what the mock needs says', async () => {
    const store = await openStore(at('read.db'), parts('a'))
    await store.begin('w', recipeOf('documented'))
    await store.close()
    const read = await openToRead(at('read.db'), { ...parts('b'), edition: null }, 'w')
    expect(worldsIn(read)).toEqual([['w', 1]])
    await read.close()
    await expect(openToRead(at('read.db'), { ...parts('b'), edition: '2022' }, 'w')).rejects.toThrow('not 2022')
    await expect(openToRead('', parts('b'), 'w')).rejects.toThrow('the place of the data is empty')
  })
})
