import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { listening } from '../../tests/support/node-server.ts'
import { standTimers } from '../../tests/support/timers.ts'
import { createLifeCycle } from '../life-cycle.ts'
import { undocumented, type Answer } from '../mock/answer.ts'
import { defaultLimits } from '../mock/limits.ts'
import { startServer } from '../server.ts'
import { createClientConnections } from './connections.ts'
import { openControl, type ControlListenerParts, type ControlOptions } from './control-plane.ts'

const TOKEN = 'x'.repeat(32)
const OK: Answer = { status: 200, headers: [], body: 'ok', about: undocumented('') }

/** A control plane beside the port of a mock; `close` ends it. */
async function opened(options: ControlOptions, more: Partial<ControlListenerParts> = {}) {
  const life = createLifeCycle({ onFault: (fault) => expect.unreachable(String(fault)) })
  const parts: ControlListenerParts = {
    dispatch: () => OK,
    limits: defaultLimits,
    onFault: (fault) => expect.unreachable(String(fault)),
    connections: createClientConnections(10),
    dataPort: 0,
    isOpen: () => false,
    ...more,
  }
  const running = await openControl(life, parts, options)
  const ask = (token?: string, path = '/'): Promise<Response> =>
    fetch(`${running.url}${path}`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })
  return { ...running, ask, close: () => life.close() }
}

it('the control plane takes a token of 32 characters, and none that is shorter, or that no header can carry', async () => {
  const server = await startServer({ control: { token: TOKEN } })
  expect(server.control?.token).toBe(TOKEN)
  await server.close()
  await expect(startServer({ control: { token: TOKEN.slice(1) } })).rejects.toMatchObject({
    message: 'the token of the control plane has 31 characters',
    fix: 'Use 32 or more, or omit it to generate one.',
  })
  for (const bad of [`${TOKEN}\n`, `${TOKEN} ${TOKEN}`, `${TOKEN}ö`])
    await expect(startServer({ control: { token: bad } })).rejects.toMatchObject({
      message: 'the token of the control plane has characters that are not allowed in headers',
      fix: 'Use letters and digits.',
    })
})

it('it makes a token of 32 random bytes, and answers nobody without it, but for what is open', async () => {
  const one = await opened({ port: 0 }, { isOpen: (target) => target === '/open' })
  const other = await opened({ port: 0 })
  expect(one.token).toMatch(/^[0-9a-f]{64}$/)
  expect(one.token).not.toBe(other.token)
  expect([(await one.ask(one.token)).status, (await one.ask()).status, (await one.ask(other.token)).status]).toEqual([
    200, 401, 401,
  ])
  const open = await one.ask(undefined, '/open')
  expect([open.status, open.headers.get('cross-origin-resource-policy')]).toEqual([200, 'same-origin'])
  await Promise.all([one.close(), other.close()])
})

it('it is at the port after that of the mock, at any other if that is taken, and else at the one that is named alone', async () => {
  await using taken = await listening(createServer())
  const beside = await opened({}, { dataPort: taken.port - 1 })
  expect([beside.port === taken.port, (await beside.ask(beside.token)).status]).toEqual([false, 200])
  await beside.close()
  await expect(opened({ port: taken.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  const next = await opened({}, { dataPort: beside.port - 1 })
  expect(next.port).toBe(beside.port)
  await next.close()
  // There is no port after the last.
  const last = await opened({}, { dataPort: 65_535 })
  expect((await last.ask(last.token)).status).toBe(200)
  await last.close()
})

it('it takes no calls from the moment that the server closes, also while other parts are still closing', async () => {
  const life = createLifeCycle({ onFault: (fault) => expect.unreachable(String(fault)) })
  const onFault = (fault: unknown): never => expect.unreachable(String(fault))
  const parts = { dispatch: () => OK, limits: defaultLimits, onFault, connections: createClientConnections(10) }
  const { url } = await openControl(life, { ...parts, dataPort: 0, isOpen: () => true }, { port: 0 })
  const ask = (): Promise<unknown> => fetch(url, { headers: { connection: 'close' } }).then(({ status }) => status)
  const asked = [await ask()]
  await life.open({
    name: 'a later part',
    open: () => {},
    close: async () => void asked.push(await ask().catch(() => 0)),
  })
  await life.close()
  expect(asked).toEqual([200, 0])
})

it('it cuts what is still read half a second after it is closed', async () => {
  using timers = standTimers()
  const asked = Promise.withResolvers<void>()
  const dispatch: ControlListenerParts['dispatch'] = () => {
    asked.resolve()
    return new Promise(() => {})
  }
  const { ask, token, close } = await opened({ port: 0, token: TOKEN }, { dispatch })
  const answer = ask(token).catch(() => 'cut')
  await asked.promise
  await timers.during(Promise.all([close(), answer]))
  expect(await answer).toBe('cut')
})
