import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createMock } from '../in-process.ts'
import { Fault } from '../fault.ts'
import { changed } from '../contract/lint/testing/documents.ts'
import { loadContract } from './load.ts'

const OWN = `openapi: 3.1.0
info: { title: Stage, version: 1.0.0 }
paths:
  /stage/{code}/enter:
    post:
      operationId: joinMeetingRoom
      summary: Enter the stage
      x-mutates: true
      x-wears-out: false
      x-coercion: { body: scalars }
      x-outcomes: [stage-painted, guest-name-missing, room-locked, joined-as-guest]
      parameters: [{ name: code, in: path, required: true, schema: { type: string } }]
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { guestName: { type: string } } }
      responses:
        '200':
          description: Entered.
          content:
            application/json:
              schema: { type: object }
              examples:
                joined-as-guest:
                  summary: on the stage
                  x-source: [inferred]
                  x-varies: { /id: { type: string }, /seat: { type: integer } }
                  value: { id: '1', seat: 7 }
        '423':
          description: Not now.
          content:
            application/json:
              schema: { type: object }
              examples:
                room-locked: { summary: locked, x-source: [inferred], value: { why: locked } }
                guest-name-missing: { summary: no name, x-source: [inferred], value: { why: name } }
                stage-painted: { summary: being painted, x-source: [inferred], value: { why: paint } }
`

async function file(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-own-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'stage.openapi.yaml')
  await writeFile(path, text)
  return path
}

const faultOf = async (text: string): Promise<Fault> => {
  const fault: unknown = await loadContract([await file(text)]).catch((error: unknown) => error)
  if (fault instanceof Fault) return fault
  throw new Error('it was accepted')
}

const enter = (code: string, body: unknown): Request =>
  new Request(`http://localhost/stage/${code}/enter`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

describe('a contract of one’s own', () => {
  it('is served at its own path, by state, with its own bodies', async () => {
    const mock = createMock({ contract: await loadContract([await file(OWN)]) })
    const locked = await mock.handle(enter('lck-rom-now', { guestName: 'Jane' }))
    expect([locked.status, await locked.json()]).toEqual([423, { why: 'locked' }])
    const entered = await mock.handle(enter('abc-def-ghi', { guestName: 5 }))
    // The rule knows the id; of what it does not know, the example's own value is sent.
    expect([entered.status, await entered.json()]).toEqual([200, { id: expect.stringMatching(/^c/), seat: 7 }])
    const old = await mock.handle(new Request('http://localhost/rooms/abc-def-ghi/join', { method: 'POST' }))
    expect(old.status).toBe(404)
    expect((await mock.handle(new Request('http://localhost/api/v1/livechat/rooms'))).status).toBe(401)
  })

  it('may have an outcome without a rule, which is only forced', async () => {
    const mock = createMock({ contract: await loadContract([await file(OWN)]) })
    const forced = new Request(enter('abc-def-ghi', { guestName: 'Jane' }), {
      headers: { prefer: 'example=stage-painted' },
    })
    expect(await (await mock.handle(forced)).json()).toEqual({ why: 'paint' })
  })
})

it('contracts of several files are served together: their operations, and what they say besides', async () => {
  const settings = 'x-settings: { anonymousReading: true }\npaths:'
  const desk = changed(OWN, 'paths:', settings)
    .replaceAll('joinMeetingRoom', 'joinLivechatRoom')
    .replaceAll('joined-as-guest', 'joined')
    .replaceAll('/stage/', '/desk/')
  const { faces, validators, words, own } = await loadContract([await file(OWN), await file(desk)])
  const names = ['joinMeetingRoom', 'joinLivechatRoom']
  expect([...own]).toEqual(names)
  expect(faces.map(({ operation, path }) => [operation, path])).toEqual([
    ['joinMeetingRoom', '/stage/{code}/enter'],
    ['joinLivechatRoom', '/desk/{code}/enter'],
  ])
  expect(Object.keys(validators)).toEqual(names)
  expect(words.settings).toEqual({ anonymousReading: true })
})

it('a contract of one’s own says what is answered where it has no operation, and how worlds begin', async () => {
  const answer = (status: number): string => `{ status: ${status}, media-type: text/plain, body: elsewhere }`
  const elsewhere = `x-elsewhere:
  under: /stage/
  unknown: ${answer(418)}
  preflight: ${answer(405)}
  options: ${answer(200)}
x-settings: { anonymousReading: true }
paths:`
  const { words } = await loadContract([await file(changed(OWN, 'paths:', elsewhere))])
  expect(words.elsewhere).toMatchObject([{ under: '/stage/', unknown: { status: 418, body: 'elsewhere' } }])
  expect(words.settings).toEqual({ anonymousReading: true })
})

describe('what can’t be served', () => {
  /** A text with each file by its name alone. */
  const short = (text: string): string => text.replaceAll(/\S*\/(\w+)\.openapi\.yaml/g, '$1')

  it.each([
    [
      'joinMeetingRoom',
      'joinMeetingRom',
      '6: the mock has no rules for an operation joinMeetingRom',
      'Give it the name of the operation that it is a version of: joinMeetingRoom, lockMeetingRoom, endMeetingRoom.',
    ],
    [
      'joined-as-guest',
      'entered',
      '11: no success of joinMeetingRoom has a rule, so most calls would have no answer',
      'Call one of them by the name of its rule. Known rules: malformed-body, body-too-large, unauthorized, code-missing, guest-name-missing, guest-name-too-short, guest-name-too-long, room-not-found, room-inactive, room-locked, room-full, joined-as-host, joined-as-user, joined-as-guest.',
    ],
    [
      'x-mutates: true',
      'x-mutates: maybe',
      '8: x-mutates must be true or false: whether success changes state, but is "maybe" (a text)',
      'Write x-mutates: and true or false: whether success changes state.',
    ],
    [
      '{ body: scalars }',
      '{ body: array }',
      '10: x-coercion.body must be none or scalars or lists, but is "array" (a text)',
      'Write none or scalars or lists.',
    ],
    [
      'x-outcomes: [stage-painted, ',
      'x-outcomes: [unheard-of, stage-painted, ',
      '11: no response has an example named unheard-of',
      'Add an example named unheard-of, or remove the name.',
    ],
    [
      'x-outcomes:',
      'x-others:',
      '3: none of its operations has x-outcomes, so there is nothing to serve',
      'List the names of their answers in x-outcomes; specs/README.md describes the words.',
    ],
  ])('%s as %s is refused with file, line and fix', async (from, to, message, fix) => {
    const text = from === 'joined-as-guest' ? OWN.replaceAll(from, to) : changed(OWN, from, to)
    const fault = await faultOf(text)
    expect(short(fault.message)).toBe(`stage can't be served:\nstage:${message}\n  fix: ${fix}`)
    expect(short(fault.fix)).toBe('Fix this first; greenroom lint stage checks it, too.')
  })

  it('is a file that is missing, or an operation that two files describe', async () => {
    await expect(loadContract(['/nowhere/my.openapi.yaml'])).rejects.toThrow('no such file')
    const twice = await loadContract([await file(OWN), await file(OWN)]).catch((error: unknown) => error)
    expect(short(String(twice))).toBe(
      `Fault: stage and stage can't be served:
stage:6: joinMeetingRoom is described twice
  fix: Keep one of the two.
  Fix this first; greenroom lint stage stage checks it, too.`,
    )
    const other = await file(
      OWN.replaceAll('joinMeetingRoom', 'joinLivechatRoom').replaceAll('joined-as-guest', 'joined'),
    )
    const apart = await loadContract([await file(OWN), other, await file(OWN)]).catch((error: unknown) => error)
    expect(short(String(apart))).toBe(
      `Fault: stage and stage and stage can't be served:
stage:6: joinMeetingRoom is described twice
  fix: Keep one of the two.
  Fix this first; greenroom lint stage stage stage checks it, too.`,
    )
  })

  it('is told with the first twenty findings, and the number of all others', async () => {
    const names = Array.from({ length: 25 }, (_, n) => `unheard-${n}`)
    const text = changed(OWN, 'x-outcomes: [', `x-outcomes: [${names.join(', ')}, `)
    const lines = (await faultOf(text)).message.split('\n').filter((line) => !line.includes('fix: '))
    expect(lines[0]).toMatch(/stage\.openapi\.yaml can't be served:$/)
    expect(lines.filter((line) => line.includes('named unheard-'))).toHaveLength(20)
    expect([lines[1], lines.at(-1)]).toEqual([expect.stringContaining('named unheard-0'), 'and 5 more'])
    const few = changed(OWN, 'x-outcomes: [', `x-outcomes: [${names.slice(0, 20).join(', ')}, `)
    expect((await faultOf(few)).message).not.toMatch(/^and \d+ more$/m)
  })

  it('is an operation whose own success has no rule, though another has a success of the name of one of its refusals', async () => {
    const first = OWN.replaceAll('joinMeetingRoom', 'joinVideoConference').replaceAll('joined-as-guest', 'joined')
    const other = OWN.slice(OWN.indexOf('  /stage'))
      .replaceAll('/stage/{code}', '/other/{code}')
      .replaceAll('joinMeetingRoom', 'joinLivechatRoom')
      .replaceAll('room-locked', 'joined')
      .replaceAll('joined-as-guest', 'entered')
    const [, line] = short((await faultOf(first + other)).message).split('\n')
    expect(line).toBe('stage:45: no success of joinLivechatRoom has a rule, so most calls would have no answer')
  })

  it('is one of several operations no success of which has a rule', async () => {
    const other = OWN.slice(OWN.indexOf('  /stage')).replaceAll('/stage/{code}', '/other/{code}')
    const two = OWN + other.replaceAll('joinMeetingRoom', 'joinLivechatRoom')
    const { message } = await faultOf(two)
    expect(short(message)).toBe(
      `stage can't be served:
stage:45: no success of joinLivechatRoom has a rule, so most calls would have no answer
  fix: Call one of them by the name of its rule. Known rules: not-logged-in, rate-limited, missing-room-id, invalid-query, missing-permission, invalid-room, room-closed, no-access, mac-limit-reached, app-prevented, joined.`,
    )
  })
})
