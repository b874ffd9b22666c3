import { describe, expect, it } from 'vitest'
import { PLAIN_DIALECT, type SocketDialect } from '../../dialect/dialect.ts'
import { NO_SPEECH } from '../../dialect/speech.ts'
import type { ServedSocket } from './served.ts'
import { createSpeakers, nameIn, seenBy } from './speakers.ts'

const dialect: SocketDialect = {
  ...PLAIN_DIALECT,
  members: { guestName: { name: 'displayName', unless: null } },
  speech: { ...NO_SPEECH, notes: { isMuted: false } },
}
const socketOf = (id: string, auth: unknown = {}): ServedSocket => ({
  id,
  connected: true,
  conn: { readyState: 'open', transport: {}, on: () => {}, close: () => {} },
  nsp: { name: '/' },
  handshake: { auth, query: {}, headers: {}, address: '' },
  emit: () => {},
  use: () => {},
  on: () => {},
  disconnect: () => {},
})

describe('the clients of a dialect', () => {
  it('begin with the words in which they connect, those of the contract if these tell nothing', () => {
    const speakers = createSpeakers(dialect)
    expect(speakers.add(socketOf('a', { displayName: 'Ann' }))).toMatchObject({
      words: 'theirs',
      notes: { isMuted: false },
    })
    expect(speakers.add(socketOf('b', { guestName: 'Bob' })).words).toBe('ours')
    expect(speakers.add(socketOf('c', { token: 't' })).words).toBe('ours')
  })

  it('are known until they are removed', () => {
    const speakers = createSpeakers(dialect)
    const ann = speakers.add(socketOf('a'))
    expect([speakers.of('a'), speakers.of('b')]).toEqual([ann, undefined])
    speakers.remove('a')
    expect(speakers.of('a')).toBeUndefined()
  })

  it('never send two messages of one name', () => {
    const { nextId } = createSpeakers(dialect)
    expect([nextId('a'), nextId('a'), nextId('b')]).toEqual(['a-1', 'a-2', 'b-3'])
  })
})

describe('somebody in a room', () => {
  it('is known by the name of a guest, by the one that they told, or by that of their user', () => {
    const speakers = createSpeakers(dialect)
    const told = speakers.add(socketOf('s'))
    const nameOf = (id: string): string | undefined => (id === 'u1' ? 'Una' : undefined)
    const name = (who: Parameters<typeof seenBy>[2], socket: string | null = null): string =>
      seenBy(speakers, 'w', who, socket, nameOf).name
    expect(name({ id: 'p', guestName: 'Gus', userId: 'u1' })).toBe('Gus')
    expect(name({ id: 'p', userId: 'u1' }, 's')).toBe('Una')
    told.notes = { name: 'Called so' }
    expect(name({ id: 'p', userId: 'u1' }, 's')).toBe('Called so')
    expect(name({ id: 'p', guestName: 'Gus' }, 's')).toBe('Gus')
    expect(name({ id: 'p', userId: 'elsewhere' })).toBe('elsewhere')
    expect(name({ id: 'p' })).toBe('')
    told.notes = { name: 1 }
    expect(name({ id: 'p' }, 's')).toBe('')
  })

  it('is seen with what was noted of their socket; one without a socket by their own id', () => {
    const speakers = createSpeakers(dialect)
    speakers.add(socketOf('s')).notes = { isMuted: true }
    const host = { id: 'p', userId: 'u', isHost: true }
    expect(seenBy(speakers, 'w', host, 's')).toEqual({
      id: 'p',
      userId: 'u',
      isHost: true,
      name: 'u',
      socketId: 's',
      isMuted: true,
    })
    expect(seenBy(speakers, 'w', { id: 'p' }, null)).toEqual({
      id: 'p',
      userId: null,
      isHost: false,
      name: '',
      socketId: 'p',
      isMuted: false,
    })
    expect(seenBy(speakers, 'w', { id: 'p' }, 'unknown')).toMatchObject({ socketId: 'unknown', isMuted: false })
    const relayed = {
      kind: 'relayed',
      room: 'r',
      event: 'e',
      payload: null,
      participantId: 'p',
      socketId: 'far',
    } as const
    speakers.noted.follow({ world: 'w', announces: [{ ...relayed, to: 'all', notes: { isMuted: true } }] })
    expect(seenBy(speakers, 'w', { id: 'p' }, 'far')).toMatchObject({ socketId: 'far', isMuted: true })
  })

  it('gives a name as the dialect calls it, if it is a text', () => {
    const speakers = createSpeakers(dialect)
    expect(nameIn(speakers, 'join-room', { displayName: 'Ann', guestName: 'Bob' })).toBe('Ann')
    expect(nameIn(createSpeakers(PLAIN_DIALECT), 'join-room', { guestName: 'Bob' })).toBe('Bob')
    for (const payload of [null, {}, { displayName: 1 }]) expect(nameIn(speakers, 'join-room', payload)).toBeUndefined()
  })
})
