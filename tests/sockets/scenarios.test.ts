import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Play, Scenario, ScenarioWish, TestWorld } from '../../src/client/connect.ts'
import { scenarios, type ScenarioName } from '../../src/contract/compiled/scenarios.js'
import { Fault } from '../../src/fault.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import { connecting, HOST, overHttp } from '../support/meeting-room.ts'
import { patience } from '../support/patience.ts'
import { patient, until, type Listener } from '../support/sockets.ts'
import { isObject } from '../../src/json.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ sockets: patient })
})
afterAll(() => server.close())

const connected = (world: TestWorld): Promise<Listener> => connecting(world)()

/** A socket in the room of a scenario, on a seat of its own that nobody else can take. */
async function watcher(world: TestWorld, { values: { code = '' } }: Play): Promise<Listener> {
  const { maxParticipants } = await world.meetingRooms.get(code)
  await world.meetingRooms.change(code, { maxParticipants: maxParticipants + 1 })
  const socket = await connected(world)
  expect(await socket.ask('join-room', { code, guestName: 'Watcher' })).toHaveProperty('id')
  return socket
}

/** What a socket has heard, in words: `+Jane`, `-Jane`, and other events by their names. */
function inWords(heard: readonly unknown[][]): string[] {
  const names = new Map<unknown, string>()
  return heard.map(([event, payload]) => {
    const { participant, participantId } = { participant: null, participantId: null, ...Object(payload) }
    if (event === 'user-left') return `-${names.get(participantId)}`
    if (event !== 'user-joined' || !isObject(participant)) return `${String(event)} ${JSON.stringify(payload)}`
    const { id, guestName, userId } = participant
    const name = typeof guestName === 'string' ? guestName : userId === HOST ? 'host' : 'member'
    names.set(id, name)
    return `+${name}`
  })
}

const ENDED = 'force-disconnect {"reason":"The meeting has ended"}'

/** What a socket hears that is in the room from the start. */
const HEARD: Readonly<Record<Exclude<ScenarioName, 'agent-joins-twice' | 'crowd'>, readonly string[]>> = {
  'full-house': ['+host', '+Jane', '-Jane', '+Omar'],
  'last-seat': ['+Jane', '-Jane', '+Jane', '-Jane', '+Omar'],
  'locked-mid-call': [
    '+host',
    '+Jane',
    'room-locked {"locked":true}',
    '-Jane',
    'room-locked {"locked":false}',
    '+Late',
  ],
  'room-ends-while-inside': ['+host', '+member', '+Jane', ENDED],
  'guest-before-host': ['+Jane', '+Omar', '+member', '-Omar', '+host', '+Omar'],
}

/** Plays what is left. */
async function toItsEnd(play: Play): Promise<void> {
  for (let { next } = await play.status(); next !== null; { next } = await play.next());
}

describe('a socket in the room', () => {
  it.each(Object.entries(HEARD))('hears what the guests of %s do', async (name, heard) => {
    await using world = await server.world()
    const play = await world.play(name, { steps: true })
    using socket = await watcher(world, play)
    await toItsEnd(play)
    expect(inWords(await socket.hears())).toEqual(heard)
    expect(await play.status()).toMatchObject({ name, next: null, unmet: [] })
  })

  it('hears a crowd come and go, as the clock of the world is moved', async () => {
    await using world = await server.world()
    const play = await world.play('crowd', { steps: true })
    using socket = await watcher(world, play)
    await world.clock.advance('5m')
    const half = inWords(await socket.hears()).length
    expect(half).toBeGreaterThan(10)
    await world.clock.advance('1h')
    const words = inWords(await socket.hears())
    const [come, gone] = ['+', '-'].map((mark) =>
      words.filter((word) => word.startsWith(mark)).map((word) => word.slice(1)),
    )
    expect(words.length).toBeGreaterThan(half)
    expect(come).toHaveLength(41)
    expect([...(gone ?? []), 'host'].sort()).toEqual(come?.sort())
    expect(await play.status()).toMatchObject({ played: 82, next: null, unmet: [] })
    expect((await world.clock.read()).now).toBe('2026-03-03T11:35:00.000Z')
  })

  it('is heard by nobody of a scenario, but takes its seats: what is answered otherwise is told', async () => {
    await using world = await server.world()
    const play = await world.play('last-seat', { steps: true })
    const { code } = play.values
    using socket = await connected(world)
    await socket.ask('join-room', { code, guestName: 'Real' })
    expect((await play.next()).unmet).toMatchObject([
      { by: 'Jane', expected: 'joined-as-guest', answered: 'room-full', at: 'fixtures/scenarios/last-seat.yaml:6' },
    ])
  })

  it('can end the meeting for the guests of a scenario: who would leave has left', async () => {
    await using world = await server.world()
    const play = await world.play('guest-before-host', { steps: true })
    const { code } = play.values
    for (let step = 0; step < 3; step++) await play.next()
    using host = await connecting(world)('host')
    await host.ask('join-room', { code })
    expect(await host.ask('end-room', { code })).toEqual({ success: true })
    expect(await world.meetingRooms.get(code ?? '')).toMatchObject({ isActive: false, inside: [] })
    await play.next()
    expect((await play.next()).unmet).toMatchObject([{ by: 'Host', answered: 'room-inactive' }])
  })

  it('hears of a guest who leaves by the same socket id as when the guest came', async () => {
    await using world = await server.world()
    const play = await world.play('full-house', { steps: true })
    using socket = await watcher(world, play)
    await toItsEnd(play)
    const events = (await socket.hears()).map(([event, payload]) => ({ event, ...Object(payload) }))
    const jane = events.find(({ participant }) => participant?.guestName === 'Jane')?.participant
    expect(events.find(({ event }) => event === 'user-left')).toEqual({
      event: 'user-left',
      socketId: jane?.socketId,
      userId: null,
      participantId: jane?.id,
    })
    expect(jane?.socketId).toMatch(/^full-house-/)
  })

  it('of a world that begins anew is told by no socket of before, though ids are the same', async () => {
    await using world = await server.world()
    const play = await world.play('guest-before-host', { steps: true })
    using _ = await watcher(world, play)
    const { code = '' } = play.values
    await play.next()
    const before = (await world.meetingRooms.get(code)).inside.map(({ id }) => id)
    await world.reset()
    const again = await world.situation({ 'meeting-room': [] })
    using socket = await connected(world)
    await socket.ask('join-room', { code: again.code, guestName: 'First' })
    const { id } = JSON.parse(await (await overHttp(world, again.code, 'Second')).text())
    expect(before).toContain(id)
    await world.meetingRooms.unseat(again.code, id)
    expect((await socket.hears()).slice(1)).toEqual([
      ['user-left', { socketId: null, userId: null, participantId: id }],
    ])
  })

  it('takes the seat of a guest who is the same user, and keeps it when the scenario is stopped', async () => {
    await using world = await server.world()
    const play = await world.play('guest-before-host', { steps: true })
    const { code = '' } = play.values
    for (let step = 0; step < 3; step++) await play.next()
    using member = await connecting(world)('member')
    const own = await member.ask('join-room', { code })
    await play.stop()
    expect((await world.meetingRooms.get(code)).inside).toEqual([own])
    expect(inWords(await member.hears())).toHaveLength(2)
  })

  it('hears the guests leave when the scenario is stopped, and nothing when its world is dropped', async () => {
    const world = await server.world()
    const play = await world.play('guest-before-host', { steps: true })
    using socket = await watcher(world, play)
    await play.next()
    await play.next()
    await play.stop()
    expect(inWords(await socket.hears())).toEqual(['+Jane', '+Omar', '-Jane', '-Omar'])
    await expect(play.status()).rejects.toThrow('No scenario is playing in the world')
    await world.play('crowd', { speed: 1000 })
    await world.drop()
    await until(() => socket.ends.length === 1)
    expect(socket.heard).toHaveLength(4)
  })
})

it('an agent joins a livechat room twice, and counts once', async () => {
  await using world = await server.world()
  const play = await world.play('agent-joins-twice', { steps: true })
  const users = async (): Promise<number> => (await world.livechatRooms.get(play.values.roomId ?? '')).usersCount
  const before = await users()
  await play.next()
  await play.next()
  expect(await users()).toBe(before + 1)
  await toItsEnd(play)
  expect(await play.status()).toMatchObject({ next: null, unmet: [] })
})

it('every scenario there is has been heard here', () => {
  expect(scenarios.map(({ name }) => name)).toEqual(['agent-joins-twice', 'crowd', ...Object.keys(HEARD)].sort())
})

it('a scenario keeps no process alive', async () => {
  const index = pathToFileURL(resolve('src/index.ts')).href
  const code = `const { createMock } = await import('${index}'); await (await createMock().attach()).play('crowd')`
  const args = ['--input-type=module', '-e', code]
  // The crowd comes and goes for half an hour: a process that waits for it is stopped, which fails.
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: patience(60_000) })
  expect(stdout).toBe('')
})

const SET = { atMs: 0, at: '', set: { 'meeting-room': [] } }
const request = { path: {}, query: {}, headers: {}, body: null }
const CALL = { operation: 'joinMeetingRoom', expect: 'x', as: 'guest', request }
/** Of any steps at all: what an editor would refuse is sent, too. */
const of = (...steps: readonly object[]): Scenario =>
  JSON.parse(JSON.stringify({ name: 'own', about: 'of my own', at: '', steps }))

describe('worlds that play at once', () => {
  it('never meet, and play as fast as each was told to', async () => {
    await using fast = await server.world({ name: 'fast' })
    await using slow = await server.world({ name: 'slow' })
    const quick = await fast.play('full-house', { speed: 1000 })
    const still = await slow.play(of(SET, { atMs: 3_600_000, at: '', by: 'Late', call: CALL }))
    using inSlow = await watcher(slow, still)
    await until(async () => (await quick.status()).next === null)
    expect(await quick.status()).toMatchObject({ speed: 1000, played: 7, unmet: [] })
    expect(await still.status()).toMatchObject({ speed: 1, played: 1 })
    expect(await inSlow.hears()).toEqual([])
  })
})

describe('what the control plane is asked to play', () => {
  const faultOf = async (world: TestWorld, ask: (world: TestWorld) => Promise<unknown>): Promise<string> =>
    ask(world).then(
      () => 'nothing',
      (fault: unknown) => (fault instanceof Fault ? fault.message : String(fault)),
    )
  it.each<[string, ScenarioWish, string]>([
    ['a name that there is not', 'full-hous', 'must be one of agent-joins-twice'],
    [
      'a scenario that begins by a call',
      of({ atMs: 0, by: 'Jane', call: CALL }),
      '/scenario/steps/0 must be a set at 0',
    ],
    ['one that begins late', of({ ...SET, atMs: 1 }), '/scenario/steps/0 must be a set at 0'],
    ['one that runs backwards', of(SET, { ...SET, atMs: 2 }, { ...SET, atMs: 1 }), '/scenario/steps/2/atMs'],
    ['a step that is nothing', of(SET, { atMs: 1 }), '/scenario/steps/1 must have either set, or by and call'],
    ['a step that is both', of(SET, { ...SET, by: 'Jane', call: CALL }), '/scenario/steps/1 must have either'],
    [
      'an operation that there is not',
      of(SET, { atMs: 1, by: 'J', call: { ...CALL, operation: 'join' } }),
      '/call/operation',
    ],
    ['a fact that there is not', of({ ...SET, set: { 'meeting-room': ['lokced'] } }), 'must be one of locked'],
    [
      'facts that do not go together',
      of({ ...SET, set: { call: ['unknown', 'private'] } }),
      '/scenario/steps/0/set/call',
    ],
  ])('is refused with the place of %s', async (_, scenario, message) => {
    await using world = await server.world()
    expect(await faultOf(world, () => world.play(scenario))).toContain(message)
    expect(await faultOf(world, () => world.playing())).toContain('No scenario is playing')
  })

  it('may be a scenario of your own', async () => {
    await using world = await server.world()
    const call = {
      ...CALL,
      expect: 'joined-as-guest',
      request: { ...request, path: { code: '$code' }, body: { guestName: 'Me' } },
    }
    const play = await world.play(of(SET, { atMs: 5, at: 'own.yaml:3', by: 'Me', call }), { steps: true })
    expect(await play.next()).toMatchObject({ name: 'own', played: 2, next: null, unmet: [] })
    expect((await world.playing()).values).toEqual(play.values)
  })
})
