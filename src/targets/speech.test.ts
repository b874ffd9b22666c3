import { describe, expect, it } from 'vitest'
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
    for (const status of [399, 600, 403.5, '403']) expect(() => refusal(status)).toThrow('this is not a status')
  })

  it.each([
    [{ sais: {} }, /socket\.sais: there is no entry sais/],
    [{ says: { 'join-rom': {} } }, /there is no event of the contract join-rom/],
    [{ says: { 'join-room': { said: {} } } }, /there is no kind of message said/],
    [{ says: { 'join-room': { heard: { a: '$room' } } } }, /\$room is no place/],
    [{ relays: { shout: {} } }, /shout has no tells/],
    [{ relays: { shout: { for: 'guest', tells: [] } } }, /there is no sender guest/],
    [{ relays: { shout: { tells: [{ event: 'x', with: {}, to: 'some' }] } } }, /there is no receiver some/],
    [{ relays: { shout: { tells: [{ event: 'x', with: {}, when: { a: 1 } }] } } }, /a is not a JSON Pointer/],
    [{ routes: { 'LIST /a': { asks: 'room', answers: {} } } }, /LIST \/a is not a route/],
    [{ routes: { 'GET /a': { asks: 'weather', answers: {} } } }, /there is no question weather/],
    [{ routes: { 'GET /a': { asks: 'room', status: 404, answers: {} } } }, /this is not a status/],
    [{ relays: { disconnect: { tells: [] } } }, /relays\.disconnect: disconnect can't be sent/],
    [{ relays: { '': { tells: [] } } }, /an empty name can't be sent/],
    [{ relays: { 'join-room': { tells: [] } } }, /a relay join-room would hide the event of the contract/],
    [{ relays: { a: { tells: [{ event: 'newListener', with: {} }] } } }, /newListener can't be sent/],
    [{ routes: { 'GET /a/{': { asks: 'me', answers: {} } } }, /GET \/a\/\{ is not a route/],
    [{ routes: { 'GET /a/../b': { asks: 'me', answers: {} } } }, /is not a route/],
    [{ routes: { 'GET /{a}/{a}': { asks: 'me', answers: {} } } }, /has \{a\} twice/],
    [{ routes: { 'GET /healthz': { asks: 'me', answers: {} } } }, /never asked: the mock answers there/],
    [{ routes: { 'GET /~a/b': { asks: 'me', answers: {} } } }, /never asked: there, a path names a world/],
    [
      { routes: { 'POST /rooms/abc/join': { asks: 'room', answers: {} } } },
      /never asked: the contract has POST \/rooms\/\{code\}\/join there/,
    ],
    [
      { routes: { 'GET /a/{x}': { asks: 'me', answers: {} }, 'GET /a/{y}': { asks: 'me', answers: {} } } },
      /GET \/a\/\{y\} has the path of GET \/a\/\{x\}/,
    ],
    [
      { routes: { 'GET /a/{x}': { asks: 'me', answers: {} }, 'PUT /a/{y}': { asks: 'me', answers: {} } } },
      /PUT \/a\/\{y\} has the path of GET/,
    ],
    [{ refusals: { 'no-rom': {} } }, /there is no reason no-rom/],
    [{ refusals: { 'no-room': { status: 200, message: 'x' } } }, /this is not a status/],
  ])('%j is refused with its place', (value, message) => {
    expect(() => read(value)).toThrow(message)
  })
})
