import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { groundOf } from '../mock/kept/ground.ts'
import { createJournalBudget } from '../world/journal-budget.ts'
import { storeStep } from './store-step.ts'

/** The step of a store in a file of its own. */
async function stepAt(recipeOf = groundOf({}).recipeOf, warnings: string[] = []) {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-step-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return {
    folder,
    step: storeStep(join(folder, 'x.db'), { ...groundOf({}), recipeOf }, { onWarning: (line) => warnings.push(line) }),
  }
}

it('the store of a mock opens with its default world, and has two seconds to close', async () => {
  const { step } = await stepAt()
  expect([step.name, step.withinMs]).toEqual(['the data', 2_000])
  const store = await step.open()
  expect(store.worlds().map(({ name }) => name)).toEqual(['default'])
  await step.close?.(store)
})

it('a store whose default world cannot begin is closed', async () => {
  const { folder, step } = await stepAt(() => {
    throw new Error('no seed')
  })
  await expect(step.open()).rejects.toThrow('no seed')
  expect(await readdir(folder)).toEqual(['x.db'])
})

it('a store tells of a call that cannot be read', async () => {
  const warnings: string[] = []
  const { folder, step } = await stepAt(undefined, warnings)
  await step.close?.(await step.open())
  const db = new DatabaseSync(join(folder, 'x.db'))
  db.exec(`INSERT INTO exchanges SELECT id, 1, '{' FROM worlds`)
  db.close()
  const store = await step.open()
  store.journal('default', createJournalBudget())
  expect(warnings).toEqual([
    'x.db is damaged: of the world default, a call in its journal cannot be read. All else goes on.',
  ])
  await step.close?.(store)
})
