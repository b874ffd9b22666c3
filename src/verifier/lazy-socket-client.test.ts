import { expect, it } from 'vitest'
import type { SocketDestination } from '../verify/model/socket-client.ts'
import { lazySocketClient } from './lazy-socket-client.ts'

it('a client that is loaded on first use connects and reaches by the same means', async () => {
  const sent: string[] = []
  const client = lazySocketClient({
    send: async ({ target }, { baseUrl }) => {
      sent.push(`${baseUrl}${target}`)
      return { kind: 'refused', message: 'No one is there.' }
    },
  })
  const to: SocketDestination = {
    baseUrl: 'http://x.example',
    path: '/io/',
    namespace: '/',
    transport: 'polling',
    headers: {},
    auth: {},
    timeoutMs: 600_000,
    signal: new AbortController().signal,
  }
  expect(sent).toEqual([])
  expect(await client.reach(to)).toEqual({ kind: 'refused', message: 'No one is there.' })
  expect(await client.connect(to, () => {})).toEqual({ kind: 'refused', message: 'No one is there.' })
  expect(sent).toEqual([
    expect.stringMatching(/^http:\/\/x\.example\/io\/\?EIO=4&transport=polling/),
    expect.stringMatching(/^http:\/\/x\.example\/io\/\?EIO=4&transport=polling/),
  ])
})
