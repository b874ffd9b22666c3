import { describe, expect, it } from 'vitest'
import { asking } from './testing/asking.ts'

const ARMS = '/worlds/default/arms'

describe('what is armed', () => {
  it('is listed in the order of its arming, each with an id of its own', async () => {
    const { ask, told } = asking()
    const one = await ask('POST', ARMS, { operation: 'joinMeetingRoom', outcome: 'room-full', times: 1 })
    const two = await ask('POST', ARMS, { status: 503, latencyMs: 20 })
    const three = await ask('POST', ARMS, { reset: true, times: 2 })
    const four = await ask('POST', ARMS, { latencyMs: 5 })
    expect(one).toEqual({
      status: 201,
      body: {
        id: expect.any(String),
        operation: 'joinMeetingRoom',
        times: 1,
        outcome: 'room-full',
        status: null,
        reset: false,
        latencyMs: 0,
      },
    })
    expect(two.body).toMatchObject({
      operation: null,
      times: null,
      outcome: null,
      status: 503,
      reset: false,
      latencyMs: 20,
    })
    expect(three.body).toMatchObject({ status: null, reset: true })
    expect(four.body).toMatchObject({ outcome: null, status: null, reset: false, latencyMs: 5 })
    expect((await ask('GET', ARMS)).body).toEqual({ arms: [one, two, three, four].map(({ body }) => body) })
    expect(told).toEqual([
      'default: armed joinMeetingRoom: room-full, 1 time',
      'default: armed any operation: 503, 20 ms late',
      'default: armed any operation: connection reset, 2 times',
      'default: armed any operation: its normal answer, 5 ms late',
    ])
  })

  it('may be a delay alone, of a millisecond', async () => {
    const { ask, told } = asking()
    expect((await ask('POST', ARMS, { latencyMs: 1 })).body).toMatchObject({ reset: false, latencyMs: 1 })
    expect(told).toEqual(['default: armed any operation: its normal answer, 1 ms late'])
  })

  it('is disarmed by operation, or all of it; to disarm nothing is told to nobody', async () => {
    const { ask, told } = asking()
    await ask('POST', ARMS, { operation: 'joinMeetingRoom', outcome: 'room-full' })
    await ask('POST', ARMS, { status: 500 })
    expect((await ask('DELETE', `${ARMS}?operation=leaveMeetingRoom`)).body).toEqual({ count: 0 })
    expect((await ask('DELETE', `${ARMS}?operation=joinMeetingRoom`)).body).toEqual({ count: 1 })
    expect((await ask('DELETE', ARMS)).body).toEqual({ count: 1 })
    expect(told.slice(2)).toEqual(['default: 1 disarmed', 'default: 1 disarmed'])
  })

  it.each([
    [{}, '', 'must have outcome, status, reset or latencyMs'],
    [{ times: 1 }, '', 'must have outcome, status, reset or latencyMs'],
    [{ outcome: 'room-full', status: 500 }, '', 'must have one of outcome, status and reset, not several'],
    [{ status: 500, reset: true }, '', 'must have one of outcome, status and reset, not several'],
    [
      { operation: 'nothing', status: 500 },
      '/operation',
      'must be one of joinLivechatRoom, listLivechatRooms, joinVideoConference, joinMeetingRoom, connectMeetingRooms, leaveMeetingRoom, lockMeetingRoom, endMeetingRoom',
    ],
    [
      { operation: 'nothing', outcome: 'room-full' },
      '/operation',
      'must be one of joinMeetingRoom, joinLivechatRoom, listLivechatRooms, joinVideoConference, connectMeetingRooms, leaveMeetingRoom, lockMeetingRoom, endMeetingRoom',
    ],
    [
      { operation: 'joinLivechatRoom', outcome: 'room-full' },
      '/outcome',
      'must be one of not-logged-in, missing-room-id, invalid-query, missing-permission, invalid-room, room-closed, no-access, joined',
    ],
    [
      { outcome: 'no-such-outcome' },
      '/outcome',
      expect.stringMatching(/^must be one of malformed-body, .*room-ended$/),
    ],
    [
      { outcome: 'unauthorized' },
      '/operation',
      'must be one of these, which all have it: joinMeetingRoom, connectMeetingRooms',
    ],
  ])('cannot be %j', async (body, pointer, expected) => {
    const { ask } = asking()
    expect(await ask('POST', ARMS, body)).toMatchObject({ status: 400, body: { pointer, expected } })
    expect((await ask('GET', ARMS)).body).toEqual({ arms: [] })
  })

  it('cannot be of an unknown outcome, which is told with those there are, each once', async () => {
    const { body } = await asking().ask('POST', ARMS, { outcome: 'no-such-outcome' })
    const names = String(Object(body).expected).replace('must be one of ', '').split(', ')
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
    expect(names.filter((name) => ['unauthorized', 'room-full', 'connected', 'not-host'].includes(name))).toEqual([
      'unauthorized',
      'room-full',
      'connected',
      'not-host',
    ])
  })
})

it('a world has a thousand arms at most, of operations that there are', async () => {
  const { core, ask } = asking()
  const arm = { id: 'a', operation: null, times: 1, latencyMs: 0, answer: { kind: 'status', status: 503 } } as const
  const keep = (length: number) =>
    core.store.change('default', () => ({
      result: null,
      writes: [{ table: 'arms', key: '', value: Array.from({ length }, () => arm) }],
    }))
  await keep(999)
  expect((await ask('POST', ARMS, { status: 503 })).status).toBe(201)
  const full = await ask('POST', ARMS, { status: 503 })
  expect(full).toMatchObject({
    status: 400,
    body: { detail: 'The request must wait: the world already has 1000 arms, the maximum.' },
  })
  expect((await ask('DELETE', ARMS)).body).toEqual({ count: 1000 })
  expect(await ask('DELETE', `${ARMS}?operation=dance`)).toMatchObject({ status: 400 })
})
