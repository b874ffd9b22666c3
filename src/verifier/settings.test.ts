import { describe, expect, it } from 'vitest'
import { caseOf, onWebSocket } from '../verify/testing/answers.ts'
import { partsFor } from '../verify/testing/plays.ts'
import { target } from '../verify/testing/runs.ts'
import { toAsked, withSettings } from './settings.ts'
import type { Ready } from './verify-run.ts'

it('the transports that are named are played; without one all are', async () => {
  const [joined, all] = [caseOf('joinMeetingRoom/joined-as-guest'), ['http', 'polling', 'websocket'] as const]
  const [some, any] = [await toAsked({ transports: ['polling', 'http'] }, { target }), await toAsked({}, { target })]
  expect(all.map((transport) => some.wanted(joined, transport))).toEqual([true, true, false])
  expect(all.map((transport) => any.wanted(joined, transport))).toEqual([true, true, true])
})

const ready: Ready = {
  target,
  gate: 'document',
  minCoverage: 80,
  arranger: partsFor().arranger,
  timeoutMs: 1000,
  close: async () => {},
}

describe('the settings of a run', () => {
  const gateOf = (settings: Parameters<typeof withSettings>[1]) => withSettings(ready, settings).gate
  const least = (settings: Parameters<typeof withSettings>[1]) => withSettings(ready, settings).minCoverage

  it('have the gate of the target unless they say one, or accept deviations: then any other fails', () => {
    expect([gateOf({}), gateOf({ deviations: [] }), gateOf({ gate: 'server' })]).toEqual([
      'document',
      'document',
      'server',
    ])
    expect([gateOf({ deviations: 'known.yaml' }), gateOf({ deviations: 'known.yaml', gate: 'document' })]).toEqual([
      'inferred',
      'document',
    ])
  })

  it('require the coverage of the target, none of a part of its cases, and always what they say', () => {
    expect([least({}), least({ cases: ['a'] }), least({ transports: ['http'] })]).toEqual([80, 0, 0])
    expect([least({ minCoverage: 5 }), least({ minCoverage: 5, cases: ['a'] })]).toEqual([5, 5])
    for (const minCoverage of [-1, 101])
      expect(() => least({ minCoverage })).toThrow(`minCoverage takes 0 to 100, not ${minCoverage}`)
  })

  it('have an hour, five retries and eight workers, and leave out bodies of others, unless they say otherwise', async () => {
    expect(await toAsked({}, { target })).toMatchObject({
      deviations: [],
      allowMutating: [],
      deadlineMs: 3_600_000,
      retries: 5,
      workers: 8,
      keepBodies: false,
    })
    const said = { deadlineMs: 5000, retries: 0, workers: 2, keepBodies: true }
    expect(await toAsked(said, { target })).toMatchObject(said)
    for (const [wrong, message] of [
      [{ deadlineMs: 0 }, 'deadlineMs takes 1 to 86400000, not 0'],
      [{ retries: -1 }, 'retries takes 0 to 20, not -1'],
      [{ workers: 0 }, 'workers takes 1 to 16, not 0'],
    ] as const)
      await expect(toAsked(wrong, { target })).rejects.toThrow(message)
  })

  it('select cases of operations that the target names', async () => {
    const joining = { target: { ...target, operations: ['joinMeetingRoom'] } }
    const { wanted } = await toAsked({ cases: ['joined-as-guest'] }, joining)
    expect(wanted(caseOf('joinMeetingRoom/joined-as-guest'), 'http')).toBe(true)
    await expect(toAsked({ cases: ['room-locked', 'left'] }, joining)).rejects.toThrow(
      'the operations of the target leave out leaveMeetingRoom, which left selects',
    )
  })

  it('allow changes on the host of the target alone', async () => {
    const { host } = new URL(target.url)
    expect((await toAsked({ allowMutating: [host] }, { target })).allowMutating).toEqual([host])
    await expect(toAsked({ allowMutating: [host, 'other.example'] }, { target })).rejects.toMatchObject({
      message: "the allowed host other.example is not the target's",
      fix: `Write it as in its URL: ${host}.`,
    })
  })

  it('keep the order of cases unless they are to be shuffled, always alike for the same number', async () => {
    const cases = Array.from({ length: 20 }, () => caseOf('joinMeetingRoom/room-locked')).map((each, n) => ({
      ...each,
      id: `${n}`,
    }))
    const ids = async (shuffle?: number) =>
      (await toAsked(shuffle === undefined ? {} : { shuffle }, { target })).order(cases).map(({ id }) => id)
    expect(await ids()).toEqual(cases.map(({ id }) => id))
    expect(await ids(7)).not.toEqual(await ids())
    expect(await ids(7)).toEqual(await ids(7))
  })

  it('say how a case is repeated: on the target if a program knows, and on the mock', async () => {
    const { reproduce } = await toAsked({ reproduce: ({ id }, transport) => `${id} by ${transport}` }, { target })
    const planned = onWebSocket('joinMeetingRoom/room-locked')
    expect(reproduce(ready)(planned, [])).toMatchObject({
      target: 'joinMeetingRoom/room-locked by websocket',
      mock: 'npx greenroom show joinMeetingRoom/room-locked --as socket',
    })
    const older = await toAsked({}, { target: { ...target, edition: '2022' } })
    expect(older.reproduce(ready)(planned, []).mock).toBe(
      'npx greenroom show joinMeetingRoom/room-locked --edition 2022 --as socket',
    )
    const without = await toAsked({}, { target })
    expect(without.reproduce(ready)(planned, []).target).toBeNull()
  })

  it('name deviations of cases that there are', async () => {
    await expect(toAsked({ deviations: 'nowhere.yaml' }, { target })).rejects.toThrow('nowhere.yaml: cannot be read')
    const accepted = { findings: [{ check: 'status' }], reason: 'until it is fixed', until: '2099-12-31' } as const
    const known = { ...accepted, case: 'joinMeetingRoom/room-locked' }
    expect((await toAsked({ deviations: [known] }, { target })).deviations).toMatchObject([known])
    const unknown = { ...accepted, case: 'joinMeetingRoom/no-such-case' }
    await expect(toAsked({ deviations: [unknown] }, { target })).rejects.toThrow(
      'deviations.0.case: there is no case joinMeetingRoom/no-such-case',
    )
  })
})
