import { describe, expect, it } from 'vitest'
import { bareArrangement } from '../../verify/model/arrangement.ts'
import { PLAIN_DIALECT } from '../../verify/model/dialect.ts'
import { caseOf, currentFace } from '../../verify/testing/answers.ts'
import { target } from '../../verify/testing/runs.ts'
import { seatCall } from '../serve/seat-call.ts'
import { markedEnvironment, mockArrangement } from './arrangement.ts'
import { refuseLanguage, SOCKET, usualLanguage } from './languages.ts'
import { preparation } from './preparation.ts'
import {
  callerOf,
  openValues,
  shownRequest,
  shownRequests,
  unmarked,
  variableMark,
  variablesOf,
  withOpenValues,
} from './requests.ts'
import { placeOfSockets } from './socket-place.ts'

const FAULT = expect.objectContaining({ name: 'Fault' })
const locked = caseOf('joinMeetingRoom/room-locked')
const faceOf = (operation: string) => currentFace(operation)
const bare = bareArrangement({ baseUrl: '', identities: { guest: {} } })

describe('a value that is not known', () => {
  it('is a variable of its name, which is unmarked wherever it stands', () => {
    expect(openValues({ ...locked, given: { 'livechat-room': [], limit: [] } })).toEqual([
      { subject: 'livechat-room', facts: [], value: 'roomId', variable: 'ROOM_ID' },
    ])
    expect(unmarked(`a${variableMark('A_B')}c${variableMark('D')}`)).toEqual([
      'a',
      { env: 'A_B' },
      'c',
      { env: 'D' },
      '',
    ])
    expect(unmarked('plain ~~ text')).toBe('plain ~~ text')
    expect(markedEnvironment['TOKEN']).toBe(variableMark('TOKEN'))
  })

  it('is shown as that, and one that is known as itself', () => {
    const arrangement = withOpenValues(locked, bare)
    expect([...variablesOf(shownRequests(locked, { arrangement, faceOf, limit: 0 }))]).toEqual(['CODE'])
    const known = withOpenValues(locked, { ...bare, values: { code: 'abc' } })
    expect(shownRequest(locked, { arrangement: known, faceOf }).target).toBe('/rooms/abc/join')
  })

  it('is refused where nothing yields it, as is a caller or an operation that is not there', () => {
    expect(() => callerOf({ ...locked, as: 'host' }, bare)).toThrow(FAULT)
    expect(() => callerOf(locked, bare)).toThrow(FAULT)
    expect(() => shownRequest(locked, { arrangement: bare, faceOf: () => undefined })).toThrow(FAULT)
  })

  it('a limit is used up by as many calls as a window takes, and one', () => {
    const shown = (testCase: typeof locked) =>
      shownRequests(testCase, { arrangement: mockArrangement(testCase, '').arrangement, faceOf, limit: 10 })
    expect(shown(caseOf('joinVideoConference/rate-limited')).at(-1)?.times).toBe(11)
    expect(shown(locked)[0]).not.toHaveProperty('times')
  })
})

it('a situation is brought about by a line for the shell of the language, on the server and world of the URL', () => {
  const open = { subject: 'meeting-room', facts: ['locked'], value: 'code', variable: 'CODE' }
  const line = (language: string, url = 'http://127.0.0.1:4010'): string => preparation([open], language, url)[0] ?? ''
  expect(line('curl')).toBe(`export CODE="$(npx greenroom set 'meeting-room: [locked]' | sed -n 's/^code: //p')"`)
  expect(line('powershell')).toMatch(/^\$env:CODE = \(npx greenroom set .* --json/)
  expect(['fetch', 'socket', 'python'].map((language) => line(language).slice(0, 2))).toEqual(['//', '//', '# '])
  expect(line('curl', 'http://127.0.0.1:5000/~QA-1/x')).toContain("[locked]' --port 5000 --world qa-1 |")
  expect(line('curl', 'http://example.org/~default')).toContain("[locked]' |")
  expect(() => line('curl', 'http://127.0.0.1/~a_b')).toThrow(FAULT)
})

describe('the place of sockets', () => {
  it('of a mock is its origin, with the world of its path', () => {
    const place = (url: string) => placeOfSockets({ url, edition: 'current', target: null })
    expect(place('http://h:1')).toEqual({ url: 'http://h:1', path: null, transports: null, auth: {} })
    expect(place('http://h:1/~qa/')).toMatchObject({ path: null, auth: { world: 'qa' } })
    expect(place('http://h:1/api/~qa')).toMatchObject({ path: '/api/socket.io/', auth: { world: 'qa' } })
    expect(place('http://h:1/~default')).toMatchObject({ auth: {} })
  })

  it('of a target is as it says, with the transports that it has', () => {
    const of = (more: object) => {
      const file = { situations: [], hook: null, gate: null }
      const there = { ...target, url: 'https://chat.example/base', ...more }
      return placeOfSockets({ url: '', edition: 'current', target: { ...file, target: there } })
    }
    const socket = { ...PLAIN_DIALECT, namespace: '/meet', path: '/io/' }
    expect(of({ socket, transports: ['http', 'websocket'] })).toEqual({
      url: 'https://chat.example/meet',
      path: '/base/io/',
      transports: ['websocket'],
      auth: {},
    })
    expect(of({ transports: ['http', 'polling', 'upgraded'] }).transports).toBeNull()
    expect(of({ transports: ['http'] }).transports).toBeNull()
  })
})

describe('the language of a case', () => {
  it('is curl, or that of sockets for what only they have; no other can say that', () => {
    const only = { ...locked, socketOnly: true }
    expect([usualLanguage(locked, 'current'), usualLanguage(only, 'current')]).toEqual(['curl', SOCKET])
    expect(() => refuseLanguage(only, 'curl', 'current')).toThrow(FAULT)
    expect(() => refuseLanguage(only, SOCKET, 'current')).not.toThrow()
    expect(() => refuseLanguage(locked, 'python', 'current')).not.toThrow()
  })

  it('is none where facts change on the way, and not that of sockets for what is about HTTP alone', () => {
    expect(() => refuseLanguage({ ...locked, before: [{ ...locked, set: {} }] }, 'curl', 'current')).toThrow(FAULT)
    expect(() => refuseLanguage(caseOf('joinLivechatRoom/joined'), SOCKET, 'current')).toThrow(FAULT)
    const typed = { ...locked, raw: { contentType: 'text/plain', text: 'x' } }
    expect(() => refuseLanguage(typed, SOCKET, 'current')).toThrow(FAULT)
  })
})

it('a seat is taken by an expression, where the values name something that has seats', () => {
  expect(seatCall({ code: 'abc' }, "O'Hara")).toMatch(/^'join-room', \{.*guestName: 'O\\'Hara'.*\}$/)
  expect(seatCall({ callId: 'abc' }, 'Ada')).toBeUndefined()
})
