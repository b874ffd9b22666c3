import { describe, expect, it } from 'vitest'
import { scenarios } from '../contract/compiled/scenarios.js'
import { createCore } from '../mock/core.ts'
import type { Arm } from '../domain/state.ts'
import { createPerformance } from './performance.ts'
import { begin, MACHINE } from './testing/begin.ts'

function beginGuestBeforeHost() {
  const core = createCore({ clock: { now: () => MACHINE } })
  const [scenario] = scenarios.filter(({ name }) => name === 'guest-before-host')
  if (!scenario) throw new Error('there is no such scenario')
  return { core, performance: createPerformance({ core, world: core.worlds.default, scenario }) }
}

describe('a performance', () => {
  it('counts what was played, keeps the values of its subjects, and tells of each step and of the end', async () => {
    const { core, performance } = await begin([0, 90_000], { mode: 'step' })
    const told: unknown[] = []
    core.worlds.subscribe(({ what }) => told.push(what))
    await performance.playNext()
    const { code } = performance.values()
    expect([performance.next()?.atMs, code]).toEqual([90_000, expect.any(String)])
    await performance.playNext()
    await performance.playNext()
    expect([performance.values()['code'], performance.next(), performance.unmet()]).toEqual([code, undefined, []])
    expect(told).toEqual([
      's 0s · set meeting-room: []',
      's 1m 30s · set meeting-room: []',
      's is over: 2 steps, all as expected',
    ])
  })

  it('that has ended has no next step, plays nothing and tells nothing', async () => {
    const { core, performance } = await begin([0, 1], { mode: 'step' })
    const told: unknown[] = []
    core.worlds.subscribe(({ what }) => told.push(what))
    performance.end()
    await performance.playNext()
    performance.tell('something')
    expect([performance.next(), performance.played(), told]).toEqual([undefined, 0, []])
  })

  it('listens to what happens in its world until it ends', async () => {
    const core = createCore({ clock: { now: () => MACHINE } })
    let listeners = 0
    const announced: typeof core.announced = (listener) => {
      const forget = core.announced(listener)
      listeners++
      return () => {
        listeners--
        forget()
      }
    }
    const scenario = { name: 's', about: '', at: '', steps: [] }
    const performance = createPerformance({ core: { ...core, announced }, world: core.worlds.default, scenario })
    expect(listeners).toBe(1)
    performance.end()
    expect(listeners).toBe(0)
  })

  it('has the outcome of each call, and null for a set', async () => {
    const { performance } = beginGuestBeforeHost()
    await performance.playNext()
    expect(performance.answers()).toEqual([null])
    await performance.playNext()
    expect(performance.answers()).toEqual([null, 'joined-as-guest'])
  })

  it('has the cause of an answer that is no outcome, which is not as expected', async () => {
    const { core, performance } = beginGuestBeforeHost()
    await performance.playNext()
    const arm: Arm = {
      id: 'a',
      operation: 'joinMeetingRoom',
      times: 1,
      latencyMs: 0,
      answer: { kind: 'status', status: 503 },
    }
    await core.store.change('default', () => ({ result: null, writes: [{ table: 'arms', key: '', value: [arm] }] }))
    await performance.playNext()
    const [unmet] = performance.unmet()
    expect(unmet).toMatchObject({ expected: 'joined-as-guest', answered: expect.stringMatching(/./) })
    expect(performance.answers()).toEqual([null, unmet?.answered])
  })

  it('keeps the values of a subject when another one is set', async () => {
    const core = createCore({ clock: { now: () => MACHINE } })
    const steps = ['meeting-room', 'livechat-room'].map((subject, nth) => ({
      atMs: nth,
      at: '',
      set: { [subject]: [] },
    }))
    const performance = createPerformance({
      core,
      world: core.worlds.default,
      scenario: { name: 's', about: '', at: '', steps },
    })
    await performance.playNext()
    const { code } = performance.values()
    await performance.playNext()
    expect(performance.values()).toEqual({ code, roomId: expect.any(String) })
    expect(code).toEqual(expect.any(String))
  })
})
