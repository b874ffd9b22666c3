import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faces } from '../../src/contract/compiled/faces.ts'
import type { Edition } from '../../src/contract/compiled/types.ts'
import { startServer, type RunningServer } from '../../src/server.ts'

/** What is used of Rocket.Chat's own client, whose types are of another language version. */
interface Client {
  readonly currentLogin: { readonly userId: string; readonly authToken: string } | null
  connect(options: object): Promise<unknown>
  disconnect(): Promise<unknown>
  login(credentials: { readonly username: string; readonly password: string }): Promise<unknown>
  get(path: string, query?: object): Promise<unknown>
  post(path: string, body: object): Promise<unknown>
  methodCall(method: string): Promise<unknown>
}
const sdk: { readonly Rocketchat: new (options: object) => Client } = createRequire(import.meta.url)('@rocket.chat/sdk')

const EDITIONS = Object.keys(faces).filter((edition): edition is Edition => edition in faces)

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ onWarning: () => {} })
})
afterAll(() => server.close())

const silent = { debug: () => {}, info: () => {}, warning: () => {}, warn: () => {}, error: () => {} }

async function connected(world: string, at = server): Promise<Client> {
  const host = `${at.url}/~${world}`
  const client = new sdk.Rocketchat({ host, protocol: 'ddp', useSsl: false, logger: silent })
  await client.connect({})
  return client
}

describe('Rocket.Chat’s own SDK', () => {
  it.each(EDITIONS)('logs in to %s, over HTTP and DDP, lists rooms, joins one, and a conference', async (edition) => {
    await using own = await startServer({ edition })
    const client = await connected('sdk', own)
    await client.login({ username: 'manager', password: 'manager-password' })
    expect(client.currentLogin).toMatchObject({ userId: 'f5vPj6jfkRXipkwoC' })
    expect(await client.get('livechat/rooms')).toMatchObject({ success: true, total: 4 })
    expect(await client.get('livechat/room.join', { roomId: 'gMMeBpWyLeowCrzBv' })).toEqual({ success: true })
    const joined = await client.post('video-conference.join', { callId: '697887e3c8b0533020781a4a' })
    expect(joined).toMatchObject({ success: true, providerName: 'googlemeet' })
    await client.disconnect()
    const world = await own.attach('sdk')
    const { users, anonymousUsers } = await world.calls.get('697887e3c8b0533020781a4a')
    expect([users, anonymousUsers]).toEqual([['f5vPj6jfkRXipkwoC'], 0])
  })

  it('is told that its login failed, and that a method is not served', async () => {
    const client = await connected('sdk-refused')
    await expect(client.login({ username: 'manager', password: 'wrong' })).rejects.toMatchObject({ status: 401 })
    await expect(client.methodCall('rooms/get')).rejects.toMatchObject({
      error: 404,
      reason: expect.stringContaining('login and logout only'),
    })
    await client.disconnect()
  })
})
