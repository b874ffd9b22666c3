import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Edition } from '../../src/contract/compiled/types.ts'
import { startServer } from '../../src/server.ts'
import type { WireRequest } from '../../src/contract/model/case-request.ts'
import { LIST_OF_003 } from '../support/documented-answers.ts'
import { editions, tagsOf } from '../support/documented-cases.ts'
import { judged, judgedRequest } from '../support/judged.ts'
import type { Received } from '../support/referee.ts'
import { overPort } from '../support/transports.ts'

// The example calls of the documents, with only scheme, host and port changed.
const manager = { 'X-Auth-Token': 'OsLBoPh6cUgNuh6mWT8z4VIY_nGl8R30XVE4QNDLT6S', 'X-User-Id': 'f5vPj6jfkRXipkwoC' }
const agent = { 'X-Auth-Token': 'RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f', 'X-User-Id': 'rbAXPnMktTFbNpwtJ' }
const ordinary = { 'X-Auth-Token': '1Dd4iN_ClKn5jl-xPC36snQ4s9Zd5GZnXCQuCNSKcVE', 'X-User-Id': 'CkCPNctrgCDfmWLqC' }
const join = '/api/v1/livechat/room.join?roomId=gMMeBpWyLeowCrzBv'
const json = { 'Content-Type': 'application/json' }

/** Sends an example call; both it and its answer are held against the contract. */
async function call(edition: Edition, request: WireRequest): Promise<Received> {
  await using server = await startServer({ edition })
  const answer = await overPort(server.url, request)
  await judged(edition, request, answer)
  await judgedRequest(edition, request, answer)
  return answer
}

describe.each(editions)("the documents' example calls, edition %s", (edition) => {
  it.each([
    ['000', { 'Content-type': 'application/json', ...manager }],
    ['001', agent],
  ])('%s, room.join works', async (_, headers) => {
    const answer = await call(edition, { method: 'GET', target: join, headers, body: null })
    expect([answer.status, answer.body]).toEqual([200, '{"success":true}'])
  })

  it('004, video-conference.join with booleans works', { tags: tagsOf(edition, 'joinVideoConference') }, async () => {
    const answer = await call(edition, {
      method: 'POST',
      target: '/api/v1/video-conference.join',
      headers: { ...json, ...ordinary },
      body: '{"callId":"697887e3c8b0533020781a4a","state":{"mic":true,"cam":true}}',
    })
    expect([answer.status, answer.body]).toEqual([
      200,
      '{"url":"http://g.co/meet/RocketChat_697887e3c8b0533020781a4a","providerName":"googlemeet","success":true}',
    ])
  })

  const tags = tagsOf(edition, 'joinMeetingRoom')
  it(
    '002, join with the example code as a guest, answers a participant with its eight keys in order',
    { tags },
    async () => {
      const answer = await call(edition, {
        method: 'POST',
        target: '/rooms/abc-def-ghi/join',
        headers: json,
        body: '{"guestName":"<string>"}',
      })
      const participant: unknown = JSON.parse(answer.body)
      expect(answer.status).toBe(201)
      expect(Object.keys(participant ?? {})).toEqual([
        'id',
        'roomId',
        'userId',
        'guestName',
        'isActive',
        'isHost',
        'joinedAt',
        'leftAt',
      ])
      expect(participant).toMatchObject({
        roomId: 'clx1a2b3c4d5e6f7g8h9i0j',
        userId: null,
        guestName: '<string>',
        isActive: true,
        isHost: false,
        leftAt: null,
      })
    },
  )

  const listTags = tagsOf(edition, 'listLivechatRooms')
  it("003, a fresh list, is the document's example value for value and key for key", { tags: listTags }, async () => {
    const answer = await call(edition, {
      method: 'GET',
      target: '/api/v1/livechat/rooms',
      headers: manager,
      body: null,
    })
    expect(createHash('sha256').update(answer.body).digest('hex')).toBe(LIST_OF_003)
    expect(JSON.parse(answer.body)).toMatchObject({
      count: 4,
      offset: 0,
      total: 4,
      success: true,
      rooms: [{ fname: 'Elsie Teng' }, { msgs: 4 }, { closer: 'user' }, { fname: 'Rodriq' }],
    })
  })
})
