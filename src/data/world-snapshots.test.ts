import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished, vi } from 'vitest'
import { seeds } from '../contract/compiled/seeds.ts'
import { startServer } from '../server.ts'
import { connected } from '../../tests/support/redis-client.ts'
import { noRedis, startRedis } from '../../tests/support/redis-server.ts'
import { parts, recipeOf } from '../store/lasting.suite.ts'
import { lookAtStore, openStore } from '../store/open-store.ts'
import { dropWorld, exportWorld, importWorld } from './world-snapshots.ts'

const namesAt = async (place: string): Promise<string[]> => (await lookAtStore(place)).worlds.map(({ name }) => name)

const seedOf = async (place: string, world: string): Promise<unknown> =>
  JSON.parse(await exportWorld(place, world)).seed

const ownSeed = (name: string): typeof seeds.documented => ({ ...seeds.documented, name })

/** A file in which a mock has kept a world `w`, which began from the seed or from one's own, with a locked room. */
async function keptWorld(seed?: typeof seeds.documented): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-kept-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const data = join(folder, 'greenroom.db')
  await using server = await startServer({ data, ...(seed && { seed }) })
  const world = await server.world({ name: 'w' })
  await world.meetingRooms.change('abc-def-ghi', { isLocked: true })
  return data
}

it.each([
  ['a seed of greenroom', undefined, 'documented'],
  ["a seed of one's own", ownSeed('mine'), 'mine'],
])('a world that began from %s is taken out and put in again', async (_, own, name) => {
  const place = await keptWorld(own)
  const snapshot = await exportWorld(place, 'w')
  expect(JSON.parse(snapshot)).toMatchObject({
    seed: name,
    rows: { meetingRooms: { 'abc-def-ghi': { isLocked: true } } },
  })
  await importWorld(place, 'v', snapshot)
  expect(JSON.parse(await exportWorld(place, 'v'))).toMatchObject({ rows: JSON.parse(snapshot).rows })
})

it('taking a world out leaves an older file as it was, and no copy of it', async () => {
  const place = await keptWorld()
  const db = new DatabaseSync(place)
  db.exec(`ALTER TABLE journals DROP COLUMN skipped; PRAGMA user_version = 1; INSERT INTO meta VALUES ('open', 'then')`)
  db.close()
  const before = await readFile(place)
  vi.stubEnv('TMPDIR', dirname(place))
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(JSON.parse(await exportWorld(place, 'w'))).toMatchObject({ seed: 'documented' })
  await expect(exportWorld(place, 'nobody')).rejects.toThrow('there is no world nobody in')
  expect(before.equals(await readFile(place))).toBe(true)
  expect(await readdir(dirname(place))).toEqual(['greenroom.db'])
})

it('what cannot be taken out or put in is a fault, and nothing is changed', async () => {
  const place = await keptWorld()
  await expect(exportWorld(place, 'nobody')).rejects.toThrow(`there is no world nobody in ${place}`)
  await expect(importWorld(place, 'w', '{}')).rejects.toMatchObject({
    message: `${place} has a world w already`,
    fix: 'Add --replace to put the snapshot in its place, or choose another name. Nothing was changed.',
  })
  await expect(importWorld(place, 'a/b', await exportWorld(place, 'w'))).rejects.toThrow(
    /^Bad request: \/path\/world must be a name of up to 63 letters/,
  )
  await expect(importWorld(place, 'w', '{}', { replace: true })).rejects.toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/^Bad request: .*must have required property 'format'/),
      fix: 'Nothing was changed.',
    }),
  )
  expect(JSON.parse(await exportWorld(place, 'w')).rows.meetingRooms['abc-def-ghi'].isLocked).toBe(true)
})

it('a world is put in where no mock uses the data, which says so', async () => {
  const place = await keptWorld()
  const snapshot = await exportWorld(place, 'w')
  await using _ = await startServer({ data: place })
  await expect(importWorld(place, 'v', snapshot)).rejects.toMatchObject({
    fix: 'Stop it, or ask the running server: greenroom worlds lists and drops worlds there; world.snapshot() and world.restore() of its client take a snapshot and put one in.',
  })
})

it('a snapshot takes the place of a world where that is said', async () => {
  const place = await keptWorld()
  const snapshot = await exportWorld(place, 'default')
  await importWorld(place, 'w', snapshot, { replace: true })
  expect(JSON.parse(await exportWorld(place, 'w')).rows).toEqual(JSON.parse(snapshot).rows)
})

it("of worlds that began from several seeds of one's own, each is put in again from where it was taken out", async () => {
  const place = await keptWorld(ownSeed('first'))
  {
    await using server = await startServer({ data: place, seed: ownSeed('second') })
    await server.world({ name: 'v' })
  }
  await importWorld(place, 'w-again', await exportWorld(place, 'w'))
  await importWorld(place, 'v-again', await exportWorld(place, 'v'))
  expect([await seedOf(place, 'w-again'), await seedOf(place, 'v-again')]).toEqual(['first', 'second'])
})

it("where worlds began from several seeds of one's own, what begins anew does so from the last, unless the snapshot names another", async () => {
  const snapshots = { other: await exportWorld(await keptWorld(), 'w'), first: '' }
  const begunAnew = async (snapshot: 'other' | 'first'): Promise<unknown> => {
    const place = await keptWorld(ownSeed('first'))
    {
      await using server = await startServer({ data: place, seed: ownSeed('second') })
      await server.world({ name: 'v' })
    }
    snapshots.first = await exportWorld(place, 'w')
    await dropWorld(place, 'default')
    await importWorld(place, 'more', snapshots[snapshot])
    return seedOf(place, 'default')
  }
  expect([await begunAnew('other'), await begunAnew('first')]).toEqual(['second', 'first'])
})

it('a world is dropped from a file; the default one begins anew with the next use, from the seed that worlds there have', async () => {
  const place = await keptWorld(ownSeed('mine'))
  await expect(dropWorld(place, 'nobody')).rejects.toThrow(`there is no world nobody in ${place}`)
  const snapshot = await exportWorld(place, 'w')
  await dropWorld(place, 'default')
  expect(await namesAt(place)).toEqual(['w'])
  await importWorld(place, 'v', snapshot)
  expect([await namesAt(place), await seedOf(place, 'default')]).toEqual([['w', 'default', 'v'], 'mine'])
  await dropWorld(place, 'w')
  expect(await namesAt(place)).toEqual(['default', 'v'])
  await using _ = await startServer({ data: place })
  await expect(dropWorld(place, 'v')).rejects.toThrow('is in use by')
})

it.skipIf(noRedis)(
  'on a Redis server, a default world that is gone begins from the usual seed, though a world there cannot be read',
  async () => {
    await using redis = await startRedis()
    using admin = await connected(redis.url)
    const snapshot = await exportWorld(await keptWorld(), 'w')
    const store = await openStore(redis.url, { ...parts('a'), onWarning: () => {} })
    await store.begin('unreadable', recipeOf('documented'))
    await store.close()
    const [begun] = [await admin.call('KEYS', 'greenroom:{unreadable}:*:begun')].flat()
    await admin.call('DEL', String(begun))
    await importWorld(redis.url, 'v', snapshot)
    expect([await namesAt(redis.url), await seedOf(redis.url, 'default')]).toEqual([
      ['unreadable', 'default', 'v'],
      'documented',
    ])
  },
)

it.skipIf(noRedis)(
  'on a Redis server, worlds are taken out and dropped while mocks use them, and put in once none does',
  async () => {
    await using redis = await startRedis()
    const start = () => startServer({ data: redis.url, onWarning: () => {} })
    let snapshot = ''
    {
      await using server = await start()
      const world = await server.world({ name: 'w' })
      await world.meetingRooms.change('abc-def-ghi', { isLocked: true })
      snapshot = await exportWorld(redis.url, 'w')
      const inUse = {
        message: `${redis.url} is in use by 1 mock`,
        fix: 'Stop them; one that was killed counts for ten seconds more. Or restore the snapshot in one of them: world.restore() of its client.',
      }
      await expect(importWorld(redis.url, 'v', snapshot)).rejects.toMatchObject(inUse)
      for (const replace of [false, true])
        await expect(importWorld(redis.url, 'w', snapshot, { replace })).rejects.toMatchObject(inUse)
      await using _ = await start()
      await expect(importWorld(redis.url, 'v', snapshot)).rejects.toThrow(/ is in use by 2 mocks$/)
      await expect(exportWorld(redis.url, 'nobody')).rejects.toThrow('there is no world nobody in')
      await expect(dropWorld(redis.url, 'nobody')).rejects.toThrow('there is no world nobody in')
      await dropWorld(redis.url, 'w')
      expect(await namesAt(redis.url)).toEqual(['default'])
      await expect(world.meetingRooms.get('abc-def-ghi')).rejects.toThrow()
    }
    await importWorld(redis.url, 'v', snapshot)
    expect(JSON.parse(await exportWorld(redis.url, 'v')).rows.meetingRooms['abc-def-ghi'].isLocked).toBe(true)
  },
)
