import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { jsonOf, startPlane, type Plane } from '../support/plane.ts'

let plane: Plane
beforeAll(async () => void (plane = await startPlane()))
afterAll(() => plane[Symbol.asyncDispose]())
beforeEach(async () => void (await plane.control('PUT', '/worlds/w', {})))

const arm = async (what: object) => {
  const answer = await plane.control('POST', '/worlds/w/arms', what)
  expect(answer.status, answer.body).toBe(201)
  return jsonOf(answer)
}
const armed = async () => jsonOf(await plane.control('GET', '/worlds/w/arms'))['arms']

describe('what to arm', () => {
  it('needs no operation where only one has the outcome', async () => {
    expect(await arm({ outcome: 'room-full', times: 1 })).toMatchObject({ operation: 'joinMeetingRoom' })
    expect(await arm({ outcome: 'listed', times: 1 })).toMatchObject({ operation: 'listLivechatRooms' })
  })

  const shared = ['joinLivechatRoom', 'listLivechatRooms', 'joinVideoConference']
  const operations = [...shared, 'joinMeetingRoom']
  it.each<[string, unknown, string, readonly string[]]>([
    ['an outcome of several operations', { outcome: 'not-logged-in' }, '/operation', shared],
    ['an outcome that no operation has', { outcome: 'nope' }, '/outcome', ['room-full', 'listed', 'rate-limited']],
    [
      'an outcome of another operation',
      { operation: 'joinMeetingRoom', outcome: 'listed' },
      '/outcome',
      ['room-full', 'room-locked'],
    ],
    ['an outcome named as objects name their own', { outcome: '__proto__' }, '/outcome', ['room-full']],
    ['an operation that there is not', { operation: 'nope', status: 500 }, '/operation', operations],
    [
      'an outcome of an operation that there is not',
      { operation: 'nope', outcome: 'listed' },
      '/operation',
      operations,
    ],
    ['nothing', {}, '', ['outcome, status, reset or latencyMs']],
    ['only how often', { times: 2 }, '', ['outcome, status, reset or latencyMs']],
    ['only for what', { operation: 'joinMeetingRoom' }, '', ['latencyMs']],
    ['two things', { outcome: 'room-full', status: 500 }, '', ['one of outcome, status and reset']],
    ['three things', { outcome: 'room-full', status: 500, reset: true }, '', ['one of']],
    ['a status of success', { status: 200 }, '/status', ['500']],
    ['a status beyond 599', { status: 600 }, '/status', ['599']],
    ['a half status', { status: 500.5 }, '/status', ['integer']],
    ['a status as text', { status: '500' }, '/status', ['integer']],
    ['no reset', { reset: false }, '/reset', ['true']],
    ['no times', { status: 500, times: 0 }, '/times', ['1']],
    ['negative times', { status: 500, times: -1 }, '/times', ['1']],
    ['half times', { status: 500, times: 1.5 }, '/times', ['integer']],
    ['too many times', { status: 500, times: 1_000_001 }, '/times', ['1000000']],
    ['no latency', { latencyMs: 0 }, '/latencyMs', ['1']],
    ['too much latency', { latencyMs: 120_001 }, '/latencyMs', ['120000']],
    ['a member too many', { status: 500, delay: 1 }, '/delay', ['is not allowed']],
    ['a list', [], '', ['object']],
    ['null', null, '', ['object']],
  ])('cannot be %s: a 400 says where, and what was expected', async (_, what, pointer, said) => {
    const answer = await plane.control('POST', '/worlds/w/arms', what)
    expect([answer.status, answer.headers['content-type']], answer.body).toEqual([400, 'application/problem+json'])
    const problem = jsonOf(answer)
    expect(problem['pointer']).toBe(pointer)
    for (const each of said) expect(problem['expected']).toContain(each)
    expect(await armed()).toEqual([])
  })

  it('cannot be what the edition lacks', async () => {
    await using older = await startPlane({ edition: '2022' })
    const answer = await older.control('POST', '/worlds/default/arms', {
      operation: 'joinLivechatRoom',
      outcome: 'room-closed',
    })
    expect([answer.status, jsonOf(answer)['pointer']]).toEqual([400, '/outcome'])
    expect(jsonOf(answer)['expected']).toContain('invalid-room')
    const fits = await older.control('POST', '/worlds/default/arms', {
      operation: 'joinLivechatRoom',
      outcome: 'no-access',
    })
    expect(fits.status).toBe(201)
  })
})
