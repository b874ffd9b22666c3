import { copyFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../tests/support/folder.ts'
import { requestOf } from '../../tests/support/request-of.ts'
import type { Answer } from '../mock/answer.ts'
import { createCore } from '../mock/core.ts'
import type { BesideRequest } from '../mock/dispatch.ts'
import { setClock } from '../world/clock.ts'
import { openAlso } from './open-also.ts'

const inFolder = ownFolder()
const DOCUMENT = 'tests/support/rest-of-the-api.openapi.yaml'
const HOSTILE = 'tests/support/hostile.openapi.yaml'
const NOW = Date.parse('2026-03-03T10:30:00.000Z')
const TOKEN = { 'x-auth-token': 't' }

/** The operations of these documents, beside a mock that does not know them. */
async function open(...files: string[]) {
  const core = createCore({ clock: setClock(NOW) })
  const also = await openAlso(files, core)
  const ask = (target: string, request: Partial<BesideRequest['request']> = {}) => {
    const [path = '', query = ''] = target.split('?')
    const sent = {
      method: 'GET',
      target,
      headers: TOKEN,
      body: '',
      bodyBytes: 0,
      isCut: false,
      address: '127.0.0.1',
      ...request,
    }
    return also.beside({ world: core.worlds.default, request: sent, path, query })
  }
  const answered = async (...how: Parameters<typeof ask>): Promise<Answer> => {
    const answer = await ask(...how)
    if (!answer) throw new Error('it is not answered')
    return answer
  }
  return { also, ask, answered, journal: () => core.worlds.default.journal.since(0) }
}

const headerOf = ({ headers }: Answer, name: string): string | undefined =>
  headers.includes(name) ? headers[headers.indexOf(name) + 1] : undefined

describe('operations of other documents', () => {
  it('are answered by path and method, HEAD as GET, and no others', async () => {
    const { ask, answered } = await open(DOCUMENT)
    for (const method of ['GET', 'HEAD'])
      expect(await answered('/api/v1/users.list?count=2', { method })).toMatchObject({ status: 200, world: 'default' })
    expect((await answered('/api/v1/livechat/rooms', { method: 'POST' })).status).toBe(201)
    expect((await answered('/api/v1/users/ann/avatar', { method: 'DELETE' })).status).toBe(204)
    for (const [method, path] of [
      ['PUT', '/api/v1/users.list'],
      ['HEAD', '/no-answer'],
      ['GET', '/api/v1/users'],
    ] as const)
      expect(ask(path, { method }), path).toBeUndefined()
  })

  it('are recorded in the journal of the world, on its clock', async () => {
    const { answered, journal } = await open(DOCUMENT)
    const { body } = await answered('/api/v1/users.list?count=2')
    expect(journal()).toMatchObject([
      {
        at: NOW,
        request: { target: '/api/v1/users.list?count=2' },
        answer: { status: 200, body, about: { outcome: null, cause: `from ${DOCUMENT}, by Prism` } },
      },
    ])
  })

  it('are recorded at the time of a store that answers later, too', async () => {
    const core = createCore({ clock: setClock(NOW) })
    const store: Pick<typeof core.store, 'change'> = {
      change: (...asked) => Promise.resolve(core.store.change(...asked)),
    }
    const { beside } = await openAlso([DOCUMENT], { store, limits: core.limits })
    const world = core.worlds.default
    const request = requestOf('GET', '/api/v1/users.list?count=2', { headers: TOKEN })
    await beside({ world, request, path: '/api/v1/users.list', query: 'count=2' })
    expect(world.journal.since(0)).toMatchObject([{ at: NOW }])
  })

  it('refuse a body that was cut', async () => {
    const { answered, journal } = await open(DOCUMENT)
    const { status, body } = await answered('/api/v1/livechat/rooms', { method: 'POST', isCut: true })
    const { title, detail } = JSON.parse(body)
    expect([status, title, journal().length]).toEqual([413, 'Body too large', 1])
    expect(detail).toBe(
      'The body is too large. The limit is 1048576; start the server with --limit body=<number> to allow more.',
    )
  })

  it('are listed once, as the first document has them', async () => {
    const later = inFolder('later.yaml')
    await copyFile(DOCUMENT, later)
    const { also } = await open(DOCUMENT, later, HOSTILE)
    expect(JSON.stringify(also.operations)).not.toContain('later.yaml')
    const keys = also.operations.map(({ method, path }) => `${method} ${path}`)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys[0]).toBe('GET /api/v1/livechat/rooms')
    expect(also.at('/api/v1/me')?.faces.get('GET')?.operation).toBe('meOtherwise')
    expect(also.at('/only-switching')?.faces.size).toBe(1)
  })

  it('say which preference was heeded, and what is wrong with the request', async () => {
    const { answered } = await open(DOCUMENT)
    const none = await answered('/api/v1/users.list?count=2', { headers: { ...TOKEN, prefer: 'example=none' } })
    expect([JSON.parse(none.body), headerOf(none, 'Preference-Applied'), headerOf(none, 'Vary')]).toEqual([
      { users: [] },
      'example=none',
      'Prefer',
    ])
    const plain = await answered('/api/v1/users.list?count=2')
    expect([headerOf(plain, 'Preference-Applied'), headerOf(plain, 'Greenroom-Outcome')]).toEqual([undefined, 'prism'])
    const wrong = await answered('/api/v1/users.list?count=x')
    const forced = await answered('/api/v1/users.list?count=x', {
      headers: { ...TOKEN, prefer: 'code=200, example=none' },
    })
    expect([forced.status, headerOf(forced, 'Preference-Applied')]).toEqual([422, undefined])
    expect([wrong.status, wrong.about.cause]).toEqual([
      422,
      `from ${DOCUMENT}, by Prism: Request query parameter count must be integer (/query/count)`,
    ])
  })

  it('never send a status or a header that HTTP does not have', async () => {
    const { answered } = await open(HOSTILE)
    const only = await answered('/only-switching')
    expect([only.status, JSON.parse(only.body).title, headerOf(only, 'Greenroom-Outcome')]).toEqual([
      500,
      'No answer is documented',
      'prism',
    ])
    expect((await answered('/switching')).status).toBe(204)
    expect((await answered('/range')).status).toBe(400)
    const framed = await answered('/framed')
    expect(framed.headers.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase())).not.toContain(
      'content-length',
    )
    expect(framed.about.cause).toContain('without the headers "X-Lines", "X-Wide", which HTTP does not allow')
  })

  it('of a document that is not there are refused', async () => {
    await expect(openAlso(['nowhere.yaml'], createCore())).rejects.toMatchObject({ name: 'Fault' })
  })
})
