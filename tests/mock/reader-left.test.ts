import { expect, it } from 'vitest'
import { createCore } from '../../src/mock/core.ts'
import { credentialsOf } from '../../src/world/identities.ts'

it('a long list whose client has left is not searched to its end, and the journal says why', async () => {
  const core = createCore({ seed: 'busy:5000' })
  const headers = Object.fromEntries(
    Object.entries(credentialsOf(core.seed, 'manager')).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const target = '/api/v1/livechat/rooms?roomName=nobody'
  const request = { method: 'GET', target, headers, address: '127.0.0.1', body: '', bodyBytes: 0, isCut: false }
  expect(await core.answer(request, { destroyed: true })).toMatchObject({ status: 0, body: '' })
  const [entry] = core.worlds.default.journal.since(0)
  expect(entry?.answer.about.cause).toBe('the client left before its list was complete')
  expect(await core.answer(request, { destroyed: false })).toMatchObject({ status: 200 })
})
