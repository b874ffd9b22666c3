import { describe, expect, it } from 'vitest'
import type { Seed } from '../contract/compiled/types.ts'
import { startServer } from '../server.ts'
import { seeds } from '../contract/compiled/seeds.ts'
import { greeting, type GreetingPlace } from './greeting.ts'

const BARE: GreetingPlace = { prefix: undefined, hasSockets: true, isInAnother: false, isTerminal: false }

/** The lines of a greeting by their names. */
async function lines(place: Partial<GreetingPlace> = {}, seed?: Seed) {
  await using server = await startServer({ control: true, ...(seed && { seed }) })
  const told = greeting({ server, playing: null, notes: [] }, { ...BARE, ...place })
  const found = told.map((line): [string, string] => {
    const [, name = '', text = ''] = /^ {2}➜ {2}(\w+): +(.*)$/.exec(line) ?? []
    return [
      name,
      text
        .replaceAll(server.url, 'URL')
        .replaceAll(server.control.token, 'TOKEN')
        .replaceAll(String(server.port), 'PORT'),
    ]
  })
  return { of: new Map(found), names: found.map(([name]) => name) }
}

describe('a greeting', () => {
  it('names what goes to the mock: its own paths, or all below a prefix', async () => {
    expect((await lines()).of.get('Mock')).toBe(
      '/rooms/{code}/join, /api/v1/livechat/room.join, /api/v1/livechat/rooms, /api/v1/video-conference.join, /socket.io/ go to greenroom · edition current · seed documented',
    )
    expect((await lines({ prefix: '/backend' })).of.get('Mock')).toBe(
      '/backend/… go to greenroom · edition current · seed documented',
    )
  })

  it('says nothing of Socket.IO where that stays with the dev server', async () => {
    const { names, of } = await lines({ hasSockets: false, isInAnother: true })
    expect(of.get('Mock')).toBe(
      '/rooms/{code}/join, /api/v1/livechat/room.join, /api/v1/livechat/rooms, /api/v1/video-conference.join go to greenroom · edition current · seed documented',
    )
    expect(names).not.toContain('Note')
  })

  it('shows the token only to who reads it in a terminal', async () => {
    expect((await lines()).of.get('Console')).toBe('npx greenroom console --port PORT')
    expect((await lines({ isTerminal: true })).of.get('Console')).toContain('/console/#token=TOKEN')
  })

  it.each([
    [true, '/console/#token='],
    [false, 'npx greenroom console --port'],
    [undefined, 'npx greenroom console --port'],
  ])('where standard output is a terminal or not (%s), it shows %s', async (isTTY, shown) => {
    await using server = await startServer({ control: true })
    const before = Object.getOwnPropertyDescriptor(process.stdout, 'isTTY')
    Object.defineProperty(process.stdout, 'isTTY', { value: isTTY, configurable: true })
    const told = greeting(
      { server, playing: null, notes: [] },
      { prefix: undefined, hasSockets: true, isInAnother: false },
    )
    Object.defineProperty(process.stdout, 'isTTY', before ?? { value: undefined, configurable: true })
    expect(told.find((line) => line.includes('Console:'))).toContain(shown)
  })

  it('says where each answer is listed', async () => {
    expect((await lines()).of.get('Answers')).toBe('URL/ lists each, with its cause and a command')
  })

  it('has commands that reach this mock, though others run', async () => {
    expect((await lines()).of.get('Force')).toBe(
      'npx greenroom arm <outcome> --times 1 --port PORT; npx greenroom log -f --port PORT shows the calls',
    )
  })

  it('shows one room of each fact to try, and none of two', async () => {
    const { of } = await lines()
    expect(of.get('Try')).toBe(
      'meeting-room abc-def-ghi, lck-rom-now (locked), ful-rom-now (full), end-rom-now (inactive), non-rom-now (unknown)',
    )
  })

  it('has no such line where the seed reserves nothing', async () => {
    const { names } = await lines({}, { ...seeds.documented, name: 'own', reserved: [] })
    expect(names).toEqual(['Mock', 'Answers', 'Console', 'Force'])
  })

  it('has no such line where all that the seed reserves is in several situations at once', async () => {
    const reserved = [{ subject: 'meeting-room', says: '', facts: ['locked', 'full'], values: { code: 'lck-ful-now' } }]
    const { names } = await lines({}, { ...seeds.documented, name: 'own', reserved })
    expect(names).toEqual(['Mock', 'Answers', 'Console', 'Force'])
  })

  it('shows what else the seed reserves, if no path names any of it', async () => {
    const reserved = [{ subject: 'livechat-room', says: '', facts: [], values: { roomId: 'ours' } }]
    const { of } = await lines({}, { ...seeds.documented, name: 'own', reserved })
    expect(of.get('Try')).toBe('livechat-room ours')
  })

  it('ends with what was asked for and could not be had', async () => {
    await using server = await startServer({ control: true })
    const notes = ['Port 1 is in use.', 'No run file.']
    const told = greeting({ server, playing: null, notes }, { ...BARE, isInAnother: true })
    expect(told.slice(-3)).toEqual([
      '  ➜  Note:    Port 1 is in use.',
      '  ➜  Note:    No run file.',
      '  ➜  Note:    This dev server runs within another one, which passes no upgrades on: Socket.IO works by polling here, not by WebSocket.',
    ])
  })

  it('tells what is played, and where', async () => {
    await using server = await startServer({ control: true })
    const world = await server.attach()
    const playing = await world.play('full-house', { speed: 1 })
    const told = greeting({ server, playing, notes: [] }, BARE)
    expect(told.filter((line) => line.includes('Plays:'))).toEqual([
      expect.stringMatching(/^ {2}➜ {2}Plays: {3}full-house · code [a-z]{3}-[a-z]{3}-[a-z]{3}$/),
    ])
  })
})
