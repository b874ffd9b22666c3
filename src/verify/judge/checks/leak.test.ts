import { describe, expect, it } from 'vitest'
import { createRepeats } from '../../redact/repeats.ts'
import { answer, foundBy, planned, withMembers } from '../../testing/answers.ts'
import { hangsOn } from '../../../../tests/support/long-texts.ts'
import type { Sockets } from './answered.ts'
import { checkLeak } from './leak.ts'

const SECRET = 'rbAXPnMktTFbNpwtJ-not-real/42+'
const repeatsSecret = createRepeats()([SECRET])
const ID = 'joinLivechatRoom/invalid-room'
const { example } = answer(ID).outcome
const saying = (error: string): string => withMembers(example, { error })
const found = (body: string): string[] => foundBy(checkLeak, answer(ID, { body, repeatsSecret }))

describe('credentials', () => {
  const REPEATS = ['leak -: the answer contains credentials']
  it.each([
    ['as they are', SECRET],
    ['within a text', `token=${SECRET};`],
    ['escaped for a URL', encodeURIComponent(SECRET)],
    [
      'escaped for a URL in lower case',
      encodeURIComponent(SECRET).toLowerCase().replace('rbaxpnmkttfbnpwtj', 'rbAXPnMktTFbNpwtJ'),
    ],
    ['escaped in part', SECRET.replace('t', '%74')],
    ['in JSON within a text', JSON.stringify(JSON.stringify({ t: SECRET.replace('/', '\\/') }))],
    ['in hex', Buffer.from(SECRET).toString('hex')],
    ['in base64 behind a user name', Buffer.from(`agent:${SECRET}`).toString('base64')],
    ['in base64 for URLs', Buffer.from(`{"t":"${SECRET}"}`).toString('base64url')],
  ])('are found %s', (_, text) => {
    expect(found(saying(text))).toEqual(REPEATS)
    expect(found(`no JSON ${text}`)).toEqual(REPEATS)
    const headers = [['x-echo', text]] as const
    expect(foundBy(checkLeak, answer(ID, { headers, repeatsSecret }))).toEqual(REPEATS)
  })

  it('are found in what others hear, and in the words that refuse a connection', () => {
    const leaks = (sockets: Partial<Sockets>) => foundBy(checkLeak, answer(ID, { repeatsSecret, sockets }))
    expect(leaks({})).toEqual([])
    for (const participant of [{ id: `jwt ${SECRET}` }, { [SECRET]: true }]) {
      const events = [{ event: 'user-joined', args: [{ participant }] }]
      const listened = [{ who: 'observer 1', isCaller: false, expected: ['user-joined'], events }]
      expect(leaks({ listened })).toEqual(REPEATS)
    }
    expect(leaks({ refusedBy: `no ${SECRET}` })).toEqual(REPEATS)
  })

  it('are found where JSON escapes them, in names of members, and at the end of a long list', () => {
    const escaped = [...SECRET].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
    expect(found(`{"error":"${escaped}"}`)).toEqual(REPEATS)
    expect(found(`{"rooms":[{"${escaped}":1}]}`)).toEqual(REPEATS)
    expect(found(JSON.stringify([...Array.from({ length: 5000 }, () => 'a room like any other'), SECRET]))).toEqual(
      REPEATS,
    )
  })

  it('are found however the rest is, which rests on no source', () => {
    const body = `{"secret":"${SECRET} ENOENT: no such file"}`
    expect(checkLeak({ ...answer(ID, { body, repeatsSecret }), caseSources: ['inferred'] })).toEqual(
      [
        'the answer contains credentials',
        'the answer has a member named like a secret',
        'the answer reveals internals of the server',
      ].map((message) => ({ check: 'leak', message, pointer: null, source: 'document', sources: [] })),
    )
  })

  it('are not found in what only begins alike', () => {
    expect(found(saying(SECRET.slice(0, -1)))).toEqual([])
  })
})

describe('a member named like a secret', () => {
  const NAMED = ['leak -: the answer has a member named like a secret']
  it.each(['password', 'passwd', 'bcryptHash', 'clientSecret', 'credentials', 'private_key', 'PrivateKey'])(
    '%s is found wherever it has a text, and is fine with anything else',
    (name) => {
      expect(found(JSON.stringify({ user: [{ [name]: 'x' }] }))).toEqual(NAMED)
      expect(found(JSON.stringify({ [name]: { set: true } }))).toEqual([])
    },
  )

  it('is found in what others hear, too', () => {
    const events = [{ event: 'user-joined', args: [{ participant: { passwordHash: 'x' } }] }]
    const listened = [{ who: 'observer 1', isCaller: false, expected: ['user-joined'], events }]
    expect(foundBy(checkLeak, answer(ID, { sockets: { listened } }))).toEqual(NAMED)
  })
})

describe('the insides of a server', () => {
  it.each([
    'TypeError: x\n    at join (/srv/app/rooms.js:12:5)',
    'at async file:///srv/app/rooms.mjs:12:5',
    'at Object.<anonymous> (node:internal/modules:1:2)',
    'at C:\\app\\rooms.js:1:2',
    'java.lang.IllegalStateException\n\tat com.acme.Rooms.join(Rooms.java:42)',
    'at Acme.Rooms.Join(String id) in C:\\src\\Rooms.cs:line 42',
    'Traceback (most recent call last):\n  File "/srv/rooms.py", line 3',
    'Traceback (most recent call last)',
    'File "/srv/rooms.py", line 3',
    "rooms.rb:12:in `join'",
    "rooms.rb:12:in 'join'",
    'at Room.join [as enter] (/srv/app/rooms.js:12:5)',
    'goroutine 18 [running]:',
    'Stack trace:\n#0 /srv/rooms.php(3)',
    "ENOENT: no such file or directory, open 'rooms.json'",
    "EACCES: permission denied, open 'rooms.json'",
    'EPERM: operation not permitted',
    'connect ECONNREFUSED: 10.0.0.1',
    'listen EADDRINUSE: address already in use',
    'SELECT * FROM rooms WHERE id = 5',
  ])('are found: %j', (text) => {
    expect(found(saying(text))).toEqual(['leak -: the answer reveals internals of the server'])
    expect(found(text)).toHaveLength(1)
  })

  it.each([
    'The room was closed at 12:30 (see /rooms/12:30)',
    'You must wait 5 seconds before trying this endpoint again. Look at https://docs.example.org:443/limits',
    'Select a room from the list, where you like',
    'File "photo.png" is in line 3',
  ])('are not seen in %j', (text) => expect(found(saying(text))).toEqual([]))

  it('are not seen in any documented answer', () => {
    for (const { testCase: each } of planned)
      expect(foundBy(checkLeak, answer(each.id, { repeatsSecret })), each.id).toEqual([])
  })

  it('are looked for in the first hundred thousand characters of a text', () => {
    const behind = (length: number): string => `${' '.repeat(length)}ENOENT: `
    expect([found(behind(99_992)).length, found(behind(99_993)).length]).toEqual([1, 0])
  })

  it('are looked for without getting stuck in what could begin them, thousands of times', async () => {
    expect(await hangsOn('leak', ['at a', 'SELECT FROM ', 'at a.b(', 'File "x', 'at /:'], 1_000_000)).toBeNull()
  })
})
