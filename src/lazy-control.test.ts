import { describe, expect, it } from 'vitest'
import { CONTROL_BODY_BYTES } from './control/body-bytes.ts'
import { createMock } from './in-process.ts'
import { clientWithin, lazyControl } from './lazy-control.ts'

describe('the control plane of a mock', () => {
  it('is loaded by its first call, and knows who took a seat before that', async () => {
    const mock = createMock()
    const control = lazyControl(mock, () => 'http://h')
    await control.endAll()
    await mock.handle(
      new Request('http://localhost/rooms/abc-def-ghi/join', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"guestName":"Jane"}',
      }),
    )
    const request = {
      method: 'GET',
      target: '/worlds/default/seats?limit=1000',
      headers: {},
      body: '',
      bodyBytes: 0,
      isCut: false,
      address: '',
    }
    const { body } = await control.answer(request)
    expect(JSON.parse(body).rows).toContainEqual(
      expect.objectContaining({ way: 'http', participant: expect.objectContaining({ guestName: 'Jane' }) }),
    )
    expect(control.answer({ ...request, target: '/worlds/none' })).toMatchObject({ status: 404 })
    await control.endAll()
  })

  it('is loaded once, however many call first, and ends all that is open while it is loading', async () => {
    const control = lazyControl(createMock(), () => 'http://h')
    const request = { method: 'GET', target: '/events', headers: {}, body: '', bodyBytes: 0, isCut: false, address: '' }
    const ended: number[] = []
    const opening = [1, 2].map(async (each) => {
      const { stream } = await control.answer(request)
      stream?.(
        () => true,
        () => void ended.push(each),
      )
    })
    const ending = control.endAll()
    await Promise.all(opening)
    await ending
    await control.endAll()
    expect(ended).toEqual([1, 2])
  })

  it('reads no body that is larger than it may be', async () => {
    const { attach } = clientWithin(lazyControl(createMock(), () => 'http://h'))
    const world = await attach()
    await expect(
      world.people.put('x', {
        id: 'x',
        username: 'x',
        name: 'é'.repeat(CONTROL_BODY_BYTES / 2),
        role: '',
        authToken: null,
      }),
    ).rejects.toMatchObject({
      message:
        'The body has 16777278 bytes, more than the control plane reads. (PUT /worlds/default/people/x was refused with 413)',
    })
  })
})
