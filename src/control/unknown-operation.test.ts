import { expect, it } from 'vitest'
import { asking } from './testing/asking.ts'

const journal = (query: string) => asking().ask('GET', `/worlds/default/journal?${query}`)
const OPERATIONS =
  'joinLivechatRoom, listLivechatRooms, joinVideoConference, joinMeetingRoom, connectMeetingRooms, leaveMeetingRoom, lockMeetingRoom, endMeetingRoom'

it('a filter by an operation that is not served is refused with those that are', async () => {
  for (const name of ['joinRoom', 'toString', 'JoinMeetingRoom'])
    expect((await journal(`operation=${name}`)).body).toMatchObject({
      status: 400,
      pointer: '/query/operation',
      expected: `must be one of ${OPERATIONS}`,
    })
  for (const name of ['joinMeetingRoom', 'connectMeetingRooms'])
    expect(await journal(`operation=${name}`)).toMatchObject({ status: 200 })
})

it('a filter by an outcome of no operation is refused with those there are, each once', async () => {
  const { body } = await journal('outcome=room-closd')
  expect(body).toMatchObject({ status: 400, pointer: '/query/outcome' })
  const words = String(Object(body).expected).replace('must be one of ', '').split(', ')
  expect(words).toEqual(expect.arrayContaining(['room-closed', 'not-host', 'connected', 'joined-as-guest']))
  expect(new Set(words).size).toBe(words.length)
  for (const name of ['room-closed', 'not-host', 'code-missing'])
    expect(await journal(`outcome=${name}`)).toMatchObject({ status: 200 })
})

it('no filter is never wrong', async () => {
  expect(await journal('')).toMatchObject({ status: 200 })
})
