import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished, vi } from 'vitest'
import { seeds } from '../contract/compiled/seeds.ts'
import { startServer } from '../server.ts'
import { exportWorld, importWorld } from './world-snapshots.ts'

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
  ["a seed of one's own", { ...seeds.documented, name: 'mine' }, 'mine'],
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
  await expect(importWorld(place, 'w', '{}')).rejects.toThrow('has a world w already')
  await expect(importWorld(place, 'w', '{}', { replace: true })).rejects.toThrow("must have required property 'format'")
  expect(JSON.parse(await exportWorld(place, 'w')).rows.meetingRooms['abc-def-ghi'].isLocked).toBe(true)
})

it('a world is put in where no mock uses the data, which says so', async () => {
  const place = await keptWorld()
  const snapshot = await exportWorld(place, 'w')
  await using _ = await startServer({ data: place })
  await expect(importWorld(place, 'v', snapshot)).rejects.toMatchObject({
    fix: expect.stringContaining('world.restore() of its client'),
  })
})
