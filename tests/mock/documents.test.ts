import { describe, expect, it } from 'vitest'
import { cases } from '../../src/contract/compiled/cases.js'
import { faces } from '../../src/contract/compiled/faces.ts'
import type { Edition } from '../../src/contract/compiled/types.ts'
import { startServer } from '../../src/server.ts'
import type { WireRequest } from '../../src/contract/model/case-request.ts'
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

describe.each<Edition>(['current', '2022'])("the documents' example calls, edition %s", (edition) => {
  it.each([
    ['000, room.join', 'GET', join, { 'Content-type': 'application/json', ...manager }, null, 200, '{"success":true}'],
    ['001, room.join', 'GET', join, agent, null, 200, '{"success":true}'],
    [
      '004, video-conference.join with booleans',
      'POST',
      '/api/v1/video-conference.join',
      { ...json, ...ordinary },
      '{"callId":"697887e3c8b0533020781a4a","state":{"mic":true,"cam":true}}',
      200,
      '{"url":"http://g.co/meet/RocketChat_697887e3c8b0533020781a4a","providerName":"googlemeet","success":true}',
    ],
  ])('%s works', async (_, method, target, headers, body, status, expected) => {
    const answer = await call(edition, { method, target, headers, body })
    expect(answer.status).toBe(status)
    expect(answer.body).toBe(expected)
  })

  it('002, join with the example code as a guest, answers a participant with its eight keys in order', async () => {
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
  })

  it("003, a fresh list, is the document's example value for value and key for key", async () => {
    const answer = await call(edition, {
      method: 'GET',
      target: '/api/v1/livechat/rooms',
      headers: manager,
      body: null,
    })
    const listed = faces[edition].flatMap(({ outcomes }) => outcomes).find(({ name }) => name === 'listed')
    expect(answer.body).toBe(listed?.example)
    expect(JSON.parse(answer.body)).toMatchObject({
      count: 4,
      offset: 0,
      total: 4,
      success: true,
      rooms: [{ fname: 'Elsie Teng' }, { msgs: 4 }, { closer: 'user' }, { fname: 'Rodriq' }],
    })
  })
})

it('plays at least one case for each outcome that a document states', () => {
  const stated = Object.values(faces)
    .flat()
    .flatMap(({ operation, outcomes }) =>
      outcomes
        .filter(({ sources }) => sources.some((source) => source.includes('.txt#')))
        .map(({ name }) => `${operation}/${name}`),
    )
  expect(stated.length).toBeGreaterThan(20)
  for (const name of stated)
    expect(
      cases.some((each) => `${each.operation}/${each.expect}` === name),
      name,
    ).toBe(true)
})
