import { io } from 'socket.io-client'
import { expect, it } from 'vitest'
import { api, mock } from './network.ts'

const join = (code: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`${api}/rooms/${code}/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"guestName":"Jane"}',
  })

it('joins over HTTP, by fetch and by XMLHttpRequest', async () => {
  expect((await join('abc-def-ghi')).status).toBe(201)
  const request = new XMLHttpRequest()
  request.open('POST', `${api}/rooms/lck-rom-now/join`)
  request.setRequestHeader('content-type', 'application/json')
  await new Promise((resolve) => {
    request.addEventListener('loadend', resolve)
    request.send('{"guestName":"Jane"}')
  })
  expect([request.status, request.responseText]).toEqual([403, '{"statusCode":403,"message":"Room is locked"}'])
})

it('has a world for each test, as a server has', async () => {
  await using world = await mock.world()
  await world.arm('joinMeetingRoom', 'room-full', { times: 1 })
  expect((await join('abc-def-ghi', world.headers)).status).toBe(400)
  expect((await join('abc-def-ghi', world.headers)).status).toBe(201)
})

it('joins by Socket.IO, and hears others', async () => {
  await using world = await mock.world()
  const { code } = await world.situation({ 'meeting-room': [] })
  const socket = io(api, { forceNew: true, auth: { world: world.name } })
  const heard = new Promise((resolve) => socket.once('user-joined', resolve))
  const seat: unknown = await socket.emitWithAck('join-room', { code, guestName: 'Ann' })
  expect(seat).toMatchObject({ guestName: 'Ann' })
  await join(code, world.headers)
  expect(await heard).toMatchObject({ participant: { guestName: 'Jane' } })
  socket.disconnect()
})
