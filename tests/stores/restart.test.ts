import { describe, expect, it } from 'vitest'
import { dataPlaces } from '../support/data-places.ts'
import { connecting, isIn, joinedAs, makeRoom, overHttp, roomIn } from '../support/meeting-room.ts'
import { refusal, until } from '../support/sockets.ts'

const CODE = 'one-two-xyz'

describe.each(dataPlaces)('after a restart with the data in $name', ({ open }) => {
  it.each(['stopped', 'killed'])(
    'of a server that was %s, worlds go on as they were, with clocks, arms, limits and journals',
    async (how) => {
      await using place = await open()
      const first = await place.start({ rateLimit: false })
      const world = await first.world({ name: 'qa', seed: 'busy:50' })
      await makeRoom(world, CODE, 3)
      const [ann] = [await (await overHttp(world, CODE, 'Ann')).json()]
      await world.clock.advance('3d')
      await world.arm('joinMeetingRoom', 'room-locked', { times: 2 })
      await overHttp(world, CODE, 'Bob')
      const clock = await world.clock.read()
      if (how === 'stopped') await first.close()
      else await place.kill(first)
      await using again = await place.start({ rateLimit: false })
      const found = await again.attach('qa')
      expect(await found.clock.read()).toEqual(clock)
      expect((await roomIn(found, CODE)).inside).toEqual([ann])
      const answers = await Promise.all(['Cid', 'Dan', 'Eve', 'Fay'].map((name) => overHttp(found, CODE, name)))
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 201, 400, 403])
      const ids = (await roomIn(found, CODE)).inside.map(({ id }) => id)
      expect(new Set(ids).size).toBe(3)
      if (how === 'stopped')
        expect((await found.journal.list()).map(({ outcome }) => outcome).slice(0, 2)).toEqual([
          'joined-as-guest',
          'room-locked',
        ])
      expect(again.mock.worlds.list().map(({ name }) => name)).toEqual(['default', 'qa'])
    },
  )

  it('the seats of sockets are free again, once; those of requests are not', async () => {
    await using place = await open()
    const first = await place.start()
    const world = await first.world({ name: 'qa' })
    await makeRoom(world, CODE, 9)
    using socket = await connecting(world)()
    expect(isIn(await socket.ask('join-room', joinedAs('By socket', CODE)))).toBe(true)
    await overHttp(world, CODE, 'By request')
    await place.kill(first)
    for (let restart = 0; restart < 2; restart++) {
      const again = await place.start()
      const attached = await again.attach('qa')
      // Where others may still serve the sockets of a dead process, its seats are kept until it has been silent for a while.
      await until(async () => (await roomIn(attached, CODE)).inside.length < 2)
      const room = await roomIn(attached, CODE)
      expect(room.inside.map(({ guestName }) => guestName)).toEqual(['By request'])
      expect(room.past.map(({ guestName }) => guestName)).toEqual(['By socket'])
      await again.close()
    }
  })

  it('a dropped world stays dropped, and a new one is no older one', async () => {
    await using place = await open()
    const first = await place.start()
    const gone = await first.world({ name: 'gone' })
    await gone.drop()
    await first.world({ name: 'stays' })
    await first.close()
    await using again = await place.start()
    expect((await refusal(`${again.url}/~gone`)).message).toContain('was dropped')
    const { generation } = again.mock.worlds.get('stays') ?? {}
    await again.world({ name: 'gone' })
    expect(again.mock.worlds.get('gone')?.generation).toBe(Number(generation) + 1)
  })

  it('worlds trust nobody whom the server that was started last does not trust', async () => {
    await using place = await open()
    const first = await place.start({ trust: 'manager' })
    const { url } = await first.world({ name: 'qa' })
    const asked = (base: string): Promise<Response> =>
      fetch(`${base}/~qa/api/v1/livechat/rooms`, { headers: { 'X-User-Id': 'any', 'X-Auth-Token': 'any' } })
    expect([url, (await asked(first.url)).status]).toEqual([`${first.url}/~qa`, 200])
    await first.close()
    const strict = await place.start()
    expect((await asked(strict.url)).status).toBe(401)
    await strict.close()
    await using trusting = await place.start({ trust: 'manager' })
    expect((await asked(trusting.url)).status).toBe(200)
  })
})
