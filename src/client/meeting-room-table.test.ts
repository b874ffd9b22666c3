import { expect, it } from 'vitest'
import { meetingRoomTable } from './meeting-room-table.ts'
import { createRequester, replyOf } from './requester.ts'

it('the table of meeting rooms reaches rooms, participants and seats by whatever keys they have', async () => {
  const asked: string[] = []
  const fetch = async (url: string, { method, body }: RequestInit) => {
    asked.push([method, url, ...(typeof body === 'string' ? [body] : [])].join(' '))
    return replyOf(200, '{}')
  }
  const rooms = meetingRoomTable(
    createRequester(async () => ({ url: '', token: 't', fetch })),
    '/w',
  )
  await rooms.get('a/b')
  await rooms.seat('a/b', { guestName: 'Ann' })
  await rooms.unseat('a/b', 'c d')
  await rooms.seats()
  await rooms.seats({ offset: 1, limit: 2 })
  expect(asked).toEqual([
    'GET /w/meeting-rooms/a%2Fb',
    'POST /w/meeting-rooms/a%2Fb/participants {"guestName":"Ann"}',
    'DELETE /w/meeting-rooms/a%2Fb/participants/c%20d',
    'GET /w/seats',
    'GET /w/seats?offset=1&limit=2',
  ])
})
