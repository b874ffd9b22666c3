import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { groundOf } from '../mock/kept/ground.ts'
import { storeStep } from './store-step.ts'

/** The step of a store in a file of its own. */
async function stepAt(recipeOf = groundOf({}).recipeOf) {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-step-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return { folder, step: storeStep(join(folder, 'x.db'), { ...groundOf({}), recipeOf }, {}) }
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
