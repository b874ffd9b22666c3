import { expect, it } from 'vitest'
import { requestOf } from '../../../tests/support/request-of.ts'
import type { Answer, MockRequest } from '../../mock/answer.ts'
import { createCore, type MockOptions } from '../../mock/core.ts'
import { setClock } from '../../world/clock.ts'
import { PLAIN_DIALECT } from '../dialect.ts'
import { NO_SPEECH, type Speech } from '../speech.ts'
import { createDialectRoutes } from './routes.ts'

const speech: Speech = {
  ...NO_SPEECH,
  routes: [
    { method: 'GET', path: '/room/{code}', asks: 'room', status: 203, answers: { is: '$/room/code' } },
    { method: 'POST', path: '/users', asks: 'register', status: 201, answers: { who: '$/user/name', key: '$/token' } },
    { method: 'POST', path: '/in', asks: 'log-in', status: 200, answers: { who: '$/user/name', key: '$/token' } },
    { method: 'POST', path: '/rooms', asks: 'create-room', status: 201, answers: {} },
  ],
  refusals: { 'no-room': { status: 410, message: 'No such room' } },
  refusal: { code: '$/status', says: '$/message' },
}

function begin(options: MockOptions = {}) {
  const core = createCore(options)
  const beside = createDialectRoutes({ ...PLAIN_DIALECT, speech }, core)
  const world = core.worlds.default
  const ask = (method: string, path: string, more: Partial<MockRequest> = {}) =>
    beside({ world, request: requestOf(method, path, more), path, query: '' })
  const answered = async (...asked: Parameters<typeof ask>): Promise<Answer> => {
    const answer = await ask(...asked)
    if (!answer) throw new Error('it is not answered')
    return answer
  }
  return { core, ask, answered, journal: () => world.journal.since(0) }
}

const JSON_TYPE = { 'content-type': 'application/json' }
const toldBy = ({ status, body }: Answer): unknown => [status, JSON.parse(body)]
const ANN = '{"email":"ann","password":"hidden","displayName":"Ann"}'

it('routes answer by path and method, HEAD as GET, and nothing else', async () => {
  const { ask, answered, journal } = begin({ clock: setClock(7) })
  for (const method of ['GET', 'HEAD']) {
    const answer = await answered(method, '/room/abc-def-ghi')
    expect([toldBy(answer), answer.world]).toEqual([[203, { is: 'abc-def-ghi' }], 'default'])
    expect(Object.fromEntries(Array.from({ length: 4 }, (_, n) => answer.headers.slice(2 * n, 2 * n + 2)))).toEqual({
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Greenroom-Outcome': 'room',
    })
    expect(answer.headers).toHaveLength(8)
  }
  expect([ask('POST', '/room/abc-def-ghi'), ask('HEAD', '/users'), ask('GET', '/room')]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(journal()).toMatchObject([
    { at: 7, request: { method: 'GET', target: '/room/abc-def-ghi' }, answer: { body: '{"is":"abc-def-ghi"}' } },
    { at: 7, request: { method: 'HEAD' } },
  ])
})

it('a refusal has the status and message of the dialect, else 400 and its reason', async () => {
  const { answered } = begin()
  const gone = await answered('GET', '/room/x')
  expect([toldBy(gone), gone.headers.at(-1)]).toEqual([[410, { code: 410, says: 'No such room' }], 'no-room'])
  expect(gone.about.cause).toBe('no-room, in the words of the dialect')
  expect(toldBy(await answered('POST', '/users'))).toEqual([400, { code: 400, says: 'wrong-form' }])
})

it('bodies are JSON or a form; passwords and tokens reach the client, and no journal', async () => {
  const { answered, journal, core } = begin()
  const made = await answered('POST', '/users', { headers: JSON_TYPE, body: ANN })
  expect(toldBy(made)).toEqual([201, { who: 'Ann', key: expect.stringContaining('.') }])
  const form = { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'email=ann&password=hidden' }
  expect(toldBy(await answered('POST', '/in', form))).toEqual([200, { who: 'Ann', key: expect.any(String) }])
  const shown = { request: { body: '{}' }, answer: { body: '{}' } }
  expect(journal()).toMatchObject([shown, shown])
  const people = await core.store.change('default', (state) => ({ result: [...state.people.entries()], writes: [] }))
  expect(people.filter(([, { username }]) => username === 'ann')).toHaveLength(1)
})

it('a body without passwords is kept as it is, and the answer to it', async () => {
  const { answered, journal } = begin()
  await answered('POST', '/rooms', { headers: JSON_TYPE, body: '{"maxParticipants":5}' })
  expect(journal()).toMatchObject([
    {
      request: { body: '{"maxParticipants":5}' },
      answer: { status: 400, body: '{"code":400,"says":"not-logged-in"}', about: { outcome: null } },
    },
  ])
})

it('where the world is full, a route that would write answers 503, and one that only reads as ever', async () => {
  const { answered, core } = begin({ limits: { world: 1 } })
  await answered('POST', '/users', { headers: JSON_TYPE, body: ANN })
  const isFull = await core.store.change('default', (state) => ({ result: state.isFull, writes: [] }))
  expect(isFull).toBe(true)
  const full = await answered('POST', '/users', { headers: JSON_TYPE, body: ANN.replaceAll('nn', 'bby') })
  expect([full.status, JSON.parse(full.body).title]).toEqual([503, 'World full'])
  const found = await core.store.change('default', (state) => ({ result: [...state.people.entries()], writes: [] }))
  expect(JSON.stringify(found)).not.toContain('abby')
  expect((await answered('GET', '/room/abc-def-ghi')).status).toBe(203)
})
