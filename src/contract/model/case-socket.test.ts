import { describe, expect, it } from 'vitest'
import { caseOf } from '../../verify/testing/answers.ts'
import { hearsBy, isAboutSockets, PLAIN_SOCKET, toOnSocket } from './case-socket.ts'
import type { OnSocket } from './case.ts'

const USUAL = { others: ['user-joined'] }
const joining = caseOf('joinMeetingRoom/joined-as-guest')
const call = (socket: Partial<OnSocket> = {}) => ({ ...joining, socket: { ...PLAIN_SOCKET, ...socket } })

describe('a call on sockets', () => {
  it.each([undefined, null, {}, 'text'])(
    'asks for an ack on a connection of its own where %j is written',
    (written) => {
      expect(toOnSocket(written, USUAL)).toEqual({ ...PLAIN_SOCKET, hears: USUAL })
    },
  )

  it('is made as it is written', () => {
    const written = { on: 'Jane', ack: false, cuts: ['Ada', 5], over: 'http', hears: { others: [], Jane: ['told'] } }
    expect(toOnSocket(written, { others: ['user-joined'], Ada: ['user-left'] })).toEqual({
      on: 'Jane',
      ack: false,
      cuts: ['Ada', '5'],
      overHttp: true,
      hears: { others: [], Jane: ['told'], Ada: ['user-left'] },
    })
  })

  it.each([{ on: 5 }, { ack: 'no' }, { cuts: 'Ada' }, { over: 'smoke' }, { hears: 'all' }])(
    'takes nothing from %j, which is of no form',
    (written) => {
      expect(toOnSocket(written, {})).toEqual(PLAIN_SOCKET)
    },
  )

  it('is heard by all as usual where nobody is listed, and takes lists of others for them', () => {
    expect(toOnSocket({ hears: {} }, USUAL).hears).toEqual(USUAL)
    expect(toOnSocket({ hears: { others: ['told'] } }, USUAL).hears).toEqual({ others: ['told'] })
  })

  it('is heard by whoever is listed, and by nobody where that is no list', () => {
    expect(hearsBy({ others: ['a', 'b'], Ada: 'a' })).toEqual({ others: ['a', 'b'], Ada: [] })
  })
})

describe('calls are about sockets alone', () => {
  it.each([[{ ack: false }], [{ cuts: ['Ada'] }], [{ overHttp: true }]])('where one of them is %j', (socket) => {
    expect(isAboutSockets([call(), call(socket)])).toBe(true)
  })

  it('where two are made on one connection, but not where each has its own, named or not', () => {
    expect(isAboutSockets([call({ on: 'Ada' }), call({ on: 'Ada' })])).toBe(true)
    expect(isAboutSockets([call({ on: 'Ada' }), call({ on: 'Jane' }), call(), call()])).toBe(false)
    expect(isAboutSockets([])).toBe(false)
  })
})
