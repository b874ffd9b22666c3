import { describe, expect, it } from 'vitest'
import { MANAGER_HEADERS } from '../../tests/support/call-of.ts'
import { preparedOf, stepOf } from '../../tests/support/prepared.ts'
import { headerOf, requestOf } from '../../tests/support/request-of.ts'
import { AT } from '../../tests/support/world-of.ts'
import type { Announcement } from '../domain/announcement.ts'
import { createAnswerer, recorded } from './answerer.ts'
import type { MockRequest } from './answer.ts'
import { createCore } from './core.ts'
import { createScans } from './scans.ts'

/** An answerer of a mock's world `w`, with what it told, and turns of scans that never come by themselves. */
function answering() {
  const core = createCore()
  void core.worlds.make('w', core.recipeOf('w', {}))
  const world = core.worlds.get('w')
  if (!world) throw new Error('there is no world w')
  const told: (readonly [string, readonly Announcement[]])[] = []
  const turns: (() => void)[] = []
  core.announced(({ world: name, announces }) => told.push([name, announces]))
  const answerer = createAnswerer({
    store: core.store,
    limits: core.limits,
    scans: createScans({ uptime: () => 0, turn: () => new Promise((resolve) => turns.push(resolve)) }),
  })
  const join = (more: Partial<MockRequest> = {}, query = '') => {
    const request = requestOf('POST', '/rooms/abc-def-ghi/join', {
      headers: { 'content-type': 'application/json' },
      body: '{"guestName":"Jane"}',
      ...more,
    })
    return answerer.operation(world, request, preparedOf('joinMeetingRoom'), { code: 'abc-def-ghi' }, query)
  }
  return { core, world, answerer, told, turns, join, entries: () => world.journal.since(0) }
}

describe('a call of an operation', () => {
  it('is answered at once, told to others and recorded with the time of its world, and which rules matched', async () => {
    const { join, told, entries } = answering()
    const answer = join()
    expect(answer).not.toBeInstanceOf(Promise)
    expect(await answer).toMatchObject({ status: 201, about: { outcome: 'joined-as-guest', forced: null }, world: 'w' })
    expect(told).toMatchObject([['w', [{ kind: 'joined', participant: { guestName: 'Jane' } }]]])
    expect(entries()).toMatchObject([{ n: 1, at: AT, request: { method: 'POST', target: '/rooms/abc-def-ghi/join' } }])
    expect(entries()[0]?.answer).toBe(await answer)
    const matched = entries()[0]?.asked?.indexOf(true) ?? -1
    expect(preparedOf('joinMeetingRoom').outcomes[matched]?.outcome.name).toBe('joined-as-guest')
  })

  it('that cannot be read is answered with its problem, recorded, too, and told to nobody', async () => {
    const { join, told, entries } = answering()
    const body = `{"a":${'['.repeat(70)}${']'.repeat(70)}}`
    expect(await join({ body })).toMatchObject({ status: 400, world: 'w' })
    expect([entries().map(({ at, answer }) => [at, answer.status]), told]).toEqual([[[AT, 400]], []])
  })

  it('gets the preferred outcome without any rule, by header or query; which is said', async () => {
    const { join, told, entries } = answering()
    const step = stepOf(preparedOf('joinMeetingRoom'), 'room-full')
    for (const answer of [
      await join({ headers: { prefer: 'example=room-full' } }),
      await join({}, '__example=room-full'),
    ]) {
      expect(answer).toMatchObject({ status: step.outcome.status, body: step.outcome.example, world: 'w' })
      expect(answer.headers.slice(-4)).toEqual(['Preference-Applied', 'example=room-full', 'Vary', 'Prefer'])
      expect(headerOf(answer.headers, 'Greenroom-Outcome')).toBe('room-full; forced')
    }
    expect([told, entries().map(({ at, answer, asked }) => [at, answer.about.forced, asked])]).toEqual([
      [],
      [
        [AT, 'prefer', undefined],
        [AT, 'prefer', undefined],
      ],
    ])
  })

  it('whose preference cannot be met, or accepted, is answered with a problem', async () => {
    const { join } = answering()
    expect(await join({ headers: { prefer: 'example=none' } })).toMatchObject({ status: 404, world: 'w' })
    expect(await join({ headers: { prefer: 'code=201', accept: 'text/html' } })).toMatchObject({ status: 406 })
  })

  it('is read without what it prefers, which no operation may see', async () => {
    const { world, answerer } = answering()
    const list = (query: string) =>
      answerer.operation(
        world,
        requestOf('GET', '/', { headers: MANAGER_HEADERS }),
        preparedOf('listLivechatRooms'),
        {},
        query,
      )
    expect(await list('__world=w&count=1')).toMatchObject({ status: 200 })
    expect(await list('world=w&count=1')).toMatchObject({ status: 400 })
  })
})

it('a call that no operation handles is answered as told, in its world, and recorded', async () => {
  const { answerer, world, entries } = answering()
  const about = { outcome: null, operation: null, cause: 'nothing', forced: null }
  const answer = { status: 404, headers: [], body: 'x', about, isNowhere: true } as const
  expect(await answerer.refused(world, requestOf('GET', '/x'), answer)).toEqual({ ...answer, world: 'w' })
  expect(entries()).toMatchObject([{ at: AT, request: { target: '/x' }, answer: { body: 'x' } }])
})

describe('a long scan', () => {
  const sort = 'sort={"msgs":-1}'
  /** Asks for a sorted list of a thousand and more generated rooms. */
  const listing = (reader?: { destroyed: boolean }) => {
    const mock = answering()
    void mock.core.worlds.make('busy', mock.core.recipeOf('busy', { seed: 'busy:1500' }))
    const world = mock.core.worlds.get('busy')
    if (!world) throw new Error('there is no world busy')
    const request = requestOf('GET', '/', { headers: MANAGER_HEADERS })
    const ask = () => mock.answerer.operation(world, request, preparedOf('listLivechatRooms'), {}, sort, reader)
    return { ...mock, world, ask, entries: () => world.journal.since(0).map(({ answer }) => answer.status) }
  }
  const passTurns = async (turns: (() => void)[]): Promise<void> => {
    for (let n = 0; n < 20; n++) {
      await new Promise((resolve) => setImmediate(resolve))
      turns.shift()?.()
    }
  }

  it('is answered and recorded when it is done', async () => {
    const { ask, turns, entries } = listing()
    const answer = ask()
    expect([answer instanceof Promise, entries()]).toEqual([true, []])
    await passTurns(turns)
    expect([await answer, entries()]).toMatchObject([{ status: 200, about: { outcome: 'listed' } }, [200]])
  })

  it('that nobody waits for any more is recorded as left', async () => {
    const reader = { destroyed: false }
    const { ask, turns, world } = listing(reader)
    const answer = ask()
    reader.destroyed = true
    await passTurns(turns)
    expect(await answer).toMatchObject({ status: 0, about: { cause: 'the client left before its list was complete' } })
    expect(world.journal.since(0)).toHaveLength(1)
  })

  it('that is one too many is refused at once', async () => {
    const reader = { destroyed: false }
    const { ask, turns, entries } = listing(reader)
    const all = Array.from({ length: 16 }, ask)
    const refused = ask()
    expect(refused).not.toBeInstanceOf(Promise)
    expect([await refused, entries()]).toMatchObject([{ status: 503, world: 'busy' }, [503]])
    reader.destroyed = true
    await passTurns(turns)
    for (const each of all) expect(await each).toMatchObject({ status: 0 })
  })
})

describe('what is recorded of the rules', () => {
  const about = { outcome: null, operation: null, cause: '', forced: null }

  it('is kept with the exchange, however large its body is', () => {
    const { world } = answering()
    const answer = { status: 200, headers: [], body: '', about }
    const request = requestOf('POST', '/', { body: 'x'.repeat(5_000) })
    expect(recorded(world, request, 7, answer, [false, true])).toBe(answer)
    expect(world.journal.since(0)).toMatchObject([{ at: 7, asked: [false, true] }])
  })

  it('is nothing where none were asked', () => {
    const { world } = answering()
    void recorded(world, requestOf('POST', '/', { body: 'x'.repeat(5_000) }), 0, {
      status: 0,
      headers: [],
      body: '',
      about,
    })
    expect(world.journal.since(0)[0]?.asked).toBeUndefined()
  })
})
