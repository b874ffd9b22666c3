import { expect, it } from 'vitest'
import { groundOf } from '../mock/kept/ground.ts'
import { storeStep } from './store-step.ts'

it('the store of a mock opens with its default world, and has two seconds to close', async () => {
  const step = storeStep('memory', groundOf({}), {})
  expect([step.name, step.withinMs]).toEqual(['the data', 2_000])
  const store = await step.open()
  expect(store.worlds().map(({ name }) => name)).toEqual(['default'])
  await step.close?.(store)
})
