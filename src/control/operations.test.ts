import { expect, it } from 'vitest'
import { controlRoutes } from '../contract/compiled/control-routes.ts'
import { controlOperations } from './operations.ts'
import { createCore } from '../mock/core.ts'
import { lazyPlays } from './lazy-plays.ts'
import { createOpenEnds } from './open-ends.ts'
import { asking } from './testing/asking.ts'
import { watchSeatWays } from './views/seat-ways.ts'

it('the mock lists its operations, those of sockets alone, too, each with every outcome once', async () => {
  const { core, ask } = asking()
  const { status, body } = await ask('GET', '/mock')
  expect([status, body]).toEqual([
    200,
    {
      edition: 'current',
      seed: 'documented',
      url: 'http://127.0.0.1:4010',
      operations: expect.objectContaining({
        connectMeetingRooms: ['unauthorized', 'connected'],
        lockMeetingRoom: expect.arrayContaining(['not-host', 'lock-changed']),
      }),
    },
  ])
  const { operations } = Object(body)
  expect(Object.keys(operations)).toEqual(core.operations)
  for (const names of Object.values<string[]>(operations)) expect(names).toEqual([...new Set(names)])
  expect(operations.joinMeetingRoom).toContain('joined-as-guest')
})

it('the mock says which dialect it speaks, if any', async () => {
  const { core, ask } = asking()
  core.links.dialect = 'neuron-meet'
  expect((await ask('GET', '/mock')).body).toMatchObject({ dialect: 'neuron-meet' })
})

it('every operation of the contract has a handler', () => {
  const core = createCore()
  const operations = controlOperations({
    core,
    dataUrl: () => '',
    newName: () => '',
    openEnds: createOpenEnds(),
    plays: lazyPlays(core),
    ways: watchSeatWays(core),
  })
  expect(Object.keys(operations).toSorted()).toEqual(controlRoutes.map(({ id }) => id).toSorted())
})

it.each([
  ['people', 'id', { username: 'x' }],
  ['roles', 'name', { permissions: ['x'] }],
  ['livechat-rooms', '_id', { fname: 'x' }],
  ['calls', 'id', { url: 'x' }],
  ['departments', 'id', { name: 'x' }],
  ['meeting-rooms', 'code', { maxParticipants: 7 }],
])('rows of %s are listed, read, written, changed and removed under their own path', async (table, keyName, change) => {
  const { ask } = asking()
  const all = `/worlds/default/${table}`
  await ask('PUT', '/worlds/default/departments/d', { id: 'd', name: 'D', ancestors: [], agents: null })
  const { body: page } = await ask('GET', all)
  const [row] = Object(page).rows
  expect(row).toHaveProperty(Object.keys(change))
  const one = `${all}/${encodeURIComponent(row[keyName])}`
  expect(await ask('GET', one)).toEqual({ status: 200, body: row })
  expect(await ask('PATCH', one, change)).toEqual({ status: 200, body: { ...row, ...change } })
  expect(await ask('PUT', one, row)).toEqual({ status: 200, body: row })
  expect(await ask('PUT', one, change)).toMatchObject({ status: 400 })
  expect(await ask('DELETE', one)).toEqual({ status: 200, body: { count: 1 } })
  expect((await ask('GET', one)).status).toBe(404)
})
