import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import { beforeAll, describe, expect, it } from 'vitest'
import { faces } from '../../src/contract/compiled/faces.ts'
import { socketFaces } from '../../src/contract/compiled/socket-faces.ts'
import { lintDocuments } from '../../src/contract/lint/lint.ts'
import { loadDocument, type Document } from '../../src/contract/read/load.ts'
import { isObject } from '../../src/json.ts'

const FILE = 'specs/meeting-rooms.asyncapi.yaml'
const official: unknown = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0-without-$id.json')

let document: Document
let isValid: ValidateFunction
beforeAll(async () => {
  document = await loadDocument(FILE, '.')
  isValid = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
    isObject(official) ? official : {},
  )
})

/** What the official schema of AsyncAPI 3.0.0 finds wrong. */
const faultsOf = (raw: unknown): unknown[] => (isValid(raw) ? [] : (isValid.errors ?? []))

describe('the contract of meeting rooms over Socket.IO', () => {
  it('is AsyncAPI 3.0.0, says the official schema, which says otherwise of a broken one', () => {
    expect(faultsOf(document.raw)).toEqual([])
    const broken = structuredClone(document.raw)
    if (isObject(broken)) broken['operations'] = { joinMeetingRoom: { action: 'answer' } }
    expect(faultsOf(broken)).not.toEqual([])
  })

  it('answers a join as HTTP does: status, body, cause and source of what both have are the same', () => {
    const overHttp = faces.current.find(({ operation }) => operation === 'joinMeetingRoom')?.outcomes ?? []
    const onSockets = socketFaces.find(({ operation }) => operation === 'joinMeetingRoom')?.outcomes ?? []
    const withoutPlace = (outcomes: typeof overHttp) => outcomes.map((outcome) => ({ ...outcome, at: '' }))
    const first = overHttp.findIndex(({ name }) => name === 'guest-name-missing')
    expect(withoutPlace(onSockets.slice(1))).toEqual(withoutPlace(overHttp.slice(first)))
    expect(onSockets[0]?.name).toBe('code-missing')
  })

  it('says of each event that is sent who hears it, and of each call what is sent', () => {
    expect(
      socketFaces.map(({ event, announces, withoutAck }) => [
        event,
        announces.map((sent) => `${sent.event} to ${sent.audience}`),
        withoutAck.success,
        withoutAck.refusal,
      ]),
    ).toEqual(
      expect.arrayContaining([
        [null, [], null, null],
        [
          'join-room',
          ['force-disconnect to unseated', 'user-left to others', 'user-joined to others'],
          'room-joined',
          'exception',
        ],
        ['leave-room', ['user-left to others'], null, 'exception'],
        ['lock-room', ['room-locked to others'], null, 'exception'],
        ['end-room', ['force-disconnect to unseated'], null, 'exception'],
      ]),
    )
  })
})

describe('lint of an AsyncAPI document', () => {
  /** The findings of the contract with texts replaced by others. */
  async function findingsOf(
    changes: readonly (readonly [from: string, to: string, ...rest: string[]])[],
  ): Promise<string> {
    let text = await readFile(FILE, 'utf8')
    for (const [from, to] of changes) {
      expect(text).toContain(from)
      text = text.replace(from, to)
    }
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-lint-'))
    try {
      await cp('specs/meeting-rooms.openapi.yaml', `${folder}/meeting-rooms.openapi.yaml`)
      await writeFile(`${folder}/broken.asyncapi.yaml`, text)
      const names = ['meeting-rooms.openapi.yaml', 'broken.asyncapi.yaml']
      const documents = await Promise.all(names.map((name) => loadDocument(`${folder}/${name}`)))
      return (await lintDocuments(documents)).map(({ message }) => message).join('\n')
    } finally {
      await rm(folder, { recursive: true })
    }
  }

  const CHANGES = [
    ['x-packet: ACK', 'x-packet: PONG', 'x-packet must be one of CONNECT, CONNECT_ERROR, EVENT, ACK'],
    ['x-audience: others', 'x-audience: all', 'x-audience must be one of caller, others, unseated'],
    ['x-announces: [user-left]', 'x-announces: [user-gone]', 'no message is named user-gone'],
    ['      - code-missing\n', '', 'the example code-missing is not in x-outcomes'],
    ['[unauthorized, connected]', '[connected, unauthorized]', 'unauthorized can never be reached'],
    [
      '      - room-locked\n      - room-full\n',
      '      - room-full\n      - room-locked\n',
      'room-full comes before room-locked here',
    ],
    ['value: { success: true }', 'value: { success: yes-it-is }', 'success must be'],
    ['payload: { locked: true }', 'payload: { locked: 1 }', 'locked must be boolean'],
    ['x-mutates: false', 'x-mutates: maybe', 'x-mutates must be true or false'],
    ['x-seat: { leaves: meeting-room }', 'x-seat: { leaves: [meeting-room] }', 'x-seat.leaves must be string'],
    [
      "{ /locked: '$request.body#/locked' }",
      "{ /locked: '$reqest.body#/locked' }",
      'x-tells needs the source of a part',
    ],
    ['/userId: ', '/user: ', 'the payload has no member /user'],
    ['endMeetingRoom: The', 'closeMeetingRoom: The', 'no operation closeMeetingRoom announces this event'],
    [
      "type: [string, 'null'], description: Null for guests.",
      'type: text, description: Null for guests.',
      'type must be array or boolean',
    ],
  ] as const

  it('finds every fault of one that has many, and none where there is none', async () => {
    expect(await findingsOf([])).toBe('')
    const findings = await findingsOf(CHANGES)
    expect(findings.split('\n')).toHaveLength(CHANGES.length)
    for (const [, , message] of CHANGES) expect(findings).toContain(message)
  })

  it('finds a version that is not supported', async () => {
    const found = await findingsOf([['asyncapi: 3.0.0', 'asyncapi: 2.6.0']])
    expect(found).toContain('version 2.6.0 of AsyncAPI is not read')
  })
})
