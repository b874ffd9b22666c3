import { describe, expect, it } from 'vitest'
import { CONTROL_BODY_BYTES } from './control/body-bytes.ts'
import { clientWithin, createMock, lazyControl } from './in-process.ts'

const join = (url: string) =>
  new Request(`${url}/rooms/abc-def-ghi/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"guestName":"Jane"}',
  })

describe('a mock without a server', () => {
  it('answers Fetch requests as a server would', async () => {
    const answer = await createMock().handle(join('http://localhost'))
    expect([answer.status, answer.headers.get('greenroom-outcome'), Object(await answer.json()).guestName]).toEqual([
      201,
      'joined-as-guest',
      'Jane',
    ])
  })

  it('takes the options of a mock', () => {
    expect(createMock({ edition: '2022', seed: 'empty' })).toMatchObject({ edition: '2022', seed: { name: 'empty' } })
    expect(() => createMock({ trust: 'nobody' })).toThrow('there is no role nobody to trust callers as')
  })

  it('makes worlds under new names, and attaches to those there are', async () => {
    const mock = createMock()
    const [one, other] = [await mock.world(), await mock.world({ seed: 'empty' })]
    expect([one.name, other.name]).toEqual([
      expect.stringMatching(/^w-[0-9a-z]{8}$/),
      expect.stringMatching(/^w-[0-9a-z]{8}$/),
    ])
    expect(one.name).not.toBe(other.name)
    expect(one.url).toBe(`http://localhost/~${one.name}`)
    expect((await mock.attach()).name).toBe('default')
    expect((await mock.attach(one.name)).name).toBe(one.name)
    await expect(mock.attach('none')).rejects.toMatchObject({ name: 'Fault' })
  })

  it('is steered by its client: a world’s arms, journal and end', async () => {
    const mock = createMock()
    const world = await mock.world({ name: 'qa' })
    await world.arm('joinMeetingRoom', 'room-full', { times: 1 })
    expect((await mock.handle(join(world.url))).headers.get('greenroom-outcome')).toContain('room-full')
    expect((await world.journal.list()).map(({ outcome }) => outcome)).toEqual(['room-full'])
    await world.drop()
    expect((await mock.handle(join(world.url))).status).toBe(404)
  })

  it('tells its events by the client', async () => {
    const mock = createMock()
    const world = await mock.world({ name: 'qa' })
    const events = world.events()[Symbol.asyncIterator]()
    const next = events.next()
    await new Promise((resolve) => setImmediate(resolve))
    await mock.handle(join(world.url))
    expect((await next).value).toMatchObject({ kind: 'exchange', data: { outcome: 'joined-as-guest' } })
    await events.return?.()
  })
})

describe('the control plane of a mock', () => {
  it('is loaded by its first call, and knows who took a seat before that', async () => {
    const mock = createMock()
    const control = lazyControl(mock, () => 'http://h')
    await control.endAll()
    await mock.handle(join('http://localhost'))
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
    ).rejects.toMatchObject({ message: expect.stringContaining('bytes, more than the control plane reads') })
  })
})
