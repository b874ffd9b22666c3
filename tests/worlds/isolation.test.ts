import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { TestWorld } from '../../src/client/test-world.ts'
import type { WireRequest } from '../../src/contract/model/case-request.ts'
import { createMock } from '../../src/in-process.ts'
import { startServer } from '../../src/server.ts'
import { createSeeds } from '../../src/world/seeds/seeds.ts'
import { patience } from '../support/patience.ts'
import { handledBy, hashOf, inWorld, namingOf, played, playedAlone, playOf, type Send } from '../support/transcript.ts'
import { overPort } from '../support/transports.ts'

const run = promisify(execFile)

/** The numbers from 0 to below `count`. */
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, number) => number)

/** The hashes of plays of a server, each in a world of its own, all at once. */
type PlayAll = (url: string, numbers: readonly number[]) => Promise<readonly string[]>

const inThisProcess: PlayAll = (url, numbers) =>
  Promise.all(
    numbers.map(async (number) =>
      hashOf(await played(playOf(number), (request) => overPort(url, request), namingOf(number))),
    ),
  )

/** Each of four processes plays every fourth. */
const inFourProcesses: PlayAll = async (url, numbers) => {
  const hashes = await Promise.all(
    upTo(4).map(async (rest) => {
      const some = numbers.filter((number) => number % 4 === rest)
      const { stdout } = await run(process.execPath, ['tests/support/play-worlds.ts', url, ...some.map(String)])
      return stdout.trim().split('\n')
    }),
  )
  return numbers.map((number) => hashes[number % 4]?.[Math.floor(number / 4)] ?? '')
}

/** Workers of one server get, all at once, what each of them gets alone in a mock of its own. */
async function expectIsolated(workers: readonly number[], playAll: PlayAll): Promise<void> {
  await using server = await startServer()
  for (const number of workers) await server.world(playOf(number).world)
  const together = await playAll(server.url, workers)
  const alone: string[] = []
  for (const number of workers) alone.push(hashOf(await playedAlone(number)))
  expect(together).toEqual(alone)
}

it('eight workers at once, each in a world of its own, get what each of them gets alone', () =>
  expectIsolated(upTo(8), inThisProcess))

it(
  'fifty workers of four processes, each in a world of its own, get what each of them gets alone',
  { tags: ['full'] },
  () => expectIsolated(upTo(50), inFourProcesses),
)

/** A server with two worlds that begin alike but for their names, and what their owners do. */
async function neighbours() {
  const server = await startServer()
  const make = (name: string): Promise<TestWorld> => server.world({ name, seed: 'documented' })
  const send = (world: TestWorld, request: WireRequest) => overPort(server.url, inWorld(request, world.name))
  const [one, two] = [await make('one'), await make('two')]
  return { server, one, two, send, [Symbol.asyncDispose]: () => server.close() }
}

const post = (target: string, body: unknown, headers: Readonly<Record<string, string>> = {}): WireRequest => ({
  method: 'POST',
  target,
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

const get = (target: string, headers: Readonly<Record<string, string>> = {}): WireRequest => ({
  method: 'GET',
  target,
  headers,
  body: null,
})

const enter = (code: string, headers: Readonly<Record<string, string>> = {}): WireRequest =>
  post(`/rooms/${code}/join`, { guestName: 'Jane' }, headers)

const VIDEO = '/api/v1/video-conference.join'
const call = (callId: string): WireRequest => post(VIDEO, { callId })
const livechat = (roomId: string, headers: Readonly<Record<string, string>>): WireRequest =>
  get(`/api/v1/livechat/room.join?roomId=${encodeURIComponent(roomId)}`, headers)

/** Everything that can be seen of a world by who controls it, but for its name. */
async function sightOf(world: TestWorld) {
  const { rows, ids } = await world.snapshot()
  const [people, rooms, calls, meetings] = await Promise.all([
    world.people.list(),
    world.livechatRooms.list(),
    world.calls.list(),
    world.meetingRooms.list(),
  ])
  return {
    rows,
    ids,
    people,
    rooms,
    calls,
    meetings,
    arms: await world.arms(),
    clock: await world.clock.read(),
    journal: await world.journal.list(),
  }
}

/** Everything that an owner can do to a world, and call in it. */
async function stirUp(world: TestWorld, send: Send): Promise<void> {
  const to = (request: WireRequest) => send(inWorld(request, world.name))
  const { agent, member } = world.identities
  await world.clock.advance('90m')
  await world.people.put('intruder', {
    id: 'intruder',
    username: 'x',
    name: 'X',
    role: 'livechat-manager',
    authToken: 'key',
  })
  await world.meetingRooms.change('abc-def-ghi', { isLocked: true })
  await world.meetingRooms.remove('one-lft-rom')
  await world.calls.remove('697887e3c8b0533020781a4a')
  await world.livechatRooms.change('gMMeBpWyLeowCrzBv', { fname: 'Renamed' })
  await world.situation({ 'meeting-room': [], 'livechat-room': [], call: [], limit: ['used-up'] })
  await to(livechat('gMMeBpWyLeowCrzBv', agent))
  await to(enter('abc-def-ghi', member))
  for (let n = 0; n < 3; n++) await to(call('697887e3c8b05330207c105e'))
  await world.arm(null, { status: 503 })
  await world.limiter.off()
}

describe('what happens in one world', () => {
  it('never shows in another: no row, id, clock, arm, limit or exchange of it', async () => {
    await using here = await neighbours()
    const { server, one, two } = here
    const byDefault = await server.attach()
    const freeze = await byDefault.clock.freeze()
    const before = [await sightOf(two), await sightOf(byDefault)]
    await stirUp(one, (request) => overPort(server.url, request))
    expect([await sightOf(two), await sightOf(byDefault)]).toEqual(before)
    expect(freeze.now).toBe(before[1]?.clock.now)
    expect(await sightOf(one)).not.toEqual(before[0])
  })

  it("leaves another's answers as they would be: rooms, seats, windows and arms", async () => {
    await using here = await neighbours()
    const { server, one, two, send } = here
    await stirUp(one, (request) => overPort(server.url, request))
    const { agent } = two.identities
    expect((await send(two, enter('one-lft-rom'))).headers['greenroom-outcome']).toBe('joined-as-guest')
    expect((await send(two, enter('abc-def-ghi'))).headers['greenroom-outcome']).toBe('joined-as-guest')
    expect((await send(two, call('697887e3c8b0533020781a4a'))).headers).toMatchObject({
      'greenroom-outcome': 'joined',
      'x-ratelimit-remaining': '1',
    })
    expect((await send(two, livechat('gMMeBpWyLeowCrzBv', agent))).headers['greenroom-outcome']).toBe('joined')
  })

  it('wakes nobody who waits for a call of another', async () => {
    await using here = await neighbours()
    const { one, two, send } = here
    const waiting = two.journal.next({}, { timeout: patience(60_000) })
    // Asked after the wait, and answered: the wait is under way.
    expect(await two.journal.list()).toEqual([])
    for (let n = 0; n < 5; n++) await send(one, enter('abc-def-ghi'))
    await send(two, enter('lck-rom-now'))
    expect(await waiting).toMatchObject({ n: 1, world: 'two', outcome: 'room-locked' })
  })

  it('stays when another is begun again, restored or dropped', async () => {
    await using here = await neighbours()
    const { server, one, two, send } = here
    const fresh = await two.snapshot()
    await send(one, enter('abc-def-ghi'))
    await stirUp(two, (request) => overPort(server.url, request))
    const before = await sightOf(one)
    await two.reset()
    await two.restore(fresh)
    await two.drop()
    expect(await sightOf(one)).toEqual(before)
  })
})

// What ids of the real servers look like: Meteor's, ObjectIds, cuids, codes.
const IDS = /\b(?:[23456789A-HJ-NP-TW-Za-km-z]{17}|[0-9a-f]{24}|c[0-9a-z]{24}|[a-z]{3}-[a-z]{3}-[a-z]{3})\b/g

/** What the answers and the state of a world name that its seed does not. */
async function idsOf(world: TestWorld, answers: readonly string[]): Promise<readonly string[]> {
  const { bases, seed } = createSeeds().get('documented')
  const known = JSON.stringify([seed, ...Object.values(bases).map((base) => [...base.entries()])])
  const { rows, arms } = await sightOf(world)
  const text = JSON.stringify([answers, rows, arms])
  return [...new Set(text.match(IDS))].filter((id) => !known.includes(id))
}

/** Fills a world with all kinds of things that have ids, and gives the texts of its answers. */
async function fill(world: TestWorld, send: (world: TestWorld, request: WireRequest) => Promise<{ body: string }>) {
  const { agent, host } = world.identities
  const answers: string[] = []
  for (let n = 0; n < 5; n++) {
    const { code, roomId, callId } = await world.situation({ 'meeting-room': [], 'livechat-room': [], call: [] })
    for (const request of [enter(code), enter(code, host), livechat(roomId, agent), call(callId)])
      answers.push((await send(world, request)).body)
  }
  await world.arm('joinMeetingRoom', 'room-full', { times: 1 })
  return answers
}

describe('an owner who tries what the answers of another world contained', () => {
  it('finds no room, no call, no person and no participant by any of its ids', async () => {
    await using here = await neighbours()
    const { one, two, send } = here
    const ids = await idsOf(one, await fill(one, send))
    expect(ids.length).toBeGreaterThan(40)
    await fill(two, send)
    await two.disarm()
    await two.limiter.off()
    const { manager } = two.identities
    const outcomes = new Set<string | undefined>()
    for (const id of ids) {
      const requests = [
        enter(id),
        livechat(id, manager),
        call(id),
        livechat('gMMeBpWyLeowCrzBv', { 'X-User-Id': id, 'X-Auth-Token': id }),
      ]
      for (const request of requests) outcomes.add((await send(two, request)).headers['greenroom-outcome'])
      for (const table of [two.people, two.livechatRooms, two.calls, two.meetingRooms])
        await expect(table.get(id)).rejects.toThrow('404')
      await expect(two.meetingRooms.unseat('abc-def-ghi', id)).rejects.toThrow('404')
    }
    expect(outcomes).toEqual(new Set(['room-not-found', 'invalid-room', 'unknown-call', 'not-logged-in']))
  })

  it('has none of its ids, though both did the same; with the same salt both have the same', async () => {
    await using here = await neighbours()
    const { server, one, two, send } = here
    const twin = await server.world({ name: 'twin', salt: 'one' })
    const [ids, others, same] = [
      await idsOf(one, await fill(one, send)),
      await idsOf(two, await fill(two, send)),
      await idsOf(twin, await fill(twin, send)),
    ]
    expect(others).toHaveLength(ids.length)
    expect(others.filter((id) => ids.includes(id))).toEqual([])
    expect(same).toEqual(ids)
  })

  it('is nobody by the token of a person whom only the other world has', async () => {
    await using here = await neighbours()
    const { one, two, send } = here
    const headers = { 'X-User-Id': 'guestAgentOfOne', 'X-Auth-Token': 'a-token-of-one' }
    await one.people.put('guestAgentOfOne', {
      id: 'guestAgentOfOne',
      username: 'one',
      name: 'One',
      role: 'livechat-manager',
      authToken: 'a-token-of-one',
    })
    expect((await send(one, livechat('gMMeBpWyLeowCrzBv', headers))).status).toBe(200)
    expect((await send(two, livechat('gMMeBpWyLeowCrzBv', headers))).headers['greenroom-outcome']).toBe('not-logged-in')
  })
})

describe('two mocks of one process', () => {
  it('never meet, though their worlds have the same names and begin alike', async () => {
    const [one, two] = [createMock(), createMock()]
    const [mine, yours] = [await one.world({ name: 'same' }), await two.world({ name: 'same' })]
    const before = await sightOf(yours)
    await stirUp(mine, handledBy(one.handle))
    await one.world({ name: 'only-mine' })
    expect(await sightOf(yours)).toEqual(before)
    expect(two.worlds.list().map(({ name }) => name)).toEqual(['default', 'same'])
    await mine.drop()
    expect(await sightOf(yours)).toEqual(before)
  })

  it('give the same bytes when they are called by turns', async () => {
    const play = playOf(0)
    const sends: Send[] = []
    for (const mock of [createMock(), createMock()]) {
      await mock.world(play.world)
      sends.push(handledBy(mock.handle))
    }
    const [one, two] = await Promise.all(sends.map((send) => played(play, send)))
    expect(one).toEqual(two)
  })

  it('never meet as servers, nor when one of them ends', async () => {
    await using one = await startServer()
    const two = await startServer()
    const mine = await one.world({ name: 'same' })
    const yours = await two.world({ name: 'same' })
    const before = await sightOf(mine)
    await stirUp(yours, (request) => overPort(two.url, request))
    expect(await sightOf(mine)).toEqual(before)
    await two.close()
    expect(await sightOf(mine)).toEqual(before)
    expect((await overPort(one.url, inWorld(enter('abc-def-ghi'), 'same'))).status).toBe(201)
  })
})
