import { expect, it } from 'vitest'
import { responseValidators } from '../../src/contract/compiled/response-validators.js'
import { seeds } from '../../src/contract/compiled/seeds.ts'
import { createMock } from '../../src/index.ts'
import { credentialsOf } from '../../src/world/identities.ts'
import type { LivechatRoom } from '../../src/contract/compiled/types.ts'

/** A room as the vendor's own OpenAPI file shows one: without what document 003 alone has. */
function published({
  source: _source,
  queuedAt: _queued,
  lastMessage,
  metrics: _metrics,
  ...room
}: LivechatRoom): object {
  const { urls: _urls, md: _md, ...message } = lastMessage
  return { ...room, lastMessage: message, metrics: {} }
}

it('a server that answers with the published example of the rooms is not called broken', () => {
  const rooms = seeds.documented.livechatRooms.map(published)
  const answer = { rooms, count: rooms.length, offset: 0, total: rooms.length, success: true }
  const judge = responseValidators['current']?.['listLivechatRooms']?.['200']
  expect([rooms.length > 0, judge?.(answer) ?? null]).toEqual([true, null])
})

it('a room without what every example has is a breach', () => {
  const rooms = seeds.documented.livechatRooms.map((room) => ({ ...published(room), v: undefined }))
  const judge = responseValidators['current']?.['listLivechatRooms']?.['200']
  const answer = JSON.parse(JSON.stringify({ rooms, count: 1, offset: 0, total: 1, success: true }))
  expect(judge?.(answer) ?? null).not.toBeNull()
})

it('the published example of tags is refused, as by servers, and a fraction of a page is taken (decision 51)', async () => {
  const { handle } = createMock()
  const headers = credentialsOf(seeds.documented, 'manager')
  const ask = async (query: object) => {
    const url = `http://localhost/api/v1/livechat/rooms?${new URLSearchParams({ ...query })}`
    const answer = await handle(new Request(url, { headers }))
    return [answer.status, (await answer.json()).error]
  }
  expect(await ask({ tags: "['rocket', 'chat']" })).toEqual([400, 'must be array [invalid-params]'])
  expect(await ask({ count: '1.5' })).toEqual([200, undefined])
})
