import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder } from '../../tests/support/run-verify.ts'
import { EDITIONS, toEdition } from '../edition.ts'
import { allContractFiles, contractFiles, fileFor, specsFolder } from './contract-files.ts'
import { documentedOutcomes, findCase, findDocumentedOutcome } from './find-case.ts'
import { operationsWith, toOutcome } from './find-outcome.ts'
import { toSeedChoice } from '../own-seed/choose.ts'
import { toOperation } from './options/operation.ts'
import { toScenario } from '../scenario-file.ts'

const FAULT = expect.objectContaining({ name: 'Fault' })
const fixed = (text: string) => expect.objectContaining({ name: 'Fault', fix: expect.stringContaining(text) })

const OPERATIONS =
  'connectMeetingRooms, endMeetingRoom, joinLivechatRoom, joinMeetingRoom, joinVideoConference, leaveMeetingRoom, listLivechatRooms, lockMeetingRoom'
const OUTCOMES =
  'malformed-body, body-too-large, unauthorized, guest-name-missing, guest-name-too-short, guest-name-too-long, room-not-found, room-inactive, room-locked, room-full, joined-as-host, joined-as-user, joined-as-guest, code-missing'.split(
    ', ',
  )

describe('a case is found', () => {
  it('by its outcome, with its operation where several have it', () => {
    expect(findCase('room-locked', 'current').testCase.id).toBe('joinMeetingRoom/room-locked')
    expect(findCase('lockMeetingRoom/not-host', 'current').testCase.operation).toBe('lockMeetingRoom')
    expect(() => findCase('not-host', 'current')).toThrow(
      expect.objectContaining({
        message: 'several operations have an outcome not-host',
        fix: 'Write lockMeetingRoom/not-host, or endMeetingRoom/not-host.',
      }),
    )
    expect(() => findCase('room-lokced', 'current')).toThrow(
      expect.objectContaining({
        message: 'there is no outcome room-lokced',
        fix: 'Did you mean room-locked? greenroom outcomes lists them.',
      }),
    )
  })

  it('as the same with its operation and without, on a face with the outcomes of all transports', () => {
    const named = findDocumentedOutcome('joinMeetingRoom/room-locked', 'current')
    expect(findDocumentedOutcome('room-locked', 'current')).toEqual(named)
    const names = named.face.outcomes.map(({ name }) => name)
    expect([names.includes('room-locked'), names.includes('code-missing')]).toEqual([true, true])
  })

  it('over HTTP, without its operation, though others have one of the name on sockets', () => {
    expect(findCase('room-not-found', 'current').testCase.operation).toBe('joinMeetingRoom')
    expect(findCase('endMeetingRoom/room-not-found', 'current').testCase.operation).toBe('endMeetingRoom')
    expect(findCase('lock-changed', 'current').testCase.operation).toBe('lockMeetingRoom')
  })

  it('by its name', () => {
    const { cases } = findDocumentedOutcome('joinMeetingRoom/room-locked', 'current')
    const named = cases.find(({ id }) => id.includes(':'))
    expect(named && findCase(named.id, 'current').testCase).toEqual(named)
    const name = named?.id.split(':')[1] ?? ''
    expect(() => findCase(`${named?.id}x`, 'current')).toThrow(
      expect.objectContaining({
        message: `there is no case of joinMeetingRoom/room-locked ${name}x`,
        fix: 'Did you mean last-seat? Known: last-seat, user-full, host-full, without-ack, over-http-is-not-heard, host-keeps-the-seat, before-room-full, before-joined-as-host, before-joined-as-user.',
      }),
    )
  })

  it.each([
    ['room-lockd', 'there is no outcome room-lockd', 'Did you mean room-locked? greenroom outcomes lists them.'],
    [
      'joinMeetingRoom',
      'joinMeetingRoom is an operation',
      `Name one of its outcomes: joinMeetingRoom/${OUTCOMES.join(', joinMeetingRoom/')}.`,
    ],
    [
      'joinMeetingRom/room-locked',
      'there is no operation joinMeetingRom',
      `Did you mean joinMeetingRoom? Known: ${OPERATIONS}.`,
    ],
    ['joinMeetingRoom/joined', 'there is no outcome of joinMeetingRoom joined', `Known: ${OUTCOMES.join(', ')}.`],
    [
      'connectMeetingRooms/connected:x',
      'there is no case of connectMeetingRooms/connected x',
      'Known: user, host, token-null, token-empty, more-members.',
    ],
    ['', 'there is no outcome ', 'greenroom outcomes lists them.'],
    ['/', 'there is no operation ', `Known: ${OPERATIONS}.`],
    [':', 'there is no outcome ', 'greenroom outcomes lists them.'],
  ])('by nothing like %j', (word, message, fix) => {
    expect(() => findCase(word, 'current')).toThrow(expect.objectContaining({ name: 'Fault', message, fix }))
  })

  it('in the edition that documents it, which the fix names where another does', () => {
    const own = (edition: (typeof EDITIONS)[number]): Set<string> =>
      new Set(documentedOutcomes(edition).map(({ face, outcome }) => `${face.operation}/${outcome.name}`))
    const old = own('2022')
    const only = [...own('current')].find((name) => !old.has(name))
    if (only === undefined) throw new Error('the editions have the same outcomes')
    expect(() => findCase(only, '2022')).toThrow(
      expect.objectContaining({
        message: `the edition 2022 documents no ${only.split('/')[1]} of ${only.split('/')[0]}`,
        fix: 'current does: --edition current',
      }),
    )
    expect(findCase(only, 'current').outcome.name).toBe(only.split('/')[1])
  })

  it('among the cases of the edition that its face is of', () => {
    for (const { face, cases } of documentedOutcomes('2022'))
      for (const { editions } of cases) expect(editions).toContain(face.edition)
  })
})

it('words are those of any edition, or a Fault that says which there are', () => {
  expect([toOutcome(undefined), toOutcome('room-full')]).toEqual([undefined, 'room-full'])
  expect([operationsWith('room-full'), operationsWith('none')]).toEqual([['joinMeetingRoom'], []])
  expect([toOperation(undefined), toOperation('joinMeetingRoom')]).toEqual([undefined, 'joinMeetingRoom'])
  expect([toSeedChoice(undefined), toSeedChoice('busy:5')]).toEqual(['documented', 'busy:5'])
  expect([EDITIONS[0], toEdition(undefined), toEdition('2022')]).toEqual(['current', 'current', '2022'])
  for (const find of [toOutcome, toOperation, toSeedChoice, toEdition]) expect(() => find('constructor')).toThrow(FAULT)
})

it('a scenario is one of ours by its name, or one in a file', async () => {
  expect((await toScenario('full-house')).name).toBe('full-house')
  await expect(toScenario('full-hose')).rejects.toThrow(fixed('full-house'))
  await using folder = await makeFolder()
  const text = 'scenario: own\nabout: Nobody comes.\nsteps:\n  - { at: 0s, set: { meeting-room: [] } }\n'
  expect(await toScenario(await folder.write('own.yaml', text))).toMatchObject({
    name: 'own',
    steps: [{ atMs: 0, set: { 'meeting-room': [] } }],
  })
  await expect(toScenario(join(folder.path, 'none.yaml'))).rejects.toThrow(FAULT)
})

describe('the files of the contract', () => {
  it('are in the order of their names, those of sockets last', async () => {
    const [http, all] = [await contractFiles(), await allContractFiles()]
    expect(http).toEqual(http.toSorted())
    expect(all.slice(0, http.length)).toEqual(http)
    expect(all.slice(http.length).every((file) => file.endsWith('.asyncapi.yaml'))).toBe(true)
  })

  it('are those of an edition, else the current ones', () => {
    const files = ['a', 'a.2022', 'b', 'ba'].map((name) => join(specsFolder, `${name}.openapi.yaml`))
    expect([fileFor('a', '2022', files), fileFor('a', 'current', files)]).toEqual([files[1], files[0]])
    expect([fileFor('b', '2022', files), fileFor('c', 'current', files)]).toEqual([files[2], undefined])
  })
})
