import { expect, it } from 'vitest'
import { StoreUnavailable } from '../../world/store.ts'
import { Damaged } from '../log/damaged.ts'
import { Away, Declined } from '../redis/away.ts'
import { ListDamaged } from './damage.ts'
import { createKeys } from './keys.ts'
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

it('what is damaged makes the store unavailable, with what can be done about it', async () => {
  const cause = new Damaged('the log is damaged')
  expect(await faultOf(cause)).toMatchObject({
    name: 'StoreUnavailable',
    message: 'the log is damaged',
    fix: 'Restore it from a copy. To give up the world that it belongs to: greenroom worlds drop <name>, or greenroom data import <name> <snapshot> --replace. Or use another ?prefix=.',
    cause,
    mayHaveHappened: false,
  })
  const list = new ListDamaged('the list is gone', createKeys('qa:'))
  expect(await faultOf(list)).toMatchObject({ message: 'the list is gone', fix: list.fix, cause: list })
})

it('says what to do while the server is away, or declines', async () => {
  expect(await faultOf(new Away('gone'))).toMatchObject({
    fix: 'Try again once it is back; the mock finds it by itself.',
  })
  expect(await faultOf(new Declined('OOM'))).toMatchObject({
    fix: 'See its memory limit, its disk, and what its user may do.',
  })
})
