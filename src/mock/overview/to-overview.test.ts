import { describe, expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { seeds } from '../../contract/compiled/seeds.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import { caseOf } from '../../verify/testing/answers.ts'
import { reservedValues } from './reserved-values.ts'
import { toOverview, type OverviewParts } from './to-overview.ts'

const PARTS: OverviewParts = {
  edition: 'current',
  seed: seeds.documented,
  faces: faces.current,
  socketFaces,
  baseUrl: 'http://127.0.0.1:4010',
}
const overview = toOverview(PARTS)
const outcomeIn = (from: typeof overview, id: string) =>
  from.operations.flatMap(({ outcomes }) => outcomes).find((each) => each.id === id)

describe('an overview', () => {
  it('says what is served, and that nothing is kept; of another world, that the commands call it', () => {
    const { world, edition, seed, state, baseUrl, console } = overview
    expect({ world, edition, seed, state, baseUrl, console }).toEqual({
      world: 'default',
      edition: 'current',
      seed: 'documented: the rooms, people and calls of the documents, and reserved rooms for each error',
      state: 'State lives in memory and ends with the process.',
      baseUrl: 'http://127.0.0.1:4010',
      console: null,
    })
    expect(toOverview({ ...PARTS, world: 'qa', console: 'http://c/' })).toMatchObject({
      world: 'qa',
      state: 'The commands call the world qa. State lives in memory and ends with the process.',
      console: 'http://c/',
    })
  })

  it('has every operation of both transports, in the order of the contract', () => {
    expect(overview.operations.map(({ outcomes: _outcomes, ...operation }) => operation)).toEqual(
      faces.current.map(({ operation, api, method, path, summary, at }) => ({
        operation,
        api,
        method,
        path,
        summary,
        at,
      })),
    )
    expect(overview.events.map(({ outcomes: _outcomes, ...event }) => event)).toEqual(
      socketFaces.map(({ operation, api, event, summary, at }) => ({ operation, api, event, summary, at })),
    )
  })

  it('has an outcome with its contract’s words, its family and its example', () => {
    const locked = outcomeIn(overview, 'joinMeetingRoom/room-locked')
    const own = faces.current.flatMap(({ outcomes }) => outcomes).find(({ name }) => name === 'room-locked')
    expect(locked).toEqual({
      id: 'joinMeetingRoom/room-locked',
      name: 'room-locked',
      status: 403,
      family: 'may',
      cause: own?.cause,
      sources: own?.sources,
      statements: own?.statements,
      at: own?.at,
      example: JSON.parse(own?.example ?? ''),
      curl: expect.stringMatching(/^curl .*http:\/\/127\.0\.0\.1:4010\/rooms\/lck-rom-now\/join/s),
    })
    expect(outcomeIn(overview, 'joinMeetingRoom/room-full')?.family).toBe('state')
    for (const name of ['guest-name-missing', 'guest-name-too-long'])
      expect(outcomeIn(overview, `joinMeetingRoom/${name}`)?.family).toBe('request')
  })

  it('has the family of an event’s outcome by its case, too', () => {
    const events = overview.events.flatMap(({ outcomes }) => outcomes)
    const familyOf = (id: string) => events.find((each) => each.id === id)?.family
    expect(
      ['joinMeetingRoom/room-full', 'lockMeetingRoom/room-not-found', 'joinMeetingRoom/code-missing'].map((id) =>
        familyOf(`${id}@socket`),
      ),
    ).toEqual(['state', 'state', 'request'])
  })

  it('has the command of a socket; with the URL, if it is not the usual one, without what a proxy takes off other paths', () => {
    const commandAt = (baseUrl: string) =>
      toOverview({ ...PARTS, baseUrl })
        .events.flatMap(({ outcomes }) => outcomes)
        .find(({ name }) => name === 'not-host')
    expect(commandAt('http://127.0.0.1:4010')).toMatchObject({
      id: 'lockMeetingRoom/not-host@socket',
      command: 'npx greenroom show lockMeetingRoom/not-host --as socket',
    })
    expect(commandAt('http://h/~qa')?.command).toBe(
      'npx greenroom show lockMeetingRoom/not-host --as socket --url http://h/~qa',
    )
    for (const [baseUrl, url] of [
      ['https://h/chat/v1/~qa', 'https://h/~qa'],
      ['http://h:80/chat/%7Eqa', 'http://h:80/%7Eqa'],
      ['http://h/chat', 'http://h'],
    ] as const)
      expect(commandAt(baseUrl)?.command.split(' --url ')[1]).toBe(url)
  })

  it('has the identities of the seed with their headers, and its reserved data', () => {
    expect(overview.identities.slice(0, 1)).toEqual([
      {
        name: 'agent',
        says: 'may join livechat rooms that wait for an agent',
        headers: { 'X-User-Id': 'rbAXPnMktTFbNpwtJ', 'X-Auth-Token': 'RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f' },
      },
    ])
    expect(overview.identities.find(({ name }) => name === 'nobody')?.headers).toEqual({})
    expect(overview.reserved).toBe(seeds.documented.reserved)
  })
})

describe('the command of an outcome', () => {
  const empty = toOverview({ ...PARTS, seed: seeds.empty })
  const curlIn = (from: typeof overview, id: string) => outcomeIn(from, id)?.curl ?? null

  it('is there for every outcome of the documented seed', () => {
    const without = overview.operations.flatMap(({ outcomes }) =>
      outcomes.filter(({ curl }) => curl === null).map(({ id }) => id),
    )
    expect(without).toEqual([])
  })

  it('is that of a case of the edition of its face, and there is none without one', () => {
    const older = faces.current
      .filter(({ operation }) => operation === 'joinMeetingRoom')
      .map((face) => ({ ...face, edition: '2022' as const }))
    expect(curlIn(toOverview({ ...PARTS, faces: older }), 'joinMeetingRoom/room-locked')).toBeNull()
  })

  it('calls once more than a limit allows, to use it up', () => {
    expect(curlIn(overview, 'joinVideoConference/rate-limited')).toContain('for call in 1 2 3; do curl ')
    expect(curlIn(overview, 'joinVideoConference/joined')).not.toContain('for call')
  })

  it('is none for a room that the seed does not have, but any name will do before it is looked up', () => {
    expect(curlIn(empty, 'joinMeetingRoom/room-locked')).toBeNull()
    expect(curlIn(empty, 'joinLivechatRoom/joined')).toBeNull()
    expect(curlIn(empty, 'joinMeetingRoom/room-not-found')).toContain('/rooms/non-rom-now/join')
    expect(curlIn(empty, 'joinMeetingRoom/guest-name-missing')).toContain('/rooms/non-rom-now/join')
    expect(curlIn(empty, 'listLivechatRooms/listed')).toContain('/api/v1/livechat/rooms')
  })
})

describe('the values of a situation', () => {
  const { documented, empty } = seeds
  const locked = caseOf('joinMeetingRoom/room-locked')

  it('are those of reserved data with exactly these facts, in any order', () => {
    expect(reservedValues(locked, documented)).toEqual({ code: 'lck-rom-now' })
    const two = {
      ...documented,
      reserved: [{ subject: 'meeting-room', facts: ['a', 'b'], values: { code: 'x' }, says: '' }],
    }
    const given = (...facts: string[]) => reservedValues({ ...locked, given: { 'meeting-room': facts } }, two)
    expect([given('b', 'a'), given('a'), given('a', 'b', 'c')]).toEqual([{ code: 'x' }, null, null])
  })

  it('of a subject that must not exist are made up, the first characters that it may have', () => {
    const unknown = { ...locked, given: { 'meeting-room': ['unknown'], call: ['unknown'] } }
    expect(reservedValues(unknown, { ...empty, reserved: [] })).toEqual({
      code: 'aaa-aaa-aaa',
      callId: 'a'.repeat(24),
    })
  })

  it('are none where the seed has no such data, unless the request does not name it', () => {
    expect(reservedValues(locked, empty)).toBeNull()
    const unnamed = { ...locked, request: { path: {}, query: {}, headers: {}, body: null } }
    expect(reservedValues(unnamed, empty)).toEqual({})
    expect(reservedValues({ ...locked, given: {} }, empty)).toEqual({})
    expect(reservedValues({ ...locked, given: { limit: ['used-up'] } }, empty)).toEqual({})
  })
})
