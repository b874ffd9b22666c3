import { expect, it } from 'vitest'
import { connect } from '../../client/connect.ts'
import type { ProvidedMock } from './provided.ts'
import { setup, setupWith, type GlobalSetup } from './setup.ts'
import { runMock } from './worlds.ts'

/** Runs a set-up, and gives what it provides. */
async function provided(by: GlobalSetup): Promise<{ readonly mock: ProvidedMock; readonly end: () => Promise<void> }> {
  const all: ProvidedMock[] = []
  const end = await by({ provide: (_, mock) => void all.push(mock) })
  const [mock] = all
  if (!mock) throw new Error('it provides nothing')
  return { mock, end }
}

it('provides one mock, which rejects calls without a world and ends with the run', async () => {
  const { mock, end } = await provided(setup)
  const greenroom = connect(mock)
  const world = await greenroom.world()
  expect((await fetch(`${world.url}/rooms/abc-def-ghi/join`, { method: 'POST' })).status).toBe(400)
  const { origin } = new URL(world.url)
  expect(await (await fetch(`${origin}/api/v1/livechat/rooms`)).json()).toMatchObject({ title: 'No world named' })
  await end()
  await expect(greenroom.worlds()).rejects.toThrow(/no control plane answers/)
})

it('takes the options of a server, whose worlds may then be unnamed', async () => {
  const { mock, end } = await provided(setupWith({ seed: 'empty', requireWorld: false }))
  const world = await connect(mock).attach()
  expect(await world.seed()).toMatchObject({ meetingRooms: [] })
  expect((await fetch(`${new URL(world.url).origin}/api/v1/livechat/rooms`)).status).toBe(401)
  await end()
})

it('is missed with a message that says where to add it', () => {
  expect(() => runMock()).toThrow(
    expect.objectContaining({
      message: 'this run of Vitest has no mock',
      fix: "Add globalSetup: 'greenroom/vitest/setup' to the options `test` of vitest.config.ts.",
    }),
  )
})
