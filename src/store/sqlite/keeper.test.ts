import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { StoreUnavailable } from '../../world/store.ts'
import { createKeeper } from './keeper.ts'
import type { SqliteReason } from './sqlite-reason.ts'
import { createTables } from './schema.ts'

function open() {
  const db = new DatabaseSync(':memory:')
  createTables(db, 'current')
  const write = (): unknown => db.exec(`INSERT INTO dropped (name) VALUES ('w')`)
  const file: { loss: SqliteReason | null } = { loss: null }
  return { db, write, file, keeper: createKeeper(db, '/data/x.db', () => file.loss) }
}

const READ_ONLY = 'x.db is read-only, or was moved or deleted'

describe('what writes to a file', () => {
  it('returns what the work returns, and is ready', () => {
    const { keeper } = open()
    expect([keeper.keep(() => 'kept'), keeper.keepIfPossible(() => {}), keeper.health()]).toEqual([
      'kept',
      true,
      { isReady: true },
    ])
  })

  it('says why SQLite fails, with what to do, and is not ready until it can write again', () => {
    const { db, write, keeper } = open()
    db.exec('PRAGMA query_only = ON')
    const fault = (() => {
      try {
        return keeper.keep(write)
      } catch (error) {
        return error
      }
    })()
    expect(fault).toBeInstanceOf(StoreUnavailable)
    expect(fault).toMatchObject({
      message: READ_ONLY,
      fix: 'Make the file and its folder writable for the user of this process.',
      cause: expect.any(Error),
      mayHaveHappened: false,
    })
    expect([keeper.keepIfPossible(write), keeper.health()]).toEqual([false, { isReady: false, why: READ_ONLY }])
    db.exec('PRAGMA query_only = OFF')
    expect([keeper.health(), keeper.keepIfPossible(write)]).toEqual([{ isReady: true }, true])
  })

  it('is ready again after work that succeeds, without a look of its own', () => {
    const { db, write, keeper } = open()
    db.exec('PRAGMA query_only = ON')
    keeper.keepIfPossible(write)
    db.exec('PRAGMA query_only = OFF')
    keeper.keep(write)
    db.exec('PRAGMA query_only = ON')
    expect(keeper.health()).toEqual({ isReady: true })
  })

  it('writes nothing to a file that is lost, and is not ready until it is found', () => {
    const { write, file, keeper } = open()
    file.loss = { why: 'x.db was removed', fix: 'Start again.' }
    expect(keeper.health()).toEqual({ isReady: false, why: 'x.db was removed' })
    const unwanted = (): never => expect.unreachable('nothing is written')
    expect(() => keeper.keep(unwanted)).toThrow(new StoreUnavailable('x.db was removed', 'Start again.'))
    expect(() => keeper.keep(unwanted)).toThrow(expect.objectContaining({ fix: 'Start again.' }))
    file.loss = null
    expect([keeper.health(), keeper.keepIfPossible(write)]).toEqual([{ isReady: true }, true])
  })

  it('passes a defect on, which says nothing about the file', () => {
    const { keeper } = open()
    const defect = new Error('a defect')
    const failing = (): never => {
      throw defect
    }
    expect(() => keeper.keep(failing)).toThrow(defect)
    expect(() => keeper.keepIfPossible(failing)).toThrow(defect)
    expect(keeper.health()).toEqual({ isReady: true })
  })
})
