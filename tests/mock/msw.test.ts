import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { expect, it } from 'vitest'
import { createMock } from '../../src/in-process.ts'
import { handlers, type HandlerOptions } from '../../src/transport/msw.ts'

const baseUrl = 'http://app.test/api'

/** Sends to a network where the mock comes first, and whoever else could answer after it. */
async function send(options: Partial<HandlerOptions>, path: string, headers: Record<string, string> = {}) {
  const network = setupServer(
    ...handlers({ baseUrl, ...options }),
    http.all(`${baseUrl}/*`, () => HttpResponse.text('another handler')),
  )
  network.listen({ onUnhandledFrame: 'error' })
  try {
    const answer = await fetch(`${baseUrl}${path}`, { method: 'POST', headers })
    return { status: answer.status, outcome: answer.headers.get('greenroom-outcome'), body: await answer.text() }
  } finally {
    network.close()
  }
}

it('leaves to later handlers what no contract has a path for, and nothing else', async () => {
  expect(await send({}, '/profile')).toMatchObject({ status: 200, body: 'another handler' })
  const join = '/rooms/non-rom-now/join'
  expect(await send({}, join, { authorization: '' })).toMatchObject({ status: 400, outcome: 'guest-name-missing' })
  expect(await send({}, join, { prefer: 'code=418' })).toMatchObject({ status: 404, outcome: null })
  expect((await send({}, join, { prefer: 'code=418' })).body).toContain('never answers 418')
  const explicit = await send({ worlds: 'explicit' }, join, { 'x-greenroom-world': 'nowhere' })
  expect(explicit).toMatchObject({ status: 404, body: expect.stringContaining('There is no world nowhere') })
})

it('answers by a mock of your own, which you control meanwhile', async () => {
  const mock = createMock()
  await using world = await mock.world()
  await world.arm('joinMeetingRoom', 'room-locked', { times: 1 })
  const join = '/rooms/abc-def-ghi/join'
  expect(await send({ mock }, join, { ...world.headers })).toMatchObject({ outcome: 'room-locked; forced' })
  expect(await send({ mock }, join)).toMatchObject({ outcome: 'guest-name-missing' })
  await world.arm('joinMeetingRoom', { reset: true })
  await expect(send({ mock }, join, { ...world.headers })).rejects.toThrow(TypeError)
})
