import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../open-store.ts'
import { parts, recipeOf } from '../lasting.suite.ts'
import { lookAtFile } from './look-at-file.ts'
import { openFile } from './open-file.ts'
import { FORMAT } from '../log/format.ts'
import { createTables, readMark, upgradeTables } from './schema.ts'
import { createSqliteStore } from './sqlite-store.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-file-'))
})
afterAll(() => rm(folder, { recursive: true }))

const at = (name: string): string => join(folder, name)

/** A closed file with a world and entries of it. */
async function written(name: string): Promise<string> {
  const store = await openStore(at(name), parts('a'))
  await store.begin('w', recipeOf('documented'))
  for (let used = 1; used < 300; used++)
    await store.change('w', () => ({
      result: 0,
      writes: [{ table: 'windows', key: `k${used}`, value: { start: 0, used } }],
    }))
  await store.close()
  return at(name)
}

/** Changes a closed file by SQL. */
function changed(path: string, sql: string): void {
  const db = new DatabaseSync(path)
  db.exec(sql)
  db.close()
}

const hashOf = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex')

const refusalOf = async (path: string): Promise<string> =>
  openStore(path, parts('b')).then(
    () => 'opened',
    (error: unknown) => String(error),
  )

const GIVE_UP =
  'Restore it from a copy, or start with another file; greenroom data drop <world> gives up a damaged world. Nothing was changed.'

const OTHER_DATA = 'Restore it from a copy, or use other data. Nothing was changed.'

const DAMAGES: readonly [what: string, sql: string, message: string][] = [
  ['a table that is gone', 'DROP TABLE meta', 'no such table: meta'],
  ['a small table that is gone', 'DROP TABLE dropped', 'no such table: dropped'],
  ['a column that is gone', 'ALTER TABLE journals DROP COLUMN skipped', 'no such column: skipped'],
  ['a format that never was', 'PRAGMA user_version = 0', 'its format is 0'],
  ['a format below all', 'PRAGMA user_version = -1', 'its format is -1'],
  ['no edition', 'DELETE FROM meta', 'it does not say which edition wrote it'],
  ['an empty edition', `UPDATE meta SET value = '' WHERE name = 'edition'`, 'it does not say which edition wrote it'],
  [
    'a snapshot that is no JSON',
    `INSERT INTO snapshots VALUES (1, 0, '{')`,
    'the world w cannot be read: the snapshot cannot be read',
  ],
  [
    'a snapshot that is none',
    `INSERT INTO snapshots VALUES (1, 0, '{}')`,
    'the world w cannot be read: the snapshot cannot be read',
  ],
  [
    'an empty snapshot',
    `INSERT INTO snapshots VALUES (1, 0, '')`,
    'the world w cannot be read: the snapshot cannot be read',
  ],
  [
    'an entry whose writes are none',
    `UPDATE entries SET body = json_set(body, '$.writes', json('[5]')) WHERE n = 7`,
    'the world w cannot be read: entry 7 cannot be read',
  ],
  [
    'an entry that writes to a table which is none',
    `UPDATE entries SET body = json_set(body, '$.writes', json('[["nothing","k",null]]')) WHERE n = 7`,
    'the world w cannot be read: there is no table nothing',
  ],
  [
    'an entry that differs from nothing',
    `UPDATE entries SET body = json_set(body, '$.writes', json('[["windows","new",null,{"set":{}}]]')) WHERE n = 7`,
    'the world w cannot be read: the row new of windows cannot be read: a difference has no row that it is from',
  ],
  [
    'an entry whose row is none',
    `UPDATE entries SET body = json_set(body, '$.writes', json('[["people","p",{}]]')) WHERE n = 7`,
    'the world w cannot be read: p cannot be a row of people',
  ],
  [
    'contents whose row is none',
    `UPDATE worlds SET contents = '{"rows":{"people":[["p",{}]]},"ids":{}}'`,
    'what the world w began with cannot be read',
  ],
  [
    'a number that nobody can count to',
    'INSERT INTO journals VALUES (1, 9007199254740993, 0, 0)',
    'the journal of the world w has numbers that cannot be',
  ],
  [
    'a generation that is none',
    `UPDATE meta SET value = 'many' WHERE name = 'generations'`,
    'how many worlds there have been cannot be read',
  ],
  [
    'a generation that nobody can count to',
    'UPDATE worlds SET generation = 9007199254740993',
    'Value is too large to be represented as a JavaScript number: 9007199254740993',
  ],
  [
    'contents whose end is cut',
    `UPDATE worlds SET contents = '{"rows":{},"id'`,
    'what the world w began with cannot be read',
  ],
  ['empty contents', `UPDATE worlds SET contents = ''`, 'what the world w began with cannot be read'],
  [
    'a recipe whose end is cut',
    'UPDATE worlds SET recipe = substr(recipe, 1, 20)',
    'the world w began from a seed that cannot be read',
  ],
]

describe('a file that can be no store is refused with what to do, and left as it was:', () => {
  it.each<[string, (path: string) => Promise<void> | void, string]>([
    ['text', (path) => writeFile(path, 'hello, world'), 'is not a database'],
    ['a long text', (path) => writeFile(path, 'hello, world\n'.repeat(100)), 'is not a database'],
    ['a database of another program', (path) => changed(path, 'PRAGMA application_id = 7'), 'of another program'],
    ['a newer format', (path) => changed(path, 'PRAGMA user_version = 9'), 'was written by a newer greenroom'],
    [
      'another edition',
      (path) => changed(path, `UPDATE meta SET value = '2022' WHERE name = 'edition'`),
      'holds worlds of the edition 2022, not current',
    ],
    ['a log with a gap', (path) => changed(path, 'DELETE FROM entries WHERE n = 5'), 'the log of the world w has gaps'],
    [
      'an entry that is no JSON',
      (path) => changed(path, `UPDATE entries SET body = '{' WHERE n = 7`),
      'entry 7 of the world w cannot be read',
    ],
    [
      'an entry that is JSON, but no entry',
      (path) => changed(path, `UPDATE entries SET body = '{}' WHERE n = 7`),
      'entry 7 of the world w cannot be read',
    ],
    ['damaged pages', damaged, 'is damaged'],
    ...DAMAGES.map(
      ([what, sql, message]) =>
        [what, (path: string) => changed(path, sql), `is damaged: ${message}`] satisfies [string, unknown, string],
    ),
  ])('%s', async (what, spoil, message) => {
    const path = await written(`${what.replaceAll(' ', '-')}.db`)
    await spoil(path)
    const before = await hashOf(path)
    const refusal = await refusalOf(path)
    expect(refusal).toContain(message)
    if (message.startsWith('is damaged: '))
      expect(refusal).toBe(`Fault: ${path} ${message}\n  ${message.includes('its format is') ? OTHER_DATA : GIVE_UP}`)
    if (message === 'is not a database')
      expect(refusal).toBe(`Fault: ${path} ${message}\n  Choose another file for --data. Nothing was changed.`)
    expect(refusal).toMatch(/^Fault: .+\n {2}[A-Z].+\.$/)
    expect(await hashOf(path)).toBe(before)
    // Whoever only looks hears the same; any edition may look.
    if (what !== 'another edition') await expect(lookAtFile(path)).rejects.toThrow(message)
    const others = (await readdir(folder)).filter(
      (name) => path.endsWith(name.replace(/-.{3,5}$/, '')) && !path.endsWith(name),
    )
    expect(others).toEqual([])
  })

  it('one of a process that was killed: the next start still knows of it', async () => {
    const path = await written('killed.db')
    changed(path, `INSERT INTO meta VALUES ('open', 'then'); UPDATE worlds SET recipe = json_set(recipe, '$.x', 0)`)
    const choosy = { ...parts('b'), recipes: { ...parts('b').recipes, fromData: () => null } }
    const before = await hashOf(path)
    await expect(openStore(path, choosy)).rejects.toThrow('of another version of greenroom')
    expect([await hashOf(path), (await lookAtFile(path)).wasCut]).toEqual([before, true])
  })

  it('one that another process has open, with the number of that process', async () => {
    const file = await openFile(at('open.db'), 'current')
    expect(await refusalOf(at('open.db'))).toBe(
      `Fault: ${at('open.db')} is in use by process ${process.pid}\n  Stop it, or start with another file: one file belongs to one server.`,
    )
    // Whoever only looks can ask that process. The file is named as it was given.
    await expect(openFile(`${folder}/./open.db`, null)).rejects.toMatchObject({
      message: `${folder}/./open.db is in use by process ${process.pid}`,
      fix: 'Stop it, or ask the running server: greenroom worlds lists and drops worlds there; world.snapshot() and world.restore() of its client take a snapshot and put one in.',
    })
    file.close()
    expect(await refusalOf(at('open.db'))).toBe('opened')
  })

  it('one that another process is just repairing', async () => {
    const file = await openFile(at('repaired.db'), 'current')
    file.close()
    // SQLITE_BUSY_RECOVERY
    const busy = Object.assign(new Error('database is locked'), { errcode: 261 })
    const judge = (): never => {
      throw busy
    }
    await expect(openFile(at('repaired.db'), 'current', judge)).rejects.toMatchObject({
      message: `${at('repaired.db')} is in use by another process`,
      fix: expect.stringContaining('one file belongs to one server'),
    })
  })

  it('one that another process has open, of which nobody knows the number', async () => {
    const file = await openFile(at('nameless.db'), 'current')
    for (const owner of ['', '{', '{"pid":0}', '{"pid":"1"}', '{"pid":4194305}']) {
      await writeFile(at('nameless.db-owner'), owner)
      expect(await refusalOf(at('nameless.db'))).toMatch(/nameless\.db is in use by another process\n/)
    }
    file.close()
  })

  it('an empty one where it cannot be written, while one that was not there is not left behind', async () => {
    await writeFile(at('was-empty.db'), '')
    // In the place of the files that are needed to write.
    for (const taken of ['was-empty.db-journal', 'was-none.db-journal', 'no-owner.db-owner']) await mkdir(at(taken))
    for (const name of ['was-empty.db', 'was-none.db', 'no-owner.db'])
      expect(await refusalOf(at(name))).toMatch(/^Fault: .+ cannot be (?:created|opened)/)
    expect((await readdir(folder)).filter((name) => /^(?:was-|no-owner)/.test(name))).toEqual([
      'no-owner.db-owner',
      'was-empty.db',
      'was-empty.db-journal',
      'was-none.db-journal',
    ])
    expect((await stat(at('was-empty.db'))).size).toBe(0)
  })

  it('an empty one beside which nothing can be written, and does not stay in use', async () => {
    await writeFile(at('unnamed.db'), '')
    await mkdir(at('unnamed.db-owner'))
    expect(await refusalOf(at('unnamed.db'))).toMatch(/^Fault: .+ cannot be created/)
    await rm(at('unnamed.db-owner'), { recursive: true })
    expect(await refusalOf(at('unnamed.db'))).toBe('opened')
  })

  it('a folder, and a path in none', async () => {
    await mkdir(at('a-folder'))
    expect(await refusalOf(at('a-folder'))).toContain('is a folder')
    expect(await refusalOf(`${folder}/./nowhere/x.db`)).toBe(
      `Fault: there is no folder ${folder}/./nowhere for ${folder}/./nowhere/x.db\n  Make it first, or choose another path.`,
    )
    expect(await refusalOf('')).toContain('is empty')
    expect(await readdir(at('a-folder'))).toEqual([])
  })

  it('where nothing can be written', async () => {
    const refusal = await refusalOf('/proc/greenroom.db')
    expect(refusal).toMatch(/^Fault: \/proc\/greenroom.db cannot be (?:created|opened)/)
  })
})

async function damaged(path: string): Promise<void> {
  const bytes = await readFile(path)
  bytes.fill(0x5a, 4096 * 2, 4096 * 6)
  await writeFile(path, bytes)
}

describe('a new file', () => {
  it('is written so that nothing is damaged when the power fails', async () => {
    const { db, close } = await openFile(at('safe.db'), 'current')
    const told = ['journal_mode', 'synchronous', 'wal_autocheckpoint', 'locking_mode'].map((name) =>
      Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {}).join(),
    )
    close()
    // 1 is NORMAL.
    expect(told).toEqual(['wal', '1', '8000', 'exclusive'])
  })

  it('can be read by its owner only, and is one file once it is closed', async () => {
    const path = await written('fresh.db')
    expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600')
    expect((await readdir(folder)).filter((name) => name.startsWith('fresh.db'))).toEqual(['fresh.db'])
  })

  it('may be one that is there, but empty', async () => {
    await writeFile(at('empty.db'), '')
    expect(await refusalOf(at('empty.db'))).toBe('opened')
  })
})

describe('a file of an older format', () => {
  it('is brought to the newest, step by step', () => {
    const db = new DatabaseSync(':memory:')
    createTables(db, 'current')
    const steps = {
      [FORMAT]: (file: DatabaseSync) => file.exec('ALTER TABLE worlds ADD COLUMN note TEXT'),
      [FORMAT + 1]: (file: DatabaseSync) => file.exec(`UPDATE worlds SET note = 'new'`),
    }
    upgradeTables(db, steps, FORMAT + 2)
    expect(readMark(db)).toEqual({ format: FORMAT + 2, edition: 'current' })
    expect(db.prepare('SELECT count(note) AS notes FROM worlds').get()).toEqual({ notes: 0 })
  })

  it('stays in the format of the last step that succeeded', () => {
    const db = new DatabaseSync(':memory:')
    createTables(db, 'current')
    const failing = {
      [FORMAT]: (file: DatabaseSync) => file.exec('ALTER TABLE worlds ADD COLUMN note TEXT'),
      [FORMAT + 1]: (file: DatabaseSync) => {
        file.exec('ALTER TABLE worlds ADD COLUMN half TEXT')
        throw new Error('no')
      },
    }
    expect(() => upgradeTables(db, failing, FORMAT + 2)).toThrow('no')
    expect(readMark(db).format).toBe(FORMAT + 1)
    expect(() => db.prepare('SELECT half FROM worlds')).toThrow('no such column')
    expect(() => upgradeTables(db, {}, FORMAT + 2)).toThrow(`no way from format ${FORMAT + 1}`)
  })
})

describe('entries of a world', () => {
  it('give way to a snapshot once they take more than it', async () => {
    const file = await openFile(at('trimmed.db'), 'current')
    const store = createSqliteStore(file, parts('a'))
    await store.begin('w', recipeOf('documented'))
    const count = (table: string): unknown => file.db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n']
    for (let n = 0; n < 1300; n++)
      await store.change('w', () => ({
        result: 0,
        writes: [{ table: 'windows', key: `${'k'.repeat(1000)} ${n % 5}`, value: { start: n, used: n } }],
      }))
    expect(count('snapshots')).toBe(1)
    expect(count('entries')).toBeLessThan(600)
    const before = await store.contents('w')
    await store.close()
    const again = await openStore(at('trimmed.db'), parts('b'))
    expect(await again.contents('w')).toEqual(before)
    await again.close()
  })

  it('do so in each world that was changed in one turn', async () => {
    const file = await openFile(at('both.db'), 'current')
    const store = createSqliteStore(file, parts('a'))
    const names = ['v', 'w', 'untouched']
    for (const name of names) await store.begin(name, recipeOf('documented'))
    const grow = async (name: string): Promise<unknown> =>
      store.change(name, () => ({
        result: 0,
        writes: [{ table: 'windows', key: 'k'.repeat(1024 * 1024), value: { start: 0, used: 1 } }],
      }))
    await Promise.all(names.slice(0, 2).map(grow))
    expect(file.db.prepare('SELECT name FROM worlds JOIN snapshots ON world = id ORDER BY id').all()).toEqual([
      { name: 'v' },
      { name: 'w' },
    ])
    await store.close()
  })
})
