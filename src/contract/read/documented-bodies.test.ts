import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rootOf } from './faces.ts'
import { loadDocument } from './load.ts'
import { member, members, operationsOf, responseExamples, texts } from './openapi.ts'

const SPECS = join(import.meta.dirname, '..', '..', '..', 'specs')

interface Documented {
  /** How its document's file name begins. */
  readonly document: string
  readonly what: string
  readonly body: unknown
  /** What the contract has in its place, and the words of the document by which DECISIONS.md says so. */
  readonly corrected?: { readonly body: unknown; readonly words: readonly string[] }
}

const NOT_LOGGED_IN = { status: 'error', message: 'You must be logged in to do this.' }
const MISSING_CALL_ID = "must have required property 'callId' [invalid-params]"

const DOCUMENTED: readonly Documented[] = [
  { document: '000', what: 'success', body: { success: true } },
  { document: '000', what: 'authorization', body: NOT_LOGGED_IN },
  {
    document: '000',
    what: 'missing key',
    body: {
      message: "Match error: Missing key 'roomId'",
      path: '',
      sanitizedError: {
        isClientSafe: true,
        error: 400,
        reason: 'Match failed',
        message: 'Match failed [400]',
        errorType: 'Meteor.Error',
      },
      errorType: 'Match.Error',
      success: false,
    },
  },
  {
    document: '000',
    what: 'invalid room',
    body: {
      isClientSafe: true,
      error: 'error-invalid-room',
      reason: 'Invalid room',
      details: { method: 'joinRoom' },
      message: 'Invalid room [error-invalid-room]',
      errorType: 'Meteor.Error',
      success: false,
    },
  },
  { document: '001', what: '200', body: { success: true } },
  {
    document: '001',
    what: '400, example 1',
    body: {
      success: false,
      error: "must have required property 'roomId' [invalid-params]",
      errorType: 'invalid-params',
    },
  },
  { document: '001', what: '400, example 2', body: { success: false, error: 'error-invalid-room' } },
  { document: '001', what: '401', body: NOT_LOGGED_IN },
  {
    document: '001',
    what: '403, example 1',
    body: { success: false, error: 'User does not have the permissions required for this action [error-unauthorized]' },
  },
  { document: '001', what: '403, example 2', body: { success: false, error: 'unauthorized' } },
  {
    document: '002',
    what: 'the request',
    body: { guestName: '<string>' },
    corrected: { body: { guestName: 'Jane Smith' }, words: ['"guestName": "<string>"'] },
  },
  {
    document: '002',
    what: 'the template of an answer',
    body: {
      '400': {},
      '403': {},
      '404': {},
      id: '<string>',
      roomId: '<string>',
      userId: '<string>',
      guestName: '<string>',
      isActive: true,
      isHost: true,
      joinedAt: '<string>',
      leftAt: '<string>',
    },
    corrected: {
      body: {
        id: 'clx2a3b4c5d6e7f8g9h0i1j',
        roomId: 'clx1a2b3c4d5e6f7g8h9i0j',
        userId: 'clx9z8y7x6w5v4u3t2s1r0q',
        guestName: null,
        isActive: true,
        isHost: true,
        joinedAt: '2026-03-03T10:34:00.000Z',
        leftAt: null,
      },
      words: ['"400": {}', '"403": {}', '"404": {}', '"<string>"'],
    },
  },
  {
    document: '002',
    what: 'an authenticated user',
    body: {
      id: 'clx3a4b5c6d7e8f9g0h1i2j',
      roomId: 'clx1a2b3c4d5e6f7g8h9i0j',
      userId: 'clx0a1b2c3d4e5f6g7h8i9j',
      guestName: null,
      isActive: true,
      isHost: false,
      joinedAt: '2026-03-03T10:35:00.000Z',
      leftAt: null,
    },
  },
  {
    document: '002',
    what: 'a guest',
    body: {
      id: 'clx4a5b6c7d8e9f0g1h2i3j',
      roomId: 'clx1a2b3c4d5e6f7g8h9i0j',
      userId: null,
      guestName: 'Jane Smith',
      isActive: true,
      isHost: false,
      joinedAt: '2026-03-03T10:36:00.000Z',
      leftAt: null,
    },
  },
  { document: '002', what: '400, inactive', body: { statusCode: 400, message: 'Room is no longer active' } },
  { document: '002', what: '400, full', body: { statusCode: 400, message: 'Room is full' } },
  { document: '002', what: '403', body: { statusCode: 403, message: 'Room is locked' } },
  { document: '002', what: '404', body: { statusCode: 404, message: 'Room not found' } },
  { document: '003', what: 'authorization', body: NOT_LOGGED_IN },
  {
    document: '004',
    what: '200',
    body: {
      url: 'http://g.co/meet/RocketChat_697887e3c8b0533020781a4a',
      providerName: 'googlemeet',
      success: 'true',
    },
    corrected: {
      body: {
        url: 'http://g.co/meet/RocketChat_697887e3c8b0533020781a4a',
        providerName: 'googlemeet',
        success: true,
      },
      words: ['"success": "true"'],
    },
  },
  {
    document: '004',
    what: '400',
    body: { success: 'false', error: MISSING_CALL_ID, errorType: 'invalid-params' },
    corrected: {
      body: { success: false, error: MISSING_CALL_ID, errorType: 'invalid-params' },
      words: ['"success": "false"'],
    },
  },
  {
    document: '004',
    what: 'the request',
    body: { callId: '697887e3c8b0533020781a4a', state: { mic: 'true', cam: 'true' } },
    corrected: {
      body: { callId: '697887e3c8b0533020781a4a', state: { mic: true, cam: true } },
      words: ['"mic": "true"', '"cam": "true"'],
    },
  },
  { document: '004', what: '401', body: NOT_LOGGED_IN },
]

/** The list of 003 is long, so only its fingerprint stands here: SHA-256 of the body as JSON without white space. */
const LIST = '360814978d8ecc732275d6600bf588bfeba3d24e0cd9b6589e522db90fdf5655'

interface Written {
  readonly text: string
  readonly sources: readonly string[]
}

/** Every example of a request or response in specs/, as text: key order counts. */
async function examplesOf(name: string): Promise<Written[]> {
  const operations = operationsOf(rootOf(await loadDocument(join(SPECS, name)))).map(({ operation }) => operation)
  const bodies = operations
    .flatMap((operation) => members(member(member(operation, 'requestBody'), 'content')))
    .flatMap(([, content]) => members(member(content, 'examples')).map(([, example]) => example))
  const answers = operations.flatMap(responseExamples).map(({ example }) => example)
  return [...bodies, ...answers].map(({ value }) => ({
    text: JSON.stringify(value['value']),
    sources: texts(value['x-source']),
  }))
}

const names = (await readdir(SPECS)).filter((name) => name.endsWith('.openapi.yaml'))
const examples = (await Promise.all(names.map(examplesOf))).flat()
const decisions = await readFile(join(SPECS, 'DECISIONS.md'), 'utf8')

const statedIn = (document: string): Written[] =>
  examples.filter(({ sources }) => sources.some((source) => source.startsWith(`${document}_`)))

describe('the contracts hold', () => {
  it.each(DOCUMENTED)('what $document shows for $what, or say why not', ({ document, body, corrected }) => {
    const wanted = JSON.stringify(corrected ? corrected.body : body)
    expect(statedIn(document).map(({ text }) => text)).toContain(wanted)
    expect((corrected?.words ?? []).filter((words) => !decisions.includes(words))).toEqual([])
  })

  it('the list of 003, value for value and key for key', () => {
    const fingerprints = statedIn('003').map(({ text }) => createHash('sha256').update(text).digest('hex'))
    expect(fingerprints).toContain(LIST)
  })

  it('what 000 shows without the letter that follows one of its bodies', () => {
    expect(decisions).toContain('`}n`')
  })
})
