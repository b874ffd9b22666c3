import { expect, it } from 'vitest'
import { responseValidators } from '../../src/contract/compiled/response-validators.js'
import { seeds } from '../../src/contract/compiled/seeds.ts'
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
