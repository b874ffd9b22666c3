import { describe, expect, it } from 'vitest'
import { PLAIN_DIALECT, type SocketDialect } from '../../dialect/dialect.ts'
import { NO_SPEECH, type Relay, type Told } from '../../dialect/speech.ts'
import { createCore } from '../../mock/core.ts'
import { setClock } from '../../world/clock.ts'
import { hearRelayed, passOn } from './relays.ts'
import type { Member } from './rooms.ts'
import type { ServedSocket } from './served.ts'
import { createSocketContext } from './socket-context.ts'

const dialect: SocketDialect = {
  ...PLAIN_DIALECT,
  speech: { ...NO_SPEECH, notes: { isAway: false }, refusals: { 'not-host': { status: 418, message: 'Hosts only' } } },
}
const told = (more: Partial<Told> = {}): Told => ({
  event: 'waved',
  to: 'others',
  when: {},
  with: { by: '$/me/socketId', to: '$/sent/to', nth: '$/id', at: '$/now', user: '$/me/userId' },
  notes: {},
  ...more,
})
const relay = (more: Partial<Relay> = {}): Relay => ({ isForHost: false, ack: null, tells: [told()], ...more })

/** People in a room of a world, each with the words that they use. */
function meeting(speaks: SocketDialect = dialect) {
  const core = createCore({ clock: setClock(Date.parse('2026-03-03T10:30:00.000Z')) })
  const faults: unknown[] = []
  const context = createSocketContext({
    mock: core,
    options: {},
    dialect: speaks,
    onFault: (fault) => faults.push(fault),
  })
  const { speakers } = context
  if (!speakers) throw new Error('there is a dialect')
  core.announced((announced) => hearRelayed(context, announced))
  const arrive = (id: string, words: 'theirs' | 'ours' = 'theirs', room: string | null = 'abc-def-ghi') => {
    const heard: unknown[] = []
    const socket: ServedSocket = {
      id,
      connected: true,
      conn: { readyState: 'open', transport: {}, on: () => {}, close: () => {} },
      nsp: { name: '/' },
      handshake: { auth: {}, query: {}, headers: {}, address: '' },
      // That others come is no relayed event.
      emit: (event, payload) => event === 'user-joined' || heard.push([event, payload]),
      use: () => {},
      on: () => {},
      disconnect: () => {},
    }
    const member: Member = { socket, world: core.worlds.default, caller: { kind: 'nobody' }, seat: null, isOver: false }
    context.rooms.enter(member)
    const speaker = speakers.add(socket)
    speaker.words = words
    const participant = {
      id: `seat of ${id}`,
      roomId: '',
      userId: null,
      guestName: id,
      isActive: true,
      isHost: false,
      joinedAt: '',
      leftAt: null,
    }
    if (room !== null)
      context.rooms.tell({
        world: core.worlds.default.name,
        announces: [{ kind: 'joined', room, participant, socketId: id }],
        isByHand: false,
        what: null,
      })
    const says = async (how: Relay, sent: unknown = {}) => {
      const acks: unknown[] = []
      await passOn({ context, speakers, speaker, member }, how, sent, (body) => void acks.push(body))
      return acks
    }
    return { heard, says, speaker, member, socket }
  }
  return { arrive, faults, noted: speakers.noted }
}

describe('an event that is passed on', () => {
  it('is heard by others in the room who use the dialect, and by nobody else', async () => {
    const { arrive } = meeting()
    const [ann, bob, documented, away] = [
      arrive('ann'),
      arrive('bob'),
      arrive('documented', 'ours'),
      arrive('away', 'theirs', 'lck-rom-now'),
    ]
    expect(await ann.says(relay({ ack: { ok: true } }), { to: 'all of you' })).toEqual([{ ok: true }])
    const message = { by: 'ann', to: 'all of you', nth: 'ann-1', at: '2026-03-03T10:30:00.000Z', user: null }
    expect([bob.heard, ann.heard, documented.heard, away.heard]).toEqual([[['waved', message]], [], [], []])
    await ann.says(relay({ tells: [told({ to: 'all', with: { nth: '$/id' } })] }))
    expect([bob.heard[1], ann.heard]).toEqual([['waved', { nth: 'ann-2' }], [['waved', { nth: 'ann-2' }]]])
  })

  it('is heard by the socket alone that the payload names, if it is in the room', async () => {
    const { arrive } = meeting()
    const [ann, bob, cleo] = [arrive('ann'), arrive('bob'), arrive('cleo')]
    const away = arrive('away', 'theirs', 'lck-rom-now')
    const named = relay({ tells: [told({ to: '/to', with: {} })] })
    await ann.says(named, { to: 'bob' })
    await ann.says(named, { to: 'away' })
    await ann.says(named, { to: 'ann' })
    for (const nobody of [{}, { to: 5 }, { to: null }]) await ann.says(named, nobody)
    expect([ann.heard, bob.heard, cleo.heard, away.heard]).toEqual([[['waved', {}]], [['waved', {}]], [], []])
  })

  it('is told where the payload has all the values that it needs', async () => {
    const { arrive } = meeting()
    const [ann, bob] = [arrive('ann'), arrive('bob')]
    const tells = [
      told({ event: 'both', when: { '/a': 1, '/b/c': [true] }, with: {} }),
      told({ event: 'any', with: {} }),
    ]
    await ann.says(relay({ tells }), { a: 1, b: { c: [true] } })
    await ann.says(relay({ tells }), { a: 1, b: { c: [false] } })
    await ann.says(relay({ tells }), 'a text')
    expect(bob.heard.map((each) => Array.isArray(each) && each[0])).toEqual(['both', 'any', 'any', 'any'])
  })

  it('is told as it was sent only where that is no plain text', async () => {
    const { arrive } = meeting()
    const [ann, bob] = [arrive('ann'), arrive('bob')]
    for (const sent of ['a text', 7, { a: 1 }, [2]]) await ann.says(relay({ tells: [told({ with: '$/sent' })] }), sent)
    expect(bob.heard).toEqual([
      ['waved', { a: 1 }],
      ['waved', [2]],
    ])
  })

  it('is noted of its sender, also for what is told after it', async () => {
    const { arrive, noted } = meeting()
    const [ann, bob] = [arrive('ann'), arrive('bob')]
    ann.member.caller = {
      kind: 'person',
      person: { id: 'u1', username: 'ann', name: 'Ann', role: 'user', authToken: null },
    }
    const aways = relay({ tells: [told({ with: {}, notes: { isAway: '$/sent/away' } })] })
    expect(await ann.says(aways, { away: true })).toEqual([])
    expect([ann.speaker.notes, bob.speaker.notes]).toEqual([{ isAway: true }, { isAway: false }])
    expect(noted.of('default', 'seat of ann')).toEqual({ isAway: true })
    await ann.says(relay({ tells: [told({ event: 'raised', with: {}, notes: { isRaised: true } })] }))
    expect(ann.speaker.notes).toEqual({ isAway: true, isRaised: true })
    await ann.says(relay({ tells: [told({ with: { away: '$/me/isAway', who: '$/me/userId' } })] }))
    expect(bob.heard[2]).toEqual(['waved', { away: true, who: 'u1' }])
    await ann.says(relay({ tells: [told({ with: {}, notes: { name: '$/sent/name' } })] }), { name: 'Anna' })
    expect(ann.speaker.notes).toMatchObject({ name: 'Anna' })
    // Other processes, which know her id alone, hear her name, too.
    ann.speaker.notes = { name: 'Ann' }
    await ann.says(aways, { away: false })
    expect(noted.of('default', 'seat of ann')).toEqual({ isAway: false, isRaised: true, name: 'Ann' })
  })

  it('is nothing without a seat', async () => {
    const { arrive } = meeting()
    const [outside, bob] = [arrive('outside', 'theirs', null), arrive('bob')]
    expect([await outside.says(relay({ ack: {}, tells: [told()] })), bob.heard]).toEqual([[], []])
  })

  it('reaches nobody once the world has begun anew, though it is answered', async () => {
    const { arrive } = meeting()
    const [ann, bob] = [arrive('ann'), arrive('bob')]
    ann.member.isOver = true
    expect(await ann.says(relay({ ack: { ok: true } }))).toEqual([{ ok: true }])
    expect(bob.heard).toEqual([])
  })

  it('only for hosts is refused to all others, in the words of the dialect', async () => {
    const { arrive } = meeting()
    const [ann, bob] = [arrive('ann'), arrive('bob')]
    const forHosts = relay({ isForHost: true, ack: { ok: true } })
    expect(await ann.says(forHosts)).toEqual([{ statusCode: 418, message: 'Hosts only' }])
    ann.speaker.notes = { isHost: true }
    expect([await ann.says(forHosts), bob.heard.length]).toEqual([[{ ok: true }], 1])
    const plain = meeting(PLAIN_DIALECT).arrive('eve')
    expect(await plain.says(forHosts)).toEqual([{ statusCode: 403, message: 'Not authorized' }])
  })

  it('reaches the others, where the socket of one of them throws', async () => {
    const { arrive, faults } = meeting()
    const [ann, broken, bob] = [arrive('ann'), arrive('broken'), arrive('bob')]
    broken.socket.emit = () => {
      throw new Error('closed')
    }
    await ann.says(relay())
    expect([bob.heard.length, faults.map(String)]).toEqual([1, ['Error: closed']])
  })
})
