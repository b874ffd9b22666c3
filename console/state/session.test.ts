import { describe, expect, it, onTestFinished } from 'vitest'
import type { JournalEntry, WorldSummary } from '../../src/contract/compiled/types.ts'
import { entry, face, world } from '../text/testing/shown.ts'
import { createRouter } from './route.ts'
import { createSession, readWorld, type Session } from './session.ts'
import type { Signal } from './signal.ts'

const MOCK = { edition: 'current', seed: 'documented', url: 'http://127.0.0.1:4010', operations: {} }
const summary = (name: string, latest = 1): WorldSummary => ({ ...world, name, latest })
const call = (n: number, name = 'default'): JournalEntry => ({ ...entry, n, world: name })

interface Plane {
  worlds: WorldSummary[]
  kept: JournalEntry[]
  readonly asked: string[]
}

/** A control plane that has these worlds and calls. */
const planeOf = (worlds: readonly WorldSummary[], kept: readonly JournalEntry[] = []): Plane => ({
  worlds: [...worlds],
  kept: [...kept],
  asked: [],
})

function answerOf({ worlds, kept }: Plane, path: string): Response {
  if (path === '/mock') return Response.json(MOCK)
  if (path === '/outcomes') return Response.json({ faces: [face] })
  if (path === '/worlds') return Response.json({ worlds })
  const [, name = '', journal] = /^\/worlds\/([^/]+)(\/journal\?limit=1000)?$/.exec(path) ?? []
  const found = worlds.find((each) => each.name === decodeURIComponent(name))
  if (!found) return Response.json({ title: 'No such world', detail: 'there is none' }, { status: 404 })
  return Response.json(journal === undefined ? { ...world, name: found.name } : { entries: kept })
}

/** Resolves once a signal has a value that is wanted. */
const reaches = <Value>(signal: Signal<Value>, isWanted: (value: Value) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (isWanted(signal.get())) resolve()
    }
    signal.subscribe(look)
    look()
  })

/** A session at this address that is live, and what tells it of events. */
async function begun(plane: Plane, hash = '#/calls') {
  let tell = (_text: string): void => {}
  let end = (): void => {}
  let lose = (): void => {}
  const stream = (): Response =>
    new Response(
      new ReadableStream<Uint8Array>({
        start(controller) {
          tell = (text) => controller.enqueue(new TextEncoder().encode(text))
          lose = () => controller.close()
          end = () => controller.error(new Error('the token is refused (GET /events was refused with 401)'))
        },
      }),
    )
  const router = createRouter({
    location: { hash },
    history: { replaceState: () => {} },
    addEventListener: () => {},
  })
  const session = createSession({ token: 't', isReadOnly: false }, router, {
    origin: 'http://c',
    fetch: async (url, { method, body }) => {
      const path = url.slice('http://c'.length)
      plane.asked.push(typeof body === 'string' ? `${method} ${path} ${body}` : `${method} ${path}`)
      return path.startsWith('/events') ? stream() : answerOf(plane, path)
    },
    later: (flush) => flush(),
  })
  await reaches(session.connection, (state) => state === 'live')
  onTestFinished(async () => {
    end()
    await reaches(session.connection, (state) => state === 'refused')
  })
  return {
    session,
    tell: (event: string, data: object) => tell(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    lose: () => lose(),
  }
}
const shown = ({ log }: Session): string[] =>
  log.lines().map((line) => (line.kind === 'call' ? line.key : `${line.world}: ${line.text}`))
const counts = ({ changes, edits }: Session): number[] => [changes.get(), edits.get()]

describe('a session', () => {
  it('has read the mock, its worlds, the one that is looked at and its calls when it is live', async () => {
    const plane = planeOf([summary('default', 2)], [call(1), call(2)])
    const { session } = await begun(plane)
    expect([session.mock.get(), session.worlds.get(), session.world.get()?.name, session.faces.get()]).toEqual([
      MOCK,
      plane.worlds,
      'default',
      [face],
    ])
    expect(shown(session)).toEqual(['default/1', 'default/2'])
    expect(counts(session)).toEqual([1, 1])
  })

  it('looks at the world that the address names; if there is none, it knows', async () => {
    const plane = planeOf([summary('default'), summary('a b')])
    expect((await begun(plane, '#/calls?world=a+b')).session.world.get()?.name).toBe('a b')
    expect((await begun(plane, '#/calls?world=none')).session.world.get()).toBeNull()
  })

  it('keeps the world that it has read while that cannot be read again', async () => {
    const plane = planeOf([summary('default')])
    const { session } = await begun(plane)
    plane.worlds = []
    await readWorld(session)
    expect(session.world.get()?.name).toBe('default')
  })

  it('asks about its world by its name, with what it sends', async () => {
    const plane = planeOf([summary('a b')])
    const { session } = await begun(plane, '#/calls?world=a+b')
    await session.ask('GET', '')
    expect(plane.asked.at(-1)).toBe('GET /worlds/a%20b')
    await session.ask('PUT', '', { a: 1 })
    expect(plane.asked.at(-1)).toBe('PUT /worlds/a%20b {"a":1}')
  })

  it('shows each call as it comes, and knows that its world may have changed, but by no edit', async () => {
    const { session, tell } = await begun(planeOf([summary('default'), summary('other')]))
    tell('exchange', call(7, 'other'))
    tell('exchange', call(8))
    await reaches(session.changes, (count) => count === 2)
    expect(shown(session)).toEqual(['other/7', 'default/8'])
    expect(counts(session)).toEqual([2, 1])
  })

  it('notes what the control plane changes, in its words', async () => {
    const plane = planeOf([summary('default')])
    const { session, tell } = await begun(plane)
    const before = plane.asked.length
    tell('world', { kind: 'changed', world: 'default', why: 'asked', what: 'a room was locked' })
    await reaches(session.edits, (count) => count === 2)
    expect([shown(session), counts(session)]).toEqual([['default: a room was locked'], [2, 2]])
    expect(plane.asked).toHaveLength(before)
  })

  it('reads the worlds again when one is made or dropped, and says why that was', async () => {
    const plane = planeOf([summary('default')])
    const { session, tell } = await begun(plane)
    plane.worlds.push(summary('qa'))
    tell('world', { kind: 'made', world: 'qa', why: 'first use' })
    await reaches(session.worlds, (worlds) => worlds.length === 2)
    plane.worlds = [summary('default')]
    tell('world', { kind: 'dropped', world: 'qa', why: 'asked' })
    await reaches(session.worlds, (worlds) => worlds.length === 1)
    expect(shown(session)).toEqual(['qa: the world qa was made, first use', 'qa: the world qa was dropped'])
    expect(counts(session)).toEqual([1, 1])
  })

  it('reads its own world again when that is reset, whose calls are counted on', async () => {
    const plane = planeOf([summary('default')])
    const { session, tell } = await begun(plane)
    tell('exchange', call(7))
    await reaches(session.changes, (count) => count === 2)
    plane.kept = [call(8)]
    tell('world', { kind: 'reset', world: 'default', why: 'asked' })
    await reaches(session.edits, (count) => count === 3)
    expect(shown(session)).toEqual(['default/7', 'default: the world default was reset', 'default/8'])
  })

  it('tells calls of a world that was dropped from those of a new one of its name', async () => {
    const plane = planeOf([summary('default'), summary('qa')])
    const { session, tell } = await begun(plane)
    tell('exchange', call(1, 'qa'))
    tell('world', { kind: 'dropped', world: 'qa', why: 'asked' })
    tell('exchange', call(1, 'qa'))
    await reaches(session.log.version, () => session.log.lines().length === 3)
    expect(shown(session)).toEqual(['qa/1@0', 'qa: the world qa was dropped', 'qa/1'])
  })

  it('tells calls of a mock that was started again, whose numbers begin anew, from those before', async () => {
    const plane = planeOf([summary('default', 2), summary('other', 5)], [call(1), call(2)])
    const { session, tell, lose } = await begun(plane)
    tell('exchange', call(5, 'other'))
    await reaches(session.log.version, () => session.log.lines().length === 3)
    plane.worlds = [summary('default', 1), summary('other', 5)]
    plane.kept = [call(1)]
    lose()
    await reaches(session.connection, (state) => state === 'lost')
    await reaches(session.connection, (state) => state === 'live')
    expect(shown(session)).toEqual(['default/1@0', 'default/2@1', 'other/5', 'default/1'])
  })

  it('counts what came too fast to be told', async () => {
    const { session, tell } = await begun(planeOf([summary('default')]))
    tell('lost', { count: 3 })
    tell('lost', { count: 4 })
    await reaches(session.lost, (count) => count === 7)
    expect([shown(session), counts(session)]).toEqual([[], [1, 1]])
  })
})
