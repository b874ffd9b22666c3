import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Fault } from '../../fault.ts'
import { caseFilesOf, type CaseFile } from './cases.ts'
import { checkAgainst } from '../read/check-against.ts'
import { faces } from '../compiled/faces.ts'
import { factWords } from '../compiled/facts.ts'
import { seeds } from '../compiled/seeds.ts'
import { socketFaces } from '../compiled/socket-faces.ts'
import { loadDocument, type Document } from '../read/load.ts'
import { shownPath } from '../read/shown-path.ts'
import { derivePrecedence } from './precedence.ts'
import { vocabularyOf } from './vocabulary.ts'

/** The compiled contract: reading it again takes longer than everything tested here. */
const words = vocabularyOf([...Object.values(faces).flat(), ...socketFaces], Object.values(seeds), factWords)

let schema: Document
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-cases-'))
  schema = await loadDocument('contract-tests/cases.schema.yaml')
})
afterAll(() => rm(folder, { recursive: true }))

/** The cases of files, including those of precedence. Validates them against the schema first, which takes longest. */
function read(documents: readonly Document[]): CaseFile[] {
  const files = caseFilesOf(documents, words)
  derivePrecedence({ files, ...words })
  return files
}

/** The error for a case file, or null. */
async function faultOf(
  text: string,
  judge: (document: Document) => unknown = (each) => read([each]),
): Promise<Fault | null> {
  const path = join(folder, 'joinMeetingRoom.yaml')
  await writeFile(path, text)
  const document = await loadDocument(path)
  try {
    judge(document)
    return null
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
}

/** What is wrong, with the file without its folder, and how to fix it. */
const told = (fault: Fault | null) => [fault?.message.replace(`${shownPath(folder)}/`, ''), fault?.fix]

const HEAD = `operation: joinMeetingRoom
success:
  as: guest
  given: { meeting-room: [] }
  request: { path: { code: $code }, body: { guestName: Jane Smith } }
cases:
`

describe('a file of cases with a word that there is not is refused with file and line, and the nearest words', () => {
  it.each([
    [
      '{ expect: room-loked }',
      'no edition documents an outcome room-loked of joinMeetingRoom',
      'Nearest: room-locked, room-not-found, room-full.',
    ],
    ['{ expect: room-locked, as: hots }', 'there is no identity hots', 'Nearest: host, guest, wrong-token.'],
    [
      '{ expect: room-locked, given: { meeting-rooms: [] } }',
      'there is no subject meeting-rooms',
      'Nearest: meeting-room, livechat-room, limit.',
    ],
    [
      '{ expect: room-locked, given: { meeting-room: [lokced] } }',
      'a meeting-room is never lokced',
      'Nearest: locked, last-seat, two-seats.',
    ],
    [
      '{ expect: room-locked, given: { meeting-room: [unknown, locked] } }',
      'a meeting-room that is unknown can have no other fact',
      'Remove unknown, or the facts beside it.',
    ],
    [
      '{ expect: room-locked, request: { path: { code: $cod } } }',
      'no subject here yields $cod',
      'Nearest: $code, $code.blank-behind, $code.upper-case.',
    ],
    [
      '{ expect: room-locked, request: { path: { code: $code.uper-case } } }',
      'no subject here yields $code.uper-case',
      'Nearest: $code.upper-case, $code, $host.userId.',
    ],
    [
      '{ expect: room-locked, request: { query: { room: $roomId } } }',
      'no subject here yields $roomId',
      'Nearest: $host.userId, $wrong-token.userId, $code.',
    ],
    [
      '{ expect: room-locked, request: { body: { guestName: $me } } }',
      'no subject here yields $me',
      'Nearest: $code, $member.userId, $elsewhere.',
    ],
    [
      '{ expect: room-locked, raw: { text: "{$cod}" } }',
      'no subject here yields $cod',
      'Nearest: $code, $code.blank-behind, $code.upper-case.',
    ],
    [
      '{ expect: joined-as-guest, shows: { body: { /code: $cod } } }',
      'no subject here yields $cod',
      'Nearest: $code, $code.blank-behind, $code.upper-case.',
    ],
    [
      '{ expect: malformed-body, values: { mesage: x } }',
      'joinMeetingRoom/malformed-body has no varying part mesage',
      'Nearest: message.',
    ],
    [
      '{ expect: room-locked, values: { message: x } }',
      'joinMeetingRoom/room-locked has no varying part message',
      'Nearest: nothing in it varies.',
    ],
    [
      '{ expect: room-locked, editions: ["2022"] }',
      'the edition 2022 does not document joinMeetingRoom/room-locked',
      'These do: current.',
    ],
    [
      '{ expect: room-locked, before: [{ expect: joined-as-gest }] }',
      'the edition current documents no outcome joined-as-gest of joinMeetingRoom',
      'Nearest: joined-as-guest, joined-as-host, joined-as-user.',
    ],
    [
      '{ expect: room-locked, before: [{ operation: joinRoom, expect: x }] }',
      'there is no operation joinRoom',
      'Nearest: joinMeetingRoom, joinLivechatRoom, lockMeetingRoom.',
    ],
    [
      '{ expect: room-locked, then: [{ expect: room-full, as: guets }] }',
      'there is no identity guets',
      'Nearest: guest, agent, host.',
    ],
    [
      '{ expect: room-locked, before: [{ expect: joined-as-guest }] }',
      'joinMeetingRoom/room-locked is the first case of its outcome, and needs more than one call',
      'Put a case before it that differs from success only by its identity, situation or request.',
    ],
    [
      '{ expect: joined-as-guest, name: at-once, at-once: { calls: 3, others: room-ful } }',
      'no edition documents an outcome room-ful of joinMeetingRoom',
      'Nearest: room-full, room-not-found, room-locked.',
    ],
    [
      '{ expect: room-locked, name: host }',
      'joinMeetingRoom/room-locked:host is the first case of its outcome, and has a name',
      'Put the smallest variation from success first, without a name.',
    ],
  ])('%s', async (line, message, fix) => {
    const fault = await faultOf(`${HEAD}  - { expect: joined-as-guest }\n  - ${line}\n`)
    expect(told(fault)).toEqual([`joinMeetingRoom.yaml:8: ${message}`, fix])
  })

  it.each([
    [
      '{ expect: room-locked, expects: x }',
      '/cases/1 contains the unknown word expects',
      'Nearest: expect, request, editions.',
    ],
    ['{ expect: room-locked, raw: { fil: 3 } }', '/cases/1/raw contains the unknown word fil', 'Nearest: fill, times.'],
    [
      '{ expect: room-locked, name: Host }',
      '/cases/1/name must match pattern "^[a-z0-9-]+$"',
      'contract-tests/cases.schema.yaml says what it may contain.',
    ],
    [
      '{ expect: room-locked, source: [documents] }',
      '/cases/1/source/0 must match pattern "^(?:server|inferred|.+#.+)$"',
      'contract-tests/cases.schema.yaml says what it may contain.',
    ],
  ])('%s, which has not the form of a case', async (line, message, fix) => {
    const fault = await faultOf(`${HEAD}  - { expect: joined-as-guest }\n  - ${line}\n`, (document) =>
      checkAgainst(schema, [document]),
    )
    expect(told(fault)).toEqual([`joinMeetingRoom.yaml:8: ${message}`, fix])
  })

  it('also where the file is of an operation that there is not, or states an order of outcomes that there are not', async () => {
    expect(told(await faultOf(`${HEAD.replace('Room', 'Rom')}  - { expect: room-locked }\n`))).toEqual([
      'joinMeetingRoom.yaml:1: there is no operation joinMeetingRom',
      'Nearest: joinMeetingRoom, lockMeetingRoom, endMeetingRoom.',
    ])
    const order = 'order: [{ outcomes: [room-locked, room-ful], source: "x#y" }]\n'
    const fault = await faultOf(`${HEAD.replace('cases', `${order}cases`)}  - { expect: room-locked }\n`)
    expect(told(fault)).toEqual([
      'joinMeetingRoom.yaml:6: no edition documents an outcome room-ful of joinMeetingRoom',
      'Nearest: room-full, room-not-found, room-locked.',
    ])
  })
})

it.each([
  [
    'before:\n      - { expect: joined-as-guest }\n      - { expect: joined-as-gest }',
    '10: the edition current documents no outcome joined-as-gest of joinMeetingRoom',
  ],
  [
    'before:\n      - { expect: joined-as-guest }\n      - { operation: joinRoom, expect: joined }',
    '10: there is no operation joinRoom',
  ],
  ['then:\n      - { expect: joined-as-guest, as: guets }', '9: there is no identity guets'],
])('a step that is wrong is named with its own line: %j', async (steps, message) => {
  const fault = await faultOf(`${HEAD}  - expect: room-full\n    ${steps}\n`)
  expect(told(fault)[0]).toBe(`joinMeetingRoom.yaml:${message}`)
})

it('an order of outcomes that is wrong is named with its own line', async () => {
  const order = `order:
  - { outcomes: [room-locked, room-full], source: "x#y" }
  - { outcomes: [room-locked, room-ful], source: "x#y" }
`
  const fault = await faultOf(`${order}${HEAD}  - { expect: room-locked }\n`)
  expect(told(fault)[0]).toBe('joinMeetingRoom.yaml:3: no edition documents an outcome room-ful of joinMeetingRoom')
})

it('two cases of one id are refused at the second, which says where the first is', async () => {
  const twice = '  - { expect: joined-as-guest }\n  - { expect: joined-as-guest, name: again }\n'
  const fault = await faultOf(`${HEAD}${twice}  - { expect: joined-as-guest, name: again }\n`)
  expect(fault?.message).toMatch(
    /joinMeetingRoom\.yaml:9: joinMeetingRoom\/joined-as-guest:again already exists, at \S+joinMeetingRoom\.yaml:8$/,
  )
  expect(fault?.fix).toBe('Give it another name.')
  expect(await faultOf(`${HEAD}${twice}`)).toBeNull()
})

it('a success that needs earlier calls may come first; it has no case of precedence', async () => {
  const written = `  - { expect: room-locked, given: { meeting-room: [locked] } }
  - { expect: room-full, given: { meeting-room: [full] } }
  - { expect: joined-as-guest, before: [{ expect: joined-as-guest }] }
`
  const ids: string[] = []
  const fault = await faultOf(`${HEAD}${written}`, (document) => {
    const files = caseFilesOf([document], words)
    ids.push(...derivePrecedence({ files, ...words }).cases.map(({ id }) => id))
  })
  expect(fault).toBeNull()
  expect(ids).toEqual(['joinMeetingRoom/room-locked:before-room-full'])
})

it.each([
  ['{ expect: joined-as-guest, harmless: true }', 'is answered with 201'],
  ['{ expect: unauthorized, as: expired-token, harmless: true }', 'is answered with 401'],
  ['{ expect: room-full, harmless: true, before: [{ expect: joined-as-guest }] }', 'needs more than one call'],
])('%s is marked harmless, and cannot be', async (written, reason) => {
  const fault = await faultOf(`${HEAD}  - ${written}\n`)
  const [, outcome = ''] = /expect: ([\w-]+)/.exec(written) ?? []
  expect(told(fault)).toEqual([
    `joinMeetingRoom.yaml:7: joinMeetingRoom/${outcome} is marked harmless, but ${reason}`,
    'Mark a case with a single call that is refused for any caller, such as one with a malformed request.',
  ])
})

it('a call before or after may be of another operation, and is as in the success of that one but for what it says', async () => {
  const path = (operation: string): string => `contract-tests/cases/${operation}.yaml`
  const documents = await Promise.all(['joinLivechatRoom', 'listLivechatRooms'].map((name) => loadDocument(path(name))))
  const calls = read(documents)
    .flatMap(({ cases }) => cases)
    .filter(({ testCase }) => testCase.id === 'joinLivechatRoom/joined:shows-in-the-list')
    .flatMap(({ testCase }) => [...testCase.before, ...testCase.then])
  expect(calls.map(({ operation, as, request }) => [operation, as, request.query])).toEqual([
    ['listLivechatRooms', 'manager', {}],
    ['listLivechatRooms', 'manager', {}],
  ])
  expect(
    await faultOf(`${HEAD}  - { expect: joined-as-guest, then: [{ expect: joined-as-guest, times: 3 }] }\n`),
  ).toBeNull()
})

describe('the source of a derived precedence', () => {
  const sourcesWith = async (outcomes: string): Promise<unknown> => {
    let sources: unknown
    const text = `${HEAD.replace('cases:', `order: [{ outcomes: [${outcomes}], source: 'x#y' }]\ncases:`)}  - { expect: joined-as-guest }
  - { expect: room-locked, given: { meeting-room: [locked] } }
  - { expect: room-full, given: { meeting-room: [full] } }
`
    await faultOf(text, (document) => {
      const { cases } = derivePrecedence({ files: read([document]), ...words })
      sources = cases.find(({ id }) => id === 'joinMeetingRoom/room-locked:before-room-full')?.sources
    })
    return sources
  }

  it('is a document that states this order', async () => {
    expect(await sourcesWith('room-locked, room-full')).toEqual(['x#y'])
  })

  it('is the real server where a document states the opposite, or nothing of one of them', async () => {
    expect(await sourcesWith('room-full, room-locked')).toEqual(['server'])
    expect(await sourcesWith('room-locked, joined-as-guest')).toEqual(['server'])
  })
})

it('two successes have no order between them', async () => {
  const written = `  - { expect: joined-as-guest, request: { body: { guestName: Ann } } }
  - { expect: joined-as-user, as: member }
`
  const derived: unknown[] = []
  const fault = await faultOf(`${HEAD}${written}`, (document) => {
    const { cases, clashes } = derivePrecedence({ files: caseFilesOf([document], words), ...words })
    derived.push(cases, clashes)
  })
  expect([fault, derived]).toEqual([null, [[], []]])
})
