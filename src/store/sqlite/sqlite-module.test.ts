import { expect, it } from 'vitest'
import { loadSqlite } from './sqlite-module.ts'

it('SQLite is loaded, and the warnings of this process are as they were', async () => {
  const { DatabaseSync } = await loadSqlite()
  const db = new DatabaseSync(':memory:')
  expect(db.prepare('SELECT 1 AS one').get()).toEqual({ one: 1 })
  expect(process.emitWarning.name.endsWith('emitWarning')).toBe(true)
})

it('all warnings are shown while it is loaded, but that it is experimental', async () => {
  const emitWarning = process.emitWarning.bind(process)
  const shown: unknown[] = []
  process.emitWarning = (...about: unknown[]) => void shown.push(about)
  try {
    const loading = loadSqlite()
    process.emitWarning('SQLite is an experimental feature and might change at any time', 'ExperimentalWarning')
    process.emitWarning('SQLite is an experimental feature and might change at any time', 'OtherWarning')
    process.emitWarning('Another thing is experimental: SQLite is an experimental', 'ExperimentalWarning')
    await loading
    process.emitWarning('SQLite is an experimental feature, again', 'ExperimentalWarning')
  } finally {
    process.emitWarning = emitWarning
  }
  expect(shown).toEqual([
    ['SQLite is an experimental feature and might change at any time', 'OtherWarning'],
    ['Another thing is experimental: SQLite is an experimental', 'ExperimentalWarning'],
    ['SQLite is an experimental feature, again', 'ExperimentalWarning'],
  ])
})

it('who shows warnings since it began to load goes on to show them', async () => {
  const emitWarning = process.emitWarning.bind(process)
  const shown: unknown[] = []
  try {
    await loadSqlite(() => {
      process.emitWarning = (what: unknown) => void shown.push(what)
      return import('node:sqlite')
    })
    process.emitWarning('something else')
  } finally {
    process.emitWarning = emitWarning
  }
  expect(shown).toEqual(['something else'])
})

it('a Node without SQLite is refused with the one that it takes', async () => {
  const unknown = Object.assign(new Error('No such built-in module: node:sqlite'), {
    code: 'ERR_UNKNOWN_BUILTIN_MODULE',
  })
  await expect(loadSqlite(() => Promise.reject(unknown))).rejects.toThrow(
    expect.objectContaining({
      name: 'Fault',
      message: `keeping data in a file needs Node 22.19 or newer, and this is Node ${process.versions.node}`,
    }),
  )
  const other = new Error('out of memory')
  await expect(loadSqlite(() => Promise.reject(other))).rejects.toBe(other)
})
