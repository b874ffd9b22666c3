import { describe, expect, it } from 'vitest'
import { createMock } from './in-process.ts'

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
    expect(() => createMock({ trust: 'nobody' })).toThrow(
      expect.objectContaining({
        message: 'there is no role nobody to trust callers as',
        fix: 'Use agent, manager or no-permission.',
      }),
    )
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
