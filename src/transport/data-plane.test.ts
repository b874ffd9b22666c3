import { expect, it } from 'vitest'
import { settle, standTimers } from '../../tests/support/timers.ts'
import { createLifeCycle } from '../life-cycle.ts'
import { undocumented } from '../mock/answer.ts'
import { defaultLimits } from '../mock/limits.ts'
import { createClientConnections } from './connections.ts'
import { openData } from './data-plane.ts'
import type { HttpParts } from './node-http.ts'

const parts: HttpParts = {
  dispatch: () => ({ status: 200, headers: [], body: 'ok', about: undocumented('') }),
  guard: () => ({ passes: true, origin: null }),
  limits: defaultLimits,
  connections: createClientConnections(10),
  onFault: (fault) => expect.unreachable(String(fault)),
}
const cycle = () => createLifeCycle({ onFault: (fault) => expect.unreachable(String(fault)) })
const isServed = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/`).then(
    async (answer) => (await answer.text()) === 'ok',
    () => false,
  )

it('listens until the life cycle ends', async () => {
  const life = cycle()
  const port = await openData(life, parts, ['127.0.0.1'], 0)
  expect(await isServed(port)).toBe(true)
  await life.close()
  expect(await isServed(port)).toBe(false)
})

it('listens at the port that it is given, and rejects if that is taken', async () => {
  const [life, other] = [cycle(), cycle()]
  const port = await openData(life, parts, ['127.0.0.1'], 0)
  await expect(openData(other, parts, ['127.0.0.1'], port)).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await life.close()
  const again = cycle()
  expect(await openData(again, parts, ['127.0.0.1'], port)).toBe(port)
  await again.close()
})

it('ends Socket.IO while its port is still open', async () => {
  const life = cycle()
  const seen: unknown[] = []
  const sockets = {
    takes: () => false,
    request: () => {},
    upgrade: () => {},
    close: async () => {
      // Its connections may still say something, and nobody new comes.
      await new Promise((resolve) => setImmediate(resolve))
      seen.push(await isServed(port))
    },
  }
  const port = await openData(life, { ...parts, sockets }, ['127.0.0.1'], 0)
  expect([await isServed(port), seen]).toEqual([true, []])
  await life.close()
  expect(seen).toEqual([false])
})

it('cuts what is under way when it has had a second and a half, and not before', async () => {
  using timers = standTimers()
  const life = cycle()
  const asked = Promise.withResolvers<void>()
  const connections = createClientConnections(10)
  const dispatch: HttpParts['dispatch'] = () => {
    asked.resolve()
    return new Promise(() => {})
  }
  const port = await openData(life, { ...parts, connections, dispatch }, ['127.0.0.1'], 0)
  let isOver = false
  const answer = isServed(port).finally(() => (isOver = true))
  await asked.promise
  const closed = life.close()
  timers.pass(1_499)
  await settle()
  expect(isOver).toBe(false)
  await timers.during(Promise.all([closed, answer]))
  expect(await answer).toBe(false)
})
