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

const HEAD = `operation: joinMeetingRoom
success:
  as: guest
  given: { meeting-room: [] }
  request: { path: { code: $code }, body: { guestName: Jane Smith } }
cases:
`

describe('a file of cases with a word that there is not is refused with file and line, and the nearest words', () => {
  it.each([
    ['{ expect: room-loked }', 'documents an outcome room-loked', 'room-locked'],
    ['{ expect: room-locked, as: hots }', 'no identity hots', 'host'],
    ['{ expect: room-locked, given: { meeting-rooms: [] } }', 'no subject meeting-rooms', 'meeting-room'],
    ['{ expect: room-locked, given: { meeting-room: [lokced] } }', 'a meeting-room is never lokced', 'locked'],
    [
      '{ expect: room-locked, given: { meeting-room: [unknown, locked] } }',
      'unknown can have no other fact',
      'Remove unknown',
    ],
    ['{ expect: room-locked, request: { path: { code: $cod } } }', 'no subject here yields $cod', '$code'],
    ['{ expect: room-locked, request: { path: { code: $code.uper-case } } }', '$code.uper-case', '$code.upper-case'],
    ['{ expect: room-locked, request: { query: { room: $roomId } } }', 'no subject here yields $roomId', 'Nearest: $'],
    ['{ expect: room-locked, request: { body: { guestName: $me } } }', 'no subject here yields $me', '$member.userId'],
    ['{ expect: room-locked, raw: { text: "{$cod}" } }', 'no subject here yields $cod', '$code'],
    ['{ expect: joined-as-guest, shows: { body: { /code: $cod } } }', 'no subject here yields $cod', '$code'],
    ['{ expect: malformed-body, values: { mesage: x } }', 'has no varying part mesage', 'message'],
    ['{ expect: room-locked, values: { message: x } }', 'has no varying part message', 'nothing in it varies'],
    ['{ expect: room-locked, editions: ["2022"] }', 'the edition 2022 does not document', 'current'],
    ['{ expect: room-locked, before: [{ expect: joined-as-gest }] }', 'no outcome joined-as-gest', 'joined-as-guest'],
    [
      '{ expect: room-locked, before: [{ operation: joinRoom, expect: x }] }',
      'no operation joinRoom',
      'joinMeetingRoom',
    ],
    ['{ expect: room-locked, then: [{ expect: room-full, as: guets }] }', 'no identity guets', 'guest'],
    [
      '{ expect: room-locked, before: [{ expect: joined-as-guest }] }',
      'needs more than one call',
      'Put a case before it',
    ],
    [
      '{ expect: joined-as-guest, name: at-once, at-once: { calls: 3, others: room-ful } }',
      'documents an outcome room-ful',
      'room-full',
    ],
    ['{ expect: room-locked, name: host }', 'is the first case of its outcome, and has a name', 'without a name'],
  ])('%s', async (line, message, fix) => {
    const fault = await faultOf(`${HEAD}  - { expect: joined-as-guest }\n  - ${line}\n`)
    expect(fault?.message).toMatch(/joinMeetingRoom\.yaml:8: /)
    expect(fault?.message).toContain(message)
    expect(fault?.fix).toContain(fix)
  })

  it.each([
    ['{ expect: room-locked, expects: x }', 'the unknown word expects', 'expect'],
    ['{ expect: room-locked, raw: { fil: 3 } }', 'the unknown word fil', 'fill'],
    ['{ expect: room-locked, name: Host }', 'must match pattern', 'cases.schema.yaml'],
    ['{ expect: room-locked, source: [documents] }', 'must match pattern', 'cases.schema.yaml'],
  ])('%s, which has not the form of a case', async (line, message, fix) => {
    const fault = await faultOf(`${HEAD}  - { expect: joined-as-guest }\n  - ${line}\n`, (document) =>
      checkAgainst(schema, [document]),
    )
    expect(fault?.message).toMatch(/joinMeetingRoom\.yaml:8: /)
    expect(fault?.message).toContain(message)
    expect(fault?.fix).toContain(fix)
  })

  it('also where the file is of an operation that there is not, or states an order of outcomes that there are not', async () => {
    expect((await faultOf(`${HEAD.replace('Room', 'Rom')}  - { expect: room-locked }\n`))?.message).toContain(
      'joinMeetingRoom.yaml:1: there is no operation joinMeetingRom',
    )
    const order = 'order: [{ outcomes: [room-locked, room-ful], source: "x#y" }]\n'
    const fault = await faultOf(`${HEAD.replace('cases', `${order}cases`)}  - { expect: room-locked }\n`)
    expect(fault?.message).toContain('an outcome room-ful of joinMeetingRoom')
    expect(fault?.fix).toContain('room-full')
  })
})

it.each([
  ['before:\n      - { expect: joined-as-guest }\n      - { expect: joined-as-gest }', 10],
  ['before:\n      - { expect: joined-as-guest }\n      - { operation: joinRoom, expect: joined }', 10],
  ['then:\n      - { expect: joined-as-guest, as: guets }', 9],
])('a step that is wrong is named with its own line: %j', async (steps, line) => {
  const fault = await faultOf(`${HEAD}  - expect: room-full\n    ${steps}\n`)
  expect(fault?.message).toContain(`joinMeetingRoom.yaml:${line}: `)
})

it('an order of outcomes that is wrong is named with its own line', async () => {
  const order = `order:
  - { outcomes: [room-locked, room-full], source: "x#y" }
  - { outcomes: [room-locked, room-ful], source: "x#y" }
`
  const fault = await faultOf(`${order}${HEAD}  - { expect: room-locked }\n`)
  expect(fault?.message).toContain('joinMeetingRoom.yaml:3: ')
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
  expect(fault?.message).toMatch(/joinMeetingRoom\.yaml:7: joinMeetingRoom\/\S+ is marked harmless, but /)
  expect(fault?.message).toContain(reason)
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
