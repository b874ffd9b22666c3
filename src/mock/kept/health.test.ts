import { expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { createRouter } from '../route.ts'
import type { Health } from '../../world/store.ts'
import type { Answer, MockRequest } from '../answer.ts'
import { HEALTH_PATH, withHealth } from './health.ts'

it('no contract has the path of the health check', () => {
  for (const edition of Object.values(faces)) expect(createRouter(edition)(HEALTH_PATH)).toBeFalsy()
})

const OTHER: Answer = {
  status: 404,
  headers: [],
  body: 'other',
  about: { outcome: null, operation: null, cause: 'other', forced: null },
}
const ask = (health: Health | Promise<Health>, request: Partial<MockRequest> = {}): Answer | Promise<Answer> =>
  withHealth(() => OTHER, { place: 'file', health: () => health })({
    method: 'GET',
    target: HEALTH_PATH,
    headers: {},
    body: '',
    bodyBytes: 0,
    isCut: false,
    address: '',
    ...request,
  })

it('the health check says whether changes can be kept, and where; else why not', async () => {
  const ready = await ask({ isReady: true })
  expect([ready.status, ready.body, ready.about.cause]).toEqual([200, '{"ready":true,"data":"file"}\n', 'ready'])
  expect(ready.headers.slice(0, 2)).toEqual(['Content-Type', 'application/json'])
  const not = await ask(Promise.resolve({ isReady: false, why: 'the disk is full' }))
  expect([not.status, JSON.parse(not.body), not.about.cause]).toEqual([
    503,
    { ready: false, data: 'file', why: 'the disk is full' },
    'not ready: the disk is full',
  ])
})

it('it is asked by GET and HEAD at its path alone', async () => {
  expect(await ask({ isReady: true }, { method: 'HEAD' })).toMatchObject({ status: 200 })
  for (const other of [{ method: 'POST' }, { target: `${HEALTH_PATH}/` }, { target: `${HEALTH_PATH}?x` }])
    expect(await ask({ isReady: true }, other)).toBe(OTHER)
})
