import { expect, it } from 'vitest'
import type { Recorded } from '../world/journal.ts'
import { createControl } from './control.ts'
import { asking } from './testing/asking.ts'

const EXCHANGE: Recorded = {
  at: 5,
  request: { method: 'GET', target: '/of-another-process', headers: {}, body: '' },
  answer: { status: 200, body: '', about: { outcome: null, operation: null, cause: '', forced: null } },
}

/** A mock, in whose default world another process has recorded an exchange that is not read here yet. */
function beside() {
  const plane = asking()
  const { journal } = plane.core.worlds.default
  let refreshed = 0
  Object.defineProperty(journal, 'refresh', {
    value: async () => {
      await Promise.resolve()
      if (refreshed++ === 0) await journal.add(EXCHANGE)
    },
  })
  return { ...plane, journal, refreshed: () => refreshed }
}

it.each([
  ['GET', '/worlds', { worlds: [expect.objectContaining({ exchanges: 1, latest: 1 })] }],
  ['GET', '/worlds/default', expect.objectContaining({ exchanges: 1, latest: 1 })],
  ['GET', '/worlds/default/journal', expect.objectContaining({ entries: [expect.objectContaining({ n: 1 })] })],
  ['DELETE', '/worlds/default/journal', { count: 1 }],
  ['GET', '/worlds/default/journal/1/decision', expect.objectContaining({ n: 1 })],
])('%s %s knows what other processes have recorded by then', async (method, path, body) => {
  const { ask } = beside()
  expect((await ask(method, path)).body).toEqual(body)
})

it.each(['/events', '/worlds/default/events'])(
  'a stream of %s begins after what other processes have recorded',
  async (path) => {
    const { core, refreshed } = beside()
    const control = createControl(
      core,
      () => '',
      () => '',
    )
    await control.answer({
      method: 'GET',
      target: path,
      headers: {},
      body: '',
      bodyBytes: 0,
      isCut: false,
      address: '',
    })
    expect(refreshed()).toBe(1)
    control.endAll()
  },
)
