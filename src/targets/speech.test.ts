import { describe, expect, it } from 'vitest'
import { NO_SPEECH } from '../dialect/speech.ts'
import { toSpeech } from './speech.ts'
import { valueOfData } from './yaml-value.ts'

const read = (value: unknown) => toSpeech(valueOfData(value, 'socket'))

describe('what a mock says in a dialect', () => {
  it('is read with a default for what is left out', () => {
    const tells = [{ event: 'heard', with: { a: '$/sent/a' } }]
    expect(read({ caller: 'uid', relays: { shout: { tells } } })).toMatchObject({
      caller: 'uid',
      says: {},
      routes: [],
      relays: {
        shout: { isForHost: false, ack: null, tells: [{ event: 'heard', to: 'others', when: {}, notes: {} }] },
      },
    })
    const routes = { 'GET /rooms/{code}': { asks: 'room', answers: '$/room' } }
    const answers = {}
    const more = { 'PUT /rooms/{code}': { asks: 'me', answers }, 'GET /rooms/{code}/join': { asks: 'me', answers } }
    expect(read({ routes: { ...routes, ...more } }).routes).toHaveLength(3)
    expect(read({ routes }).routes).toEqual([
      { method: 'GET', path: '/rooms/{code}', asks: 'room', status: 200, answers: '$/room' },
    ])
  })

  it('refuses with a status from 400 to 599', () => {
    const refusal = (status: unknown) => read({ refusals: { 'not-host': { status, message: 'No' } } }).refusals
    expect([400, 599].map((status) => refusal(status)['not-host']?.status)).toEqual([400, 599])
    for (const status of [399, 600, 403.5, '403'])
      expect(() => refusal(status)).toThrow(
        expect.objectContaining({
          name: 'Fault',
          message: 'socket.refusals.not-host.status: this is not a status',
          fix: 'Write a number from 400 to 599, without quotes.',
        }),
      )
    expect(refusal(404)).toEqual({ 'not-host': { status: 404, message: 'No' } })
  })

  it('answers a route with a status from 200 to 299', () => {
    const route = (status: unknown) => read({ routes: { 'GET /a': { asks: 'me', status, answers: {} } } }).routes
    expect([200, 299].map((status) => route(status)[0]?.status)).toEqual([200, 299])
    for (const status of [199, 300])
      expect(() => route(status)).toThrow(
        expect.objectContaining({
          message: 'socket.routes.GET /a.status: this is not a status',
          fix: 'Write a number from 200 to 299, without quotes.',
        }),
      )
  })

  it('is read whole', () => {
    const heard = { a: '$/sent/a' }
    const tells = [
      { event: 'told', to: 'all', when: { '/sent/a': 1, '': null }, with: heard, notes: { last: '$/sent' } },
      { event: 'whispered', to: '/sent/to', with: [] },
    ]
    const said = {
      caller: null,
      notes: { first: '$/x' },
      says: { 'join-room': { answered: { ok: true }, refused: 'no', succeeds: 1, fails: 2, heard: 3 } },
      refusals: { 'no-room': { status: 404, message: 'None' } },
      refusal: { why: '$/message' },
    }
    expect(read({ ...said, relays: { shout: { for: 'host', ack: { ok: 1 }, tells } } })).toEqual({
      ...said,
      routes: [],
      relays: {
        shout: {
          isForHost: true,
          ack: { ok: 1 },
          tells: [
            // Only what has a value is a condition.
            { event: 'told', to: 'all', when: { '/sent/a': 1 }, with: heard, notes: { last: '$/sent' } },
            { event: 'whispered', to: '/sent/to', when: {}, with: [], notes: {} },
          ],
        },
      },
    })
    expect(read({})).toEqual(NO_SPEECH)
  })

  it.each([
    [{ sais: {} }, '.sais: there is no entry sais'],
    [{ says: { 'join-rom': {} } }, '.says.join-rom: there is no event of the contract join-rom'],
    [{ says: { 'join-room': { said: {} } } }, '.says.join-room.said: there is no kind of message said'],
    [{ notes: { a: '$room' } }, '.notes.a: $room is no place: write $/ and a pointer'],
    [
      { says: { 'join-room': { heard: { a: '$room' } } } },
      '.says.join-room.heard: $room is no place: write $/ and a pointer',
    ],
    [{ refusal: '$room' }, '.refusal: $room is no place: write $/ and a pointer'],
    [{ relays: { shout: {} } }, '.relays.shout: shout has no tells'],
    [{ relays: { shout: { for: 'guest', tells: [] } } }, '.relays.shout.for: there is no sender guest'],
    [{ relays: { shout: { ack: '$', tells: [] } } }, '.relays.shout.ack: $ is no place: write $/ and a pointer'],
    [{ relays: { a: { tells: [{ with: {} }] } } }, '.relays.a.tells.0: the item has no event'],
    [{ relays: { a: { tells: [{ event: 'x' }] } } }, '.relays.a.tells.0: the item has no with'],
    [
      { relays: { a: { tells: [{ event: 'x', with: {}, to: 'some' }] } } },
      '.relays.a.tells.0.to: there is no receiver some',
    ],
    [
      { relays: { a: { tells: [{ event: 'x', with: {}, to: '/a~' }] } } },
      '.relays.a.tells.0.to: /a~ is not a JSON Pointer',
    ],
    [
      { relays: { a: { tells: [{ event: 'x', with: {}, when: { a: 1 } }] } } },
      '.relays.a.tells.0.when.a: a is not a JSON Pointer',
    ],
    [
      { relays: { a: { tells: [{ event: 'x', with: {}, notes: { b: '$' } }] } } },
      '.relays.a.tells.0.notes.b: $ is no place: write $/ and a pointer',
    ],
    [
      { relays: { a: { tells: [{ event: 'x', with: {}, more: 1 }] } } },
      '.relays.a.tells.0.more: there is no entry more',
    ],
    [{ routes: { 'LIST /a': { asks: 'room', answers: {} } } }, '.routes.LIST /a: LIST /a is not a route'],
    [{ routes: { 'GET /a': { asks: 'weather', answers: {} } } }, '.routes.GET /a.asks: there is no question weather'],
    [
      { routes: { 'GET /a': { asks: 'me', answers: '$' } } },
      '.routes.GET /a.answers: $ is no place: write $/ and a pointer',
    ],
    [
      { relays: { disconnect: { tells: [] } } },
      ".relays.disconnect: disconnect can't be sent: Socket.IO has it for itself",
    ],
    [{ relays: { '': { tells: [] } } }, ".relays.: an empty name can't be sent: Socket.IO has it for itself"],
    [
      { relays: { a: { tells: [] }, 'join-room': { tells: [] } } },
      '.relays.join-room: a relay join-room would hide the event of the contract',
    ],
    [
      { relays: { a: { tells: [{ event: 'newListener', with: {} }] } } },
      ".relays.a.tells.0.event: newListener can't be sent: Socket.IO has it for itself",
    ],
    [{ refusals: { 'no-rom': {} } }, '.refusals.no-rom: there is no reason no-rom'],
    [{ refusals: { 'no-room': { message: 'x' } } }, '.refusals.no-room: no-room has no status'],
    [{ refusals: { 'no-room': { status: 404 } } }, '.refusals.no-room: no-room has no message'],
    [
      { refusals: { 'no-room': { status: 404, message: 'x', more: 1 } } },
      '.refusals.no-room.more: there is no entry more',
    ],
  ])('%j is refused with its place', (value, message) => {
    expect(() => read(value)).toThrow(expect.objectContaining({ name: 'Fault', message: `socket${message}` }))
  })
  it('is refused with what to write instead', () => {
    for (const [value, fix] of [
      [{ said: {} }, 'Known: caller, notes, says, relays, routes, refusals, refusal.'],
      [{ notes: { a: '$' } }, 'docs/dialects.md lists what a message may name.'],
      [{ relays: { 'join-room': { tells: [] } } }, 'Say what is heard of it under says.'],
      [{ relays: { a: { for: 'guest', tells: [] } } }, 'Known: host.'],
      [{ relays: { a: { tells: [{ event: 'x', with: {}, to: 'some' }] } } }, 'Known: others, all.'],
    ])
      expect(() => read(value)).toThrow(expect.objectContaining({ fix }))
  })
})
