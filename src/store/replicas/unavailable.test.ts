import { expect, it } from 'vitest'
import { StoreUnavailable } from '../../world/store.ts'
import { Away, Declined } from '../redis/away.ts'
import { orUnavailable } from './unavailable.ts'

const faultOf = (error: unknown): Promise<unknown> =>
  orUnavailable(async () => {
    throw error
  }).catch((fault: unknown) => fault)

it('work that succeeds returns its result', async () => {
  expect(await orUnavailable(async () => 'done')).toBe('done')
})

it.each([
  [new Away('the connection was lost', true), 'the Redis server is away (the connection was lost)', true],
  [new Away('not connected yet'), 'the Redis server is away (not connected yet)', false],
  [new Declined('OOM too much'), 'the Redis server declines to write (OOM too much)', false],
])('%s makes the store unavailable, and says whether the change may have happened', async (cause, message, may) => {
  const fault = await faultOf(cause)
  expect(fault).toBeInstanceOf(StoreUnavailable)
  expect(fault).toMatchObject({ message, cause, mayHaveHappened: may })
})

it('another failure is passed on as it is', async () => {
  const error = new Error('a defect')
  expect(await faultOf(error)).toBe(error)
})
