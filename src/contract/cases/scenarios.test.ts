import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Fault } from '../../fault.ts'
import { scenariosOf } from '../compile/compile.ts'
import { faces } from '../compiled/faces.ts'
import { factWords } from '../compiled/facts.ts'
import { seeds } from '../compiled/seeds.ts'
import { socketFaces } from '../compiled/socket-faces.ts'
import { successes } from '../compiled/successes.ts'
import { drawCrowd } from './crowd.ts'
import { scenarioOf } from './scenarios.ts'
import { loadDocument, type Document } from '../read/load.ts'
import { isCallStep, type CallStep, type Scenario } from '../model/scenario.ts'
import { vocabularyOf } from './vocabulary.ts'

/** The compiled contract: reading it again takes longer than everything tested here. */
const parts = {
  words: vocabularyOf([...faces.current, ...socketFaces], Object.values(seeds), factWords),
  successes: new Map(Object.entries(successes)),
  draw: (crowd: Parameters<typeof drawCrowd>[0]) => drawCrowd(crowd, '2026-03-03T10:30:00.000Z'),
}

let scenarioSchema: Document
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-scenarios-'))
  scenarioSchema = await loadDocument('fixtures/scenario.schema.yaml')
})
afterAll(() => rm(folder, { recursive: true }))

/** The scenario of a file. */
async function scenarioIn(text: string): Promise<Scenario> {
  const path = join(folder, 'play.yaml')
  await writeFile(path, text)
  const [scenario] = scenariosOf({ scenarioSchema, scenarios: [await loadDocument(path)] }, parts)
  return scenario ?? Promise.reject(new Error('there is no scenario'))
}

const callsIn = async (text: string): Promise<readonly CallStep[]> => (await scenarioIn(text)).steps.filter(isCallStep)

const faultOf = (text: string): Promise<Fault | null> =>
  scenarioIn(text).then(
    () => null,
    (error: unknown) => (error instanceof Fault ? error : Promise.reject(error)),
  )

const HEAD = 'scenario: play\nabout: what it shows\nsteps:\n  - { at: 0s, set: { meeting-room: [] } }\n'
const JOIN = '{ at: 2s, by: Jane, call: joinMeetingRoom, expect: joined-as-guest }'

describe('a scenario that nobody could play is refused with file and line, and what would be right', () => {
  it.each([
    ['{ at: 2s, by: Jane, call: joinMeetingRom, expect: x }', 'no operation joinMeetingRom', 'joinMeetingRoom'],
    ['{ at: 2s, by: Jane, call: leaveMeetingRom, as: guest, expect: x }', 'no operation', 'leaveMeetingRoom'],
    ['{ at: 2s, by: Jane, call: joinMeetingRoom, expect: room-ful }', 'outcome room-ful', 'room-full'],
    ['{ at: 2s, by: Jane, call: lockMeetingRoom, as: host, expect: lock-change }', 'lock-change of', 'lock-changed'],
    ['{ at: 2s, by: Jane, call: joinMeetingRoom, as: hots, expect: joined-as-host }', 'no identity hots', 'host'],
    ['{ at: 2s, by: Jane, call: joinLivechatRoom, expect: joined }', 'no subject here yields $roomId', '$'],
    ['{ at: 2s, set: { meeting-room: [lokced] } }', 'never lokced', 'locked'],
    ['{ at: 2s, set: { meting-room: [] } }', 'no subject meting-room', 'meeting-room'],
    ['{ at: 2s, set: { meeting-room: [unknown, full] } }', 'unknown can have no other fact', 'Remove unknown'],
    ['{ at: 2s, set: { call: [] }, by: Jane }', 'a step that sets cannot have by', 'two steps'],
    ['{ at: 2s, by: Jane, call: joinMeetingRoom }', 'this step lacks expect', '{ at, by, call, expect }'],
    ['{ at: 2s, call: joinMeetingRoom, expect: joined-as-guest }', 'this step lacks by', '{ at, set }'],
    [
      '{ at: 2, by: Jane, call: joinMeetingRoom, expect: joined-as-guest }',
      '/steps/1/at must be string',
      'schema.yaml',
    ],
    ['{ at: 2 s, set: { call: [] } }', 'must match pattern', 'scenario.schema.yaml'],
    ['{ at: 2s, by: Jane, cal: joinMeetingRoom, expect: x }', 'the unknown word cal', 'call'],
    ['{ att: 2s, set: { call: [] } }', 'the unknown word att', 'at'],
    ['{ at: 2s, set: {} }', 'must NOT have fewer than 1', 'scenario.schema.yaml'],
  ])('%s', async (line, message, fix) => {
    const fault = await faultOf(`${HEAD}  - ${line}\n`)
    expect(fault?.message).toMatch(/play\.yaml:5: /)
    expect(fault?.message).toContain(message)
    expect(fault?.fix).toContain(fix)
  })

  it('also where somebody changes who they are, steps run backwards, or nothing is set at the start', async () => {
    const second = await faultOf(`${HEAD}  - ${JOIN}\n  - ${JOIN.replace('Room,', 'Room, as: member,')}\n`)
    expect(second?.message).toMatch(/play\.yaml:6: Jane is already guest, and cannot be member/)
    const back = await faultOf(`${HEAD}  - ${JOIN.replace('2s', '5s')}\n  - ${JOIN}\n`)
    expect(back?.message).toMatch(/play\.yaml:6: this step is at 2s, before the one above it$/)
    expect([second?.fix, back?.fix]).toEqual([
      'Use a different name for this caller.',
      'Write steps in chronological order.',
    ])
    const late = await faultOf(HEAD.replace('0s', '1s'))
    expect(late?.message).toMatch(/play\.yaml:4: a scenario begins with a set at 0s/)
    const other = await faultOf(HEAD.replace('scenario: play', 'scenario: player'))
    expect(other?.message).toMatch(/play\.yaml:1: .*player/)
    expect(other?.fix).toBe('Rename it to player.yaml.')
  })
})

it('a crowd that nobody draws is refused at its line', async () => {
  const path = join(folder, 'play.yaml')
  await writeFile(path, `${HEAD}crowd: { guests: 20, seed: 1, over: 2m, stay: 10s..1m }\n`)
  const document = await loadDocument(path)
  expect(() => scenarioOf(document, { ...parts, draw: null })).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/play\.yaml:5: only npm run compile, in a checkout of greenroom, draws crowds$/),
      fix: 'Write out its steps.',
    }),
  )
})

describe('a scenario', () => {
  it('has whole requests: those of the smallest success with the patch, or the payload of an event', async () => {
    const lock =
      '{ at: 1m, by: Host, call: lockMeetingRoom, as: host, request: { body: { locked: true } }, expect: lock-changed }'
    const calls = await callsIn(`${HEAD}  - ${JOIN}\n  - ${lock}\n`)
    expect(calls.map(({ atMs, by, call }) => [atMs, by, call.as, call.request])).toEqual([
      [2000, 'Jane', 'guest', { path: { code: '$code' }, query: {}, headers: {}, body: { guestName: 'Jane Smith' } }],
      [60_000, 'Host', 'host', { path: {}, query: {}, headers: {}, body: { code: '$code', locked: true } }],
    ])
  })

  it('has a crowd drawn by its seed: the same one each time, all of whom come within the time and go again', async () => {
    const crowd = (seed: number): string => `${HEAD}crowd: { guests: 20, seed: ${seed}, over: 2m, stay: 10s..1m }\n`
    const calls = await callsIn(crowd(1))
    expect(await callsIn(crowd(1))).toEqual(calls)
    expect(await callsIn(crowd(2))).not.toEqual(calls)
    const timesOf = (operation: string): Map<string, number> =>
      new Map(calls.filter(({ call }) => call.operation === operation).map(({ by, atMs }) => [by, atMs]))
    const [came, left] = [timesOf('joinMeetingRoom'), timesOf('leaveMeetingRoom')]
    expect([calls.length, came.size, left.size]).toEqual([40, 20, 20])
    expect(Math.max(...came.values())).toBeLessThanOrEqual(120_000)
    for (const [by, at] of came) {
      expect((left.get(by) ?? 0) - at).toBeGreaterThanOrEqual(10_000)
      expect((left.get(by) ?? 0) - at).toBeLessThanOrEqual(60_000)
    }
    expect(calls.map(({ atMs }) => atMs)).toEqual(calls.map(({ atMs }) => atMs).sort((a, b) => a - b))
  })
})

describe('a scenario', () => {
  it.each([
    ['1.001s', 1001],
    ['250ms', 250],
    ['1.5m', 90_000],
    ['2h', 7_200_000],
  ])('has the times that its file says, to the millisecond: %s', async (written, atMs) => {
    const [call] = await callsIn(`${HEAD}  - ${JOIN.replace('2s', written)}\n`)
    expect(call?.atMs).toBe(atMs)
  })

  it('has the name of its file', async () => {
    const path = join(folder, 'play-again.yaml')
    await writeFile(path, `${HEAD}  - ${JOIN}\n`)
    const document = await loadDocument(path)
    expect(() => scenariosOf({ scenarioSchema, scenarios: [document] }, parts)).toThrow(
      "the file name differs from the scenario's, play",
    )
  })

  it('draws its crowd only where one can be drawn', async () => {
    const path = join(folder, 'play.yaml')
    await writeFile(path, `${HEAD}crowd: { guests: 1, seed: 1, over: 1s, stay: 1s..2s }\n`)
    const document = await loadDocument(path)
    expect(scenariosOf({ scenarioSchema, scenarios: [document] }, parts)[0]?.steps).toHaveLength(3)
    expect(() => scenariosOf({ scenarioSchema, scenarios: [document] }, { ...parts, draw: null })).toThrow(
      'draws crowds',
    )
  })
})
