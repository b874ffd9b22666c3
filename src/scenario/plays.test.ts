import { describe, expect, it } from 'vitest'
import { scenarios } from '../contract/compiled/scenarios.js'
import { isCallStep, type Scenario } from '../contract/model/scenario.ts'
import type { ClockSetting } from '../domain/state.ts'
import { createCore, type Core } from '../mock/core.ts'
import type { Answer } from '../mock/answer.ts'
import type { WorldEntry } from '../world/world-entry.ts'
import { createPlays } from './plays.ts'
import { setTimers } from './testing/set-timers.ts'

const scenarioOf = (name: string): Scenario => {
  const found = scenarios.find((each) => each.name === name)
  if (!found) throw new Error(`there is no scenario ${name}`)
  return found
}

const TIMED = { mode: 'timed', speed: 1 } as const
const STEP = { mode: 'step' } as const

const INSTANT = Date.parse('2026-03-03T10:30:00.000Z')

/** A mock with its plays, whose time stands, and all that was told of its worlds. */
function begin() {
  const core = createCore({ clock: { now: () => INSTANT } })
  const timers = setTimers()
  const told: string[] = []
  core.worlds.subscribe(({ world, what }) => {
    if (what !== undefined) told.push(`[${world}] ${what}`)
  })
  return { core, timers, told, plays: createPlays(core, timers), make: makerOf(core) }
}

const makerOf =
  (core: Core) =>
  async (name: string, clock: 'real' | 'seed' = 'seed'): Promise<WorldEntry> => {
    const world = await core.worlds.make(name, core.recipeOf(name, { clock }))
    if ('kind' in world) throw new Error(world.kind)
    return world
  }

const timeIn = async (core: Core, world: string): Promise<number> =>
  core.store.change(world, ({ now }) => ({ result: now, writes: [] }))

const clockIn = async (core: Core, world: string): Promise<ClockSetting> =>
  core.store.change(world, ({ clock }) => ({ result: clock, writes: [] }))

const moveClock = async (core: Core, world: string, ms: number): Promise<number> =>
  core.store.change(world, ({ now }) => ({
    result: now,
    writes: [{ table: 'clock', key: '', value: { kind: 'frozen', at: now + ms } }],
  }))

const insideOf = async (core: Core, world: string, code = ''): Promise<(string | null)[]> =>
  core.store.change(world, ({ meetingRooms }) => ({
    result: (meetingRooms.get(code)?.inside ?? []).map(({ guestName }) => guestName),
    writes: [],
  }))

const joinAs = async (core: Core, world: string, code: string, guestName: string): Promise<Answer> => {
  const body = JSON.stringify({ guestName })
  return core.answer({
    method: 'POST',
    target: `/~${world}/rooms/${code}/join`,
    headers: { 'content-type': 'application/json' },
    body,
    bodyBytes: body.length,
    isCut: false,
    address: '127.0.0.1',
  })
}

describe('a scenario in real time', () => {
  it('plays each step when its time has come, and moves a clock that stands along', async () => {
    const { core, timers, told, plays, make } = begin()
    const play = await plays.start(await make('w'), scenarioOf('full-house'), TIMED)
    expect(play.values()['code']).toMatch(/^\w{3}-\w{3}-\w{3}$/)
    expect(play.played()).toBe(1)
    await timers.pass(1999)
    expect(play.played()).toBe(1)
    await timers.pass(1)
    expect(play.played()).toBe(2)
    expect(await timeIn(core, 'w')).toBe(INSTANT + 2000)
    await timers.pass(60_000)
    expect(play.played()).toBe(7)
    expect(play.unmet()).toEqual([])
    expect(await timeIn(core, 'w')).toBe(INSTANT + 35_000)
    expect(told.slice(0, 2)).toEqual([
      '[w] full-house 0s · set meeting-room: [two-seats]',
      '[w] full-house 2s · Host: joinMeetingRoom, joined-as-host',
    ])
    expect(told.at(-1)).toBe('[w] full-house is over: 7 steps, all as expected')
    expect(timers.waiting()).toBe(0)
    expect(await insideOf(core, 'w', play.values()['code'])).toEqual([null, 'Omar'])
  })

  it('plays faster at a speed, and leaves a clock that runs to run', async () => {
    const { core, timers, plays, make } = begin()
    const play = await plays.start(await make('w', 'real'), scenarioOf('full-house'), { mode: 'timed', speed: 10 })
    await timers.pass(3400)
    expect(play.played()).toBe(6)
    await timers.pass(100)
    expect(play.played()).toBe(7)
    expect(await clockIn(core, 'w')).toEqual({ kind: 'running', ahead: 0 })
  })

  it('keeps its world from being dropped for idleness until it is over', async () => {
    const core = createCore({ worldIdleMinutes: 0 })
    const timers = setTimers()
    const plays = createPlays(core, timers)
    await plays.start(await makerOf(core)('w'), scenarioOf('full-house'), TIMED)
    for (let sweep = 0; sweep < 3; sweep++) void core.worlds.sweep()
    expect(core.worlds.get('w')).toBeDefined()
    await timers.pass(60_000)
    for (let sweep = 0; sweep < 3; sweep++) void core.worlds.sweep()
    expect(core.worlds.get('w')).toBeUndefined()
    expect(plays.of('w')).toBeUndefined()
  })
})

describe('a scenario step by step', () => {
  it('waits until it is told to go on, and moves the clock to the instant of each step', async () => {
    const { core, timers, plays, make } = begin()
    const play = await plays.start(await make('w'), scenarioOf('locked-mid-call'), STEP)
    await timers.pass(3_600_000)
    expect(play.played()).toBe(1)
    for (const step of scenarioOf('locked-mid-call').steps.slice(1)) {
      expect(play.next()).toEqual({ step, instant: INSTANT + step.atMs })
      await play.forward()
      expect(await timeIn(core, 'w')).toBe(INSTANT + step.atMs)
    }
    expect(play.next()).toBeUndefined()
    await play.forward()
    expect(play.played()).toBe(10)
    expect(play.unmet()).toEqual([])
  })

  it('plays what has become due when the clock of the world is moved, in order, each at its own instant', async () => {
    const { core, plays, make } = begin()
    const play = await plays.start(await make('w'), scenarioOf('guest-before-host'), STEP)
    await plays.clockMoved('w', await moveClock(core, 'w', 20_000))
    expect(play.played()).toBe(4)
    expect(await timeIn(core, 'w')).toBe(INSTANT + 20_000)
    const joined = await core.store.change('w', ({ meetingRooms }) => ({
      result: meetingRooms.get(play.values()['code'] ?? '')?.inside.map(({ joinedAt }) => joinedAt),
      writes: [],
    }))
    expect(joined).toEqual(['2026-03-03T10:30:03.000Z', '2026-03-03T10:30:08.000Z', '2026-03-03T10:30:15.000Z'])
    await plays.clockMoved('w', await moveClock(core, 'w', -60_000))
    expect(play.played()).toBe(4)
    await plays.clockMoved('w', await moveClock(core, 'w', 3_600_000))
    expect(play.played()).toBe(7)
    expect(play.unmet()).toEqual([])
  })

  it('does so in a world whose clock runs, too, and lets it run on from where it was moved to', async () => {
    const { core, plays, make } = begin()
    const play = await plays.start(await make('w', 'real'), scenarioOf('guest-before-host'), STEP)
    await core.store.change('w', () => ({
      result: null,
      writes: [{ table: 'clock', key: '', value: { kind: 'running', ahead: 20_000 } }],
    }))
    await plays.clockMoved('w', INSTANT)
    expect(play.played()).toBe(4)
    expect(await clockIn(core, 'w')).toEqual({ kind: 'running', ahead: 20_000 })
  })

  it('plays one step for each that goes on at once', async () => {
    const { plays, make } = begin()
    const play = await plays.start(await make('w'), scenarioOf('full-house'), STEP)
    await Promise.all([play.forward(), play.forward(), play.forward()])
    expect(play.played()).toBe(4)
    expect(play.unmet()).toEqual([])
  })
})

describe('the guests of a scenario', () => {
  it('hold their seats until they leave, lose them where somebody else takes them, and go when it is stopped', async () => {
    const { core, plays, make } = begin()
    const play = await plays.start(await make('w'), scenarioOf('guest-before-host'), STEP)
    await play.forward()
    await play.forward()
    const { code = '' } = play.values()
    expect(await insideOf(core, 'w', code)).toEqual(['Jane', 'Omar'])
    await joinAs(core, 'w', code, 'Web')
    expect(await plays.stop('w')).toBe(true)
    expect(await insideOf(core, 'w', code)).toEqual(['Web'])
    expect(await plays.stop('w')).toBe(false)
    await play.forward()
    expect(play.played()).toBe(3)
  })

  it('who are answered otherwise than they expect say so, and the scenario goes on', async () => {
    const { core, told, plays, make } = begin()
    const play = await plays.start(await make('w'), scenarioOf('full-house'), STEP)
    await joinAs(core, 'w', play.values()['code'] ?? '', 'First')
    for (let step = 0; step < 6; step++) await play.forward()
    expect(play.unmet()[0]).toEqual({
      n: 3,
      by: 'Jane',
      operation: 'joinMeetingRoom',
      expected: 'joined-as-guest',
      answered: 'room-full',
      at: 'fixtures/scenarios/full-house.yaml:7',
    })
    expect(told).toContain(
      '[w] full-house 5s · Jane: joinMeetingRoom, room-full, not joined-as-guest as fixtures/scenarios/full-house.yaml:7 expects',
    )
    expect(told.at(-1)).toBe('[w] full-house is over: 7 steps, 2 not as expected')
  })

  it('whose token is none are told what refuses their connection', async () => {
    const { plays, make } = begin()
    const [first, second] = scenarioOf('full-house').steps
    if (!first || !second || !isCallStep(second)) throw new Error('the scenario has changed')
    const call = { ...second.call, as: 'expired-token', expect: 'unauthorized' }
    const steps = [first, { ...second, call }, { ...second, atMs: 3000, call: { ...call, expect: 'joined-as-user' } }]
    const play = await plays.start(await make('w'), { ...scenarioOf('full-house'), steps }, STEP)
    await play.forward()
    await play.forward()
    expect(play.unmet().map(({ n, answered }) => [n, answered])).toEqual([[3, 'unauthorized']])
  })

  it('of two worlds never meet', async () => {
    const { core, timers, plays, make } = begin()
    const scenario = scenarioOf('full-house')
    const [one, two] = [
      await plays.start(await make('one'), scenario, TIMED),
      await plays.start(await make('two'), scenario, TIMED),
    ]
    await timers.pass(10_000)
    expect([one.played(), two.played()]).toEqual([4, 4])
    await plays.stop('one')
    await timers.pass(30_000)
    expect([one.played(), two.played()]).toEqual([4, 7])
    expect(two.unmet()).toEqual([])
    expect(one.values()['code']).not.toBe(two.values()['code'])
    expect(await insideOf(core, 'one', one.values()['code'])).toEqual([])
  })
})

describe('a play ends', () => {
  it.each([
    ['dropped', ({ worlds }: Core) => worlds.drop('w')],
    ['reset', ({ worlds }: Core) => worlds.reset('w')],
    ['made anew', (core: Core) => core.worlds.make('w', core.recipeOf('w', {}))],
  ])('when its world is %s: nothing more happens, and no timer is left', async (_, end) => {
    const { core, timers, told, plays, make } = begin()
    const play = await plays.start(await make('w'), scenarioOf('crowd'), TIMED)
    await timers.pass(60_000)
    const [played, lines] = [play.played(), told.length]
    void end(core)
    expect(timers.waiting()).toBe(0)
    expect(plays.of('w')).toBeUndefined()
    await timers.pass(3_600_000)
    expect([play.played(), told.length]).toEqual([played, lines])
    expect(play.next()).toBeUndefined()
  })

  it('when another one starts in its world, whose guests then are the only ones', async () => {
    const { core, timers, plays, make } = begin()
    const world = await make('w')
    const first = await plays.start(world, scenarioOf('guest-before-host'), TIMED)
    await timers.pass(10_000)
    const [second, third] = await Promise.all([
      plays.start(world, scenarioOf('full-house'), TIMED),
      plays.start(world, scenarioOf('last-seat'), TIMED),
    ])
    expect(await insideOf(core, 'w', first.values()['code'])).toEqual([])
    expect(plays.of('w')).toBe(third)
    expect([first.next(), second.next()]).toEqual([undefined, undefined])
    expect(timers.waiting()).toBe(1)
  })

  it('when it is stopped while it starts', async () => {
    const { plays, make } = begin()
    const world = await make('w')
    const [play, stopped] = await Promise.all([plays.start(world, scenarioOf('full-house'), STEP), plays.stop('w')])
    expect([stopped, plays.of('w'), play.next()]).toEqual([true, undefined, undefined])
  })

  it('with everything else: nothing listens to worlds any more', async () => {
    const { core } = begin()
    let listeners = 0
    const subscribe: typeof core.worlds.subscribe = (listener) => {
      const unsubscribe = core.worlds.subscribe(listener)
      listeners++
      return () => {
        listeners--
        unsubscribe()
      }
    }
    const plays = createPlays({ ...core, worlds: { ...core.worlds, subscribe } }, setTimers())
    expect(listeners).toBe(1)
    plays.endAll()
    expect(listeners).toBe(0)
  })

  it('with everything else: no timer is left in any world', async () => {
    const { timers, plays, make } = begin()
    for (const name of ['one', 'two', 'three']) await plays.start(await make(name), scenarioOf('crowd'), TIMED)
    expect(timers.waiting()).toBe(3)
    plays.endAll()
    expect(timers.waiting()).toBe(0)
  })
})

it('the same scenario in a world of the same name comes to the same bytes', async () => {
  const texts = await Promise.all(
    [1, 2].map(async () => {
      const { core, plays, make } = begin()
      for (const { name } of scenarios) {
        const play = await plays.start(await make(`same-${name}`), scenarioOf(name), STEP)
        while (play.next()) await play.forward()
      }
      const worlds = core.worlds.list().filter(({ name }) => name.startsWith('same-'))
      return worlds.map(({ journal }) =>
        journal.since(0).map(({ at, request, answer }) => JSON.stringify([at, request, answer.body])),
      )
    }),
  )
  expect(texts[0]?.flat().length).toBeGreaterThan(100)
  expect(texts[1]).toEqual(texts[0])
})
