import { expect, it } from 'vitest'
import { ownFolder } from '../../tests/support/folder.ts'
import { requestOf } from '../../tests/support/request-of.ts'
import { standTimers } from '../../tests/support/timers.ts'
import { createLifeCycle, type LifeCycle } from '../life-cycle.ts'
import type { Core } from '../mock/core.ts'
import { openMock, type ServedMockOptions } from './served-mock.ts'

const inFolder = ownFolder()
const ALSO = 'tests/support/rest-of-the-api.openapi.yaml'

/** A mock that is closed after the work with it. */
async function withMock(
  options: ServedMockOptions,
  work: (served: Awaited<ReturnType<typeof openMock>>) => Promise<void>,
): Promise<void> {
  const cycle: LifeCycle = createLifeCycle({ onFault: (fault) => expect(fault).toBeUndefined() })
  try {
    await work(await openMock(cycle, options))
  } finally {
    await cycle.close()
  }
}

it('a mock answers the contract and its health, with a front and nothing else beside it', async () => {
  await withMock({}, async ({ mock, front, dialect, dispatch }) => {
    expect(await dispatch(requestOf('GET', '/api/v1/livechat/rooms'))).toMatchObject({ status: 401 })
    expect(await dispatch(requestOf('GET', '/healthz'))).toMatchObject({ status: 200 })
    expect(await dispatch(requestOf('GET', '/api/info'))).toMatchObject({ status: 200 })
    expect(mock.links).toMatchObject({ beside: [front?.beside], others: null, dialect: null })
    expect(dialect).toBeUndefined()
  })
})

it('without a front, nobody logs in there, and health is still told', async () => {
  await withMock({ front: false }, async ({ mock, front, dispatch }) => {
    expect([front, mock.links.beside]).toEqual([null, []])
    expect(await dispatch(requestOf('GET', '/api/info'))).toMatchObject({ status: 404 })
    expect(await dispatch(requestOf('GET', '/healthz'))).toMatchObject({ status: 200 })
  })
})

it('what answers beside it is asked in turn: its front, the routes of a dialect, other documents', async () => {
  await withMock({ dialect: 'neuron-meet', also: [ALSO] }, async ({ mock, front, dialect, dispatch }) => {
    expect([mock.links.dialect, mock.links.beside.length]).toEqual(['neuron-meet', 3])
    expect(mock.links.beside[0]).toBe(front?.beside)
    expect(mock.links.others?.at('/api/v1/me')).toBeTruthy()
    expect(dialect?.speech.routes.length).toBeGreaterThan(0)
    // Both the front and the other document have this path.
    expect(JSON.parse((await dispatch(requestOf('GET', '/api/v1/me'))).body)).toHaveProperty('status', 'error')
  })
})

it('its own contract and data are served, and the warning of a refused login goes where it is wanted', async () => {
  const [warnings, places]: [string[], string[]] = [[], []]
  const data = inFolder('kept.db')
  const contract = 'specs/meeting-rooms.openapi.yaml'
  await withMock({ data, contract, onWarning: (line) => void warnings.push(line) }, async ({ mock, dispatch }) => {
    places.push(mock.store.place)
    const post = (path: string, body: string) =>
      dispatch(requestOf('POST', path, { headers: { 'content-type': 'application/json' }, body }))
    await post('/api/v1/login', '{"user":"agent","password":"wrong"}')
    const guest = await post('/api/v1/video-conference.join', '{"callId":"697887e3c8b0533020781a4a"}')
    expect(guest.headers).toContain('Greenroom-Warning')
  })
  expect([places, warnings.length]).toEqual([['file'], 1])
})

it('worlds that nobody uses are dropped while it is served', async () => {
  using timers = standTimers({ clock: true })
  await withMock({ worldIdleMinutes: 1 }, async ({ mock }) => {
    await mock.worlds.make('w', mock.recipeOf('w', {}))
    timers.pass(30_000)
    expect(mock.worlds.get('w')).toBeDefined()
    timers.pass(90_000)
    expect(mock.worlds.get('w')).toBeUndefined()
  })
})

it('seats of sockets that were connected to an earlier process are given up', async () => {
  const data = inFolder('seats.db')
  const inside = (mock: Core) =>
    mock.store.change('default', ({ meetingRooms }) => ({
      result: meetingRooms.get('abc-def-ghi')?.inside.map(({ guestName }) => guestName),
      writes: [],
    }))
  await withMock({ data }, async ({ mock }) => {
    await mock.sockets().event('join-room', {
      world: mock.worlds.default,
      socket: { id: 'of-a-client-that-is-gone', caller: { kind: 'nobody' }, seat: null },
      payload: { code: 'abc-def-ghi', guestName: 'Jane' },
      headers: {},
      address: '::1',
      namespace: '/',
    })
    expect(await inside(mock)).toEqual(['Jane'])
  })
  await withMock({ data }, async ({ mock }) => expect(await inside(mock)).toEqual([]))
})
