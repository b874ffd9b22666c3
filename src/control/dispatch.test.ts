import { describe, expect, it } from 'vitest'
import { headerOf, requestOf } from '../../tests/support/request-of.ts'
import type { MockRequest } from '../mock/answer.ts'
import { createCore } from '../mock/core.ts'
import { createControl } from './control.ts'

async function answerTo(method: string, target: string, more: Partial<MockRequest> = {}) {
  const control = createControl(
    createCore(),
    () => 'http://127.0.0.1:4010',
    () => 'new',
  )
  return control.answer(requestOf(method, target, more))
}
const detailOf = async (...asked: Parameters<typeof answerTo>) => {
  const { status, body } = await answerTo(...asked)
  return [status, JSON.parse(body).detail]
}

describe('a request of the control plane', () => {
  it('reaches its operation; HEAD as GET', async () => {
    expect(JSON.parse((await answerTo('GET', '/worlds/default')).body)).toMatchObject({ name: 'default' })
    expect(JSON.parse((await answerTo('HEAD', '/worlds/default')).body)).toMatchObject({ name: 'default' })
    expect(await answerTo('POST', '/worlds', { body: '{"name":"qa"}' })).toMatchObject({ status: 201 })
    expect(await answerTo('POST', '/worlds')).toMatchObject({ status: 201 })
    expect(await answerTo('POST', '/worlds', { body: ' \n ' })).toMatchObject({ status: 201 })
  })

  it('has its path’s parameters decoded, and its query as far as the first question mark', async () => {
    const key = encodeURIComponent('é/?')
    expect(await detailOf('GET', `/worlds/default/people/${key}`)).toEqual([
      404,
      'There is no person "é/?" in this world.',
    ])
    expect(await detailOf('GET', '/worlds/default/journal?operation=a?b')).toEqual([
      400,
      '/query/operation must be one of joinLivechatRoom, listLivechatRooms, joinVideoConference, joinMeetingRoom, connectMeetingRooms, leaveMeetingRoom, lockMeetingRoom, endMeetingRoom.',
    ])
    expect((await answerTo('GET', '/worlds/default/people?limit=1?2')).status).toBe(400)
    expect(JSON.parse((await answerTo('GET', '/worlds/default/people?limit=1')).body).rows).toHaveLength(1)
  })

  it('at an unknown path is 404', async () => {
    for (const path of ['/', '/world', '/worlds/', '/worlds/a/b', '/worlds/default/people/a/b'])
      expect(await detailOf('GET', path)).toEqual([
        404,
        `The control plane serves nothing at ${path}. greenroom spec control prints its contract.`,
      ])
    const [, detail] = await detailOf('GET', `/${'a'.repeat(200)}`)
    expect(detail).toContain(`at /${'a'.repeat(119)}. `)
  })

  it('of another method is 405, with those that the path answers', async () => {
    const answer = await answerTo('PATCH', '/worlds/default')
    expect([answer.status, headerOf(answer.headers, 'Allow'), JSON.parse(answer.body).detail]).toEqual([
      405,
      'GET, PUT, DELETE',
      'This path answers GET, PUT, DELETE, not PATCH.',
    ])
    expect(await detailOf('HEAD', '/worlds/default/reset')).toEqual([405, 'This path answers POST, not HEAD.'])
    expect(await detailOf('X'.repeat(30), '/mock')).toEqual([405, `This path answers GET, not ${'X'.repeat(20)}.`])
  })
})

describe('a request that cannot be read', () => {
  it('since its body is too large is told so', async () => {
    const { body } = await answerTo('POST', '/worlds', { isCut: true, bodyBytes: 9 })
    expect(JSON.parse(body)).toEqual({
      title: 'Body too large',
      status: 413,
      detail: 'The body has 9 bytes, more than the control plane reads.',
    })
  })

  it.each<[string, string, Partial<MockRequest>, number, string]>([
    ['GET', '/worlds/%FF', {}, 400, '/path must be percent-encoded UTF-8.'],
    [
      'POST',
      '/worlds',
      { isCut: true, bodyBytes: 9_000_000 },
      413,
      'The body has 9000000 bytes, more than the control plane reads.',
    ],
    ['POST', '/worlds', { body: '{' }, 400, 'The request must be JSON.'],
    ['POST', '/worlds', { body: '['.repeat(65) }, 400, 'The request must not be nested deeper than 64 levels.'],
    ['POST', '/worlds', { body: '['.repeat(64) }, 400, 'The request must be JSON.'],
    ['POST', '/worlds', { body: '{"nam":"a"}' }, 400, '/nam is not allowed: there is no such member.'],
    ['GET', '/worlds/default/journal?limit=0', {}, 400, '/query/limit must be >= 1.'],
    ['GET', '/worlds/default/journal?x=1', {}, 400, '/query/x is not allowed: there is no such member.'],
  ])('%s %s %j is answered with %i: %s', async (method, target, more, status, detail) => {
    expect(await detailOf(method, target, more)).toEqual([status, detail])
  })
})
