import { describe, expect, it } from 'vitest'
import { beginAsking, contract, operationOf, operationsThat, refused, streams } from '../support/asking.ts'
import type { ControlContract } from '../support/control-judge.ts'
import { jsonOf } from '../support/plane.ts'
import type { Received } from '../support/referee.ts'

const asked = beginAsking()
const { ask, pathOf } = asked

describe('what is not there', () => {
  const makers = ['replaceWorld', 'restoreSnapshot']
  it.each(operationsThat(({ id, path }) => path.includes('{world}') && ![...makers, ...streams].includes(id)))(
    'is a 404 for $id: no such world',
    async (operation) => {
      for (const world of ['nowhere', '__proto__', 'constructor', 'a%2F..', 'x'.repeat(200), '%F0%9F%98%80']) {
        const answer = await ask(operation, asked.bodies[operation.id], pathOf(operation, world))
        expect(answer.status).toBe(404)
        expect(jsonOf(answer)['detail']).toContain('There is no world')
      }
      expect(asked.plane.server.mock.worlds.get('nowhere')).toBeUndefined()
    },
  )

  it('is a 404, and no stream, for who would follow a world that is not there', async () => {
    const answer = await asked.plane.control('GET', '/worlds/nowhere/events')
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'application/problem+json'])
  })

  it.each(makers)('is no world that %s could make of a bad name', async (maker) => {
    const operation = operationOf(maker)
    for (const world of ['__proto__', '%20', 'x'.repeat(64), '%F0%9F%98%80', '%E2%84%AAelvin', 'a%2fb', '-a'])
      await refused(ask(operation, asked.bodies[operation.id], pathOf(operation, world)), '/path/world', world)
  })

  const isPut = ({ id }: ControlContract): boolean => id.startsWith('put')
  const ofKeys = operationsThat(({ path }) => path.endsWith('{key}') || path.includes('{key}/'))
  it.each(ofKeys.filter((operation) => !isPut(operation)))(
    'is a 404 for $id: no such row, participant or room',
    async (operation) => {
      for (const key of ['nowhere', '__proto__', 'constructor', 'a/b', '..', '😀', ' ']) {
        const answer = await ask(operation, asked.bodies[operation.id], pathOf(operation, 'w', key))
        expect(answer.status, key).toBe(404)
      }
    },
  )

  it.each(ofKeys.filter(isPut))(
    'is a 400 for $id: a row whose key is another than that of its path',
    async (operation) => {
      const answer = ask(operation, asked.bodies[operation.id], pathOf(operation, 'w', 'other'))
      expect((await refused(answer, /^\/(?:id|_id|name|code)$/))['expected']).toContain('other')
    },
  )

  it('is a 404 for a participant who is not inside', async () => {
    const operation = operationOf('unseatParticipant')
    expect((await ask(operation, undefined, pathOf(operation, 'w', 'abc-def-ghi', 'nobody'))).status).toBe(404)
    expect((await ask(operation)).status).toBe(200)
    expect((await ask(operation)).status).toBe(404)
  })

  it.each([
    '/',
    '/nope',
    '/mock/',
    '/worlds/',
    '/worlds/w/',
    '//mock',
    '/worlds/w/people/a/b',
    '/worlds/w/nope',
    '/MOCK',
    '/worlds//people',
  ])('is a 404 problem: the path %s', async (path) => {
    const answer = await asked.plane.control('GET', path)
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'application/problem+json'])
  })

  it('is a 405 for every method that a path has not, with those it has', async () => {
    const paths = new Map<string, string[]>()
    for (const { path, method } of contract) paths.set(path, [...(paths.get(path) ?? []), method])
    for (const [path, methods] of paths)
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
        if (methods.includes(method)) continue
        const answer = await asked.plane.control(method, path.replace('{world}', 'w').replaceAll(/\{\w+\}/g, 'x'), {})
        expect([answer.status, answer.headers['allow']?.split(', ').toSorted()], `${method} ${path}`).toEqual([
          405,
          methods.toSorted(),
        ])
      }
  })

  it('is a 409: a name that is taken, whatever its case', async () => {
    const operation = operationOf('makeWorld')
    expect((await ask(operation, { name: 'W' })).status).toBe(409)
    for (const name of ['-a', 'a_b', '😀', 'x'.repeat(64), 'a\n', '\u212Aelvin'])
      await refused(ask(operation, { name }), '/name', name)
    for (const seed of [
      'nope',
      'busy:',
      'busy:-1',
      'busy:1e9',
      'busy:NaN',
      '__proto__',
      'constructor',
      `busy:${'9'.repeat(20)}`,
    ])
      await refused(ask(operation, { seed }), '/seed', seed)
  })

  it('is a 400: percent-encoding that is none, and a 413: a body without end', async () => {
    await refused(asked.plane.control('GET', '/worlds/%zz'), '/path')
    await refused(asked.plane.control('GET', '/worlds/w/people/%ff'), '/path')
    const answer = await asked.plane.control('POST', '/worlds', ' '.repeat(17 * 1024 * 1024))
    expect([answer.status, answer.headers['content-type']]).toEqual([413, 'application/problem+json'])
  })
})

describe('a patch', () => {
  it('cannot change what a row is found by, nor lead to what is no row', async () => {
    for (const operation of operationsThat(({ method }) => method === 'PATCH')) {
      const keyName = { patchRole: 'name', patchLivechatRoom: '_id', patchMeetingRoom: 'code' }[operation.id] ?? 'id'
      const before = (await asked.plane.control('GET', pathOf(operation))).body
      expect((await refused(ask(operation, { [keyName]: 'other' }), `/${keyName}`))['expected']).toContain(
        'cannot be changed',
      )
      await refused(ask(operation, { [keyName]: null }), '')
      expect((await asked.plane.control('GET', pathOf(operation))).body).toBe(before)
    }
  })

  it('empties what may be empty, keeps the order of members, and two at once both take effect', async () => {
    const path = '/worlds/w/people/rbAXPnMktTFbNpwtJ'
    const before = jsonOf(await asked.plane.control('GET', path))
    const [one, two] = await Promise.all([
      asked.plane.control('PATCH', path, { name: 'New' }),
      asked.plane.control('PATCH', path, { authToken: null }),
    ])
    expect([one.status, two.status]).toEqual([200, 200])
    const after = jsonOf(await asked.plane.control('GET', path))
    expect(after).toEqual({ ...before, name: 'New', authToken: null })
    const renamed = await asked.plane.control('PATCH', '/worlds/w/people/f5vPj6jfkRXipkwoC', { name: 'New' })
    expect(Object.keys(jsonOf(renamed))).toEqual(Object.keys(before))
  })
})

describe('a clock', () => {
  it.each([
    [{ set: '2026-13-01T00:00:00Z' }, '/set'],
    [{ set: '2026-03-03T25:00:00Z' }, '/set'],
    [{ set: '2026-02-30T00:00:00Z' }, '/set'],
    [{ set: '2026-03-03' }, '/set'],
    [{ set: '2026-03-03T10:30:00+01:00' }, '/set'],
    [{ set: '٢٠٢٦-03-03T10:30:00Z' }, '/set'],
    [{ set: 1772533800000 }, '/set'],
    [{ advanceMs: 1e15 }, '/advanceMs'],
    [{ advanceMs: 1e300 }, '/advanceMs'],
    [{ advanceMs: 0.5 }, '/advanceMs'],
    [{ advanceMs: '5s' }, '/advanceMs'],
    [{ freeze: false }, '/freeze'],
    [{ run: 1 }, '/run'],
    [{ freeze: true, run: true }, ''],
    [{}, ''],
  ])('cannot be changed by %j', async (body, pointer) => {
    const before = (await asked.plane.control('GET', '/worlds/w/clock')).body
    await refused(ask(operationOf('changeClock'), body), pointer)
    expect((await asked.plane.control('GET', '/worlds/w/clock')).body).toBe(before)
  })

  it('can be moved as far as there are dates, and no farther', async () => {
    const further = (): Promise<Received> => ask(operationOf('changeClock'), { advanceMs: 1e14 })
    expect([(await further()).status, (await further()).status]).toEqual([200, 200])
    await refused(further(), '/advanceMs')
  })
})

describe('a situation', () => {
  it.each([
    [{ situation: {} }, '/situation'],
    [{ situation: [] }, '/situation'],
    [{ situation: { nope: [] } }, '/situation/nope'],
    [{ situation: { 'meeting-room': ['closed'] } }, '/situation/meeting-room/0'],
    [{ situation: { 'meeting-room': 'locked' } }, '/situation/meeting-room'],
    [{ situation: { 'meeting-room': ['locked', 'unknown'] } }, '/situation/meeting-room'],
    [{ situation: { call: ['unknown', 'private'] } }, '/situation/call'],
    [{ situation: { 'meeting-room': ['__proto__'] } }, '/situation/meeting-room/0'],
    [{ situation: { call: [] }, operation: 'nope' }, '/operation'],
    [{ situation: { limit: ['used-up'] }, operation: 'joinMeetingRoom' }, '/operation'],
    [{ situation: { call: [] }, operation: '__proto__' }, '/operation'],
    [{ situation: { call: [] }, address: 'x'.repeat(101) }, '/address'],
  ])('cannot be %j', async (body, pointer) => void (await refused(ask(operationOf('arrangeSituation'), body), pointer)))
})
