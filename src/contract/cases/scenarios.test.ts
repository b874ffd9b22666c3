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
import { shownPath } from '../read/shown-path.ts'
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

/** What is wrong, with the file without its folder, and how to fix it. */
const told = (fault: Fault | null) => [fault?.message.replace(`${shownPath(folder)}/`, ''), fault?.fix]

const HEAD = 'scenario: play\nabout: what it shows\nsteps:\n  - { at: 0s, set: { meeting-room: [] } }\n'
const JOIN = '{ at: 2s, by: Jane, call: joinMeetingRoom, expect: joined-as-guest }'

describe('a scenario that nobody could play is refused with file and line, and what would be right', () => {
  it.each([
    [
      '{ at: 2s, by: Jane, call: joinMeetingRom, expect: x }',
      'there is no operation joinMeetingRom',
      'Nearest: joinMeetingRoom, lockMeetingRoom, endMeetingRoom.',
    ],
    [
      '{ at: 2s, by: Jane, call: leaveMeetingRom, as: guest, expect: x }',
      'there is no operation leaveMeetingRom',
      'Nearest: leaveMeetingRoom, lockMeetingRoom, endMeetingRoom.',
    ],
    [
      '{ at: 2s, by: Jane, call: joinMeetingRoom, expect: room-ful }',
      'no edition documents an outcome room-ful of joinMeetingRoom',
      'Nearest: room-full, room-not-found, room-locked.',
    ],
    [
      '{ at: 2s, by: Jane, call: lockMeetingRoom, as: host, expect: lock-change }',
      'no edition documents an outcome lock-change of lockMeetingRoom',
      'Nearest: lock-changed, locked-missing, not-host.',
    ],
    [
      '{ at: 2s, by: Jane, call: joinMeetingRoom, as: hots, expect: joined-as-host }',
      'there is no identity hots',
      'Nearest: host, guest, wrong-token.',
    ],
    [
      '{ at: 2s, by: Jane, call: joinLivechatRoom, expect: joined }',
      'no subject here yields $roomId',
      'Nearest: $host.userId, $wrong-token.userId, $code.',
    ],
    [
      '{ at: 2s, set: { meeting-room: [lokced] } }',
      'a meeting-room is never lokced',
      'Nearest: locked, last-seat, two-seats.',
    ],
    [
      '{ at: 2s, set: { meting-room: [] } }',
      'there is no subject meting-room',
      'Nearest: meeting-room, livechat-room, limit.',
    ],
    [
      '{ at: 2s, set: { meeting-room: [unknown, full] } }',
      'a meeting-room that is unknown can have no other fact',
      'Remove unknown, or the facts beside it.',
    ],
    [
      '{ at: 2s, set: { call: [] }, by: Jane }',
      'a step that sets cannot have by',
      'Split it into two steps at the same time.',
    ],
    [
      '{ at: 2s, by: Jane, call: joinMeetingRoom }',
      'this step lacks expect',
      'A step is { at, set } or { at, by, call, expect }.',
    ],
    [
      '{ at: 2s, call: joinMeetingRoom, expect: joined-as-guest }',
      'this step lacks by',
      'A step is { at, set } or { at, by, call, expect }.',
    ],
    [
      '{ at: 2, by: Jane, call: joinMeetingRoom, expect: joined-as-guest }',
      '/steps/1/at must be string',
      'fixtures/scenario.schema.yaml says what it may contain.',
    ],
    [
      '{ at: 2 s, set: { call: [] } }',
      '/steps/1/at must match pattern "^\\d{1,6}(?:\\.\\d+)?(?:ms|s|m|h)$"',
      'fixtures/scenario.schema.yaml says what it may contain.',
    ],
    [
      '{ at: 2s, by: Jane, cal: joinMeetingRoom, expect: x }',
      '/steps/1 contains the unknown word cal',
      'Nearest: call, at, as.',
    ],
    ['{ att: 2s, set: { call: [] } }', '/steps/1 contains the unknown word att', 'Nearest: at, set, as.'],
    [
      '{ at: 2s, set: {} }',
      '/steps/1/set must NOT have fewer than 1 properties',
      'fixtures/scenario.schema.yaml says what it may contain.',
    ],
  ])('%s', async (line, message, fix) => {
    const fault = await faultOf(`${HEAD}  - ${line}\n`)
    expect(told(fault)).toEqual([`play.yaml:5: ${message}`, fix])
  })

  it('also where somebody changes who they are, steps run backwards, or nothing is set at the start', async () => {
    const second = await faultOf(`${HEAD}  - ${JOIN}\n  - ${JOIN.replace('Room,', 'Room, as: member,')}\n`)
    const back = await faultOf(`${HEAD}  - ${JOIN.replace('2s', '5s')}\n  - ${JOIN}\n`)
    const late = await faultOf(HEAD.replace('0s', '1s'))
    const list = '{ at: 0s, by: Mia, call: listLivechatRooms, expect: listed }'
    const call = await faultOf(HEAD.replace('{ at: 0s, set: { meeting-room: [] } }', list))
    const other = await faultOf(HEAD.replace('scenario: play', 'scenario: player'))
    expect([second, back, late, call, other].map(told)).toEqual([
      ['play.yaml:6: Jane is already guest, and cannot be member', 'Use a different name for this caller.'],
      ['play.yaml:6: this step is at 2s, before the one above it', 'Write steps in chronological order.'],
      ['play.yaml:4: a scenario begins with a set at 0s', 'Write { at: 0s, set: { meeting-room: [] } }, say.'],
      ['play.yaml:4: a scenario begins with a set at 0s', 'Write { at: 0s, set: { meeting-room: [] } }, say.'],
      ["play.yaml:1: the file name differs from the scenario's, player", 'Rename it to player.yaml.'],
    ])
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
    for (const name of ['play-again.yaml', 'replay.yaml', 'play.yaml.yaml']) {
      await writeFile(join(folder, name), `${HEAD}  - ${JOIN}\n`)
      const document = await loadDocument(join(folder, name))
      expect(() => scenariosOf({ scenarioSchema, scenarios: [document] }, parts)).toThrow(
        new Fault(`${document.file}:1: the file name differs from the scenario's, play`, 'Rename it to play.yaml.'),
      )
    }
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
