import { expect, it } from 'vitest'
import { settle } from '../../tests/support/timers.ts'
import { requestOf } from '../../tests/support/request-of.ts'
import { createCore } from '../mock/core.ts'
import { createControl } from './control.ts'
import { lazyPlays } from './lazy-plays.ts'

it('the plays of a mock are loaded once, when they are first asked for', async () => {
  const plays = lazyPlays(createCore())
  expect(plays.ifAny()).toBeUndefined()
  plays.endAll()
  const [one, other] = await Promise.all([plays.get(), plays.get()])
  expect([other, await plays.ifAny(), await plays.get()]).toEqual([one, one, one])
  expect(other).toBe(one)
})

it('the end of a control plane is the end of its scenarios, and of its streams', async () => {
  const core = createCore()
  const control = createControl(
    core,
    () => 'http://127.0.0.1:4010',
    () => 'new',
  )
  const ask = async (method: string, target: string, body = '') => control.answer(requestOf(method, target, { body }))
  await ask('PUT', '/worlds/default/scenario', '{"name":"last-seat","mode":"step"}')
  const stream = await ask('GET', '/events')
  let ended = 0
  stream.stream?.(
    () => true,
    () => ended++,
  )
  expect((await ask('GET', '/worlds/default/scenario')).status).toBe(200)
  control.endAll()
  await settle()
  expect([ended, (await ask('GET', '/worlds/default/scenario')).status]).toEqual([1, 404])
})

it('a world is made at the address of the mock, under a new name', async () => {
  const control = createControl(
    createCore(),
    () => 'http://h:1',
    () => 'w-1',
  )
  const { body } = await control.answer(requestOf('POST', '/worlds'))
  expect(JSON.parse(body)).toMatchObject({ name: 'w-1', url: 'http://h:1/~w-1' })
})
