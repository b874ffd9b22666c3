import { describe, expect, it } from 'vitest'
import type { Announcement } from '../domain/announcement.ts'
import type { MeetingRoom, Write } from '../domain/state.ts'
import { setClock, type SetClock } from '../world/clock.ts'
import { createJournalBudget } from '../world/journal-budget.ts'
import type { Recipe } from '../world/recipe.ts'
import { createSeeds } from '../world/seeds/seeds.ts'
import type { AbandonedSeats, Store } from '../world/store.ts'
import { createRecipeKeeper } from './log/recipe-data.ts'
import type { StoreParts } from './log/store-parts.ts'
import { participantOf } from '../../tests/support/participant.ts'

/** A place for data that stores can be opened at one after the other. */
export interface Place extends AsyncDisposable {
  readonly open: (parts: StoreParts) => Promise<Store>
  /** Ends a store as the death of its process would. */
  readonly kill: (store: Store) => Promise<void>
}

const room: MeetingRoom = {
  id: 'r1',
  code: 'one-two-xyz',
  hostId: 'h',
  isActive: true,
  isLocked: false,
  maxParticipants: 9,
  inside: [],
  past: [],
}

const guest = (id: string) => participantOf({ id, roomId: 'r1', guestName: id })

/** The parts of a store whose process is named, and has a clock of its own. */
export const parts = (by: string, machine: SetClock = setClock(1_000)): StoreParts => ({
  machine,
  mostBytes: 1_000_000,
  edition: 'current',
  recipes: createRecipeKeeper(createSeeds(), { jwtSecret: null, trustIn: () => null }),
  by,
})

/** A recipe of a seed, with a clock that stands. */
export const recipeOf = (name: string): Recipe => ({
  tables: createSeeds().get(name),
  salt: 'lasting',
  clock: { kind: 'frozen', at: 0 },
  settings: { anonymousReading: false, trust: null, rateLimit: true },
  jwtSecret: null,
})

const put = (value: MeetingRoom): Write => ({ table: 'meetingRooms', key: value.code, value })

/** Seats a guest in the room, by a socket or not. */
async function seat(store: Store, id: string, socketId: string | null): Promise<void> {
  await store.change('w', ({ meetingRooms }) => {
    const before = meetingRooms.get(room.code) ?? room
    const participant = guest(id)
    const joined: Announcement = { kind: 'joined', room: room.code, participant, socketId }
    return {
      result: null,
      writes: [put({ ...before, inside: [...before.inside, participant] })],
      announces: [joined],
    }
  })
}

async function unseat(store: Store, id: string): Promise<void> {
  await store.change('w', ({ meetingRooms }) => {
    const before = meetingRooms.get(room.code) ?? room
    const left: Announcement = { kind: 'left', room: room.code, participant: guest(id), reason: null }
    const inside = before.inside.filter((each) => each.id !== id)
    return { result: null, writes: [put({ ...before, inside, past: [...before.past, guest(id)] })], announces: [left] }
  })
}

const nextId = async (store: Store): Promise<string> =>
  store.change('w', (_, make) => ({ result: make.id('participant'), writes: [] }))

const worldsIn = (store: Store): unknown =>
  store
    .worlds()
    .map(({ name, generation, contents, recipe: { tables, ...rest } }) => [
      name,
      generation,
      contents,
      tables.seed,
      rest,
    ])

const abandonedIn = (store: Store): AbandonedSeats[] => {
  const found: AbandonedSeats[] = []
  store.abandoned((seats) => void found.push(seats))
  return found
}

/** The promises of every store that outlives its process. */
export function testLastingStore(name: string, openPlace: () => Promise<Place>): void {
  describe(`the ${name} store`, () => {
    it.each(['closed', 'killed'])('has everything again after it was %s', async (how) => {
      await using place = await openPlace()
      const first = await place.open(parts('a'))
      await first.begin('w', recipeOf('documented'))
      await first.begin('many', recipeOf('busy:50'))
      for (const id of ['g1', 'g2', 'g3']) await seat(first, id, null)
      await unseat(first, 'g2')
      await first.change('w', () => ({
        result: null,
        writes: [
          { table: 'people', key: 'u-rc-agent', value: null },
          { table: 'windows', key: 'op 1.2.3.4', value: { start: 5, used: 1 } },
          { table: 'windows', key: 'op 1.2.3.4', value: { start: 5, used: 2 } },
          { table: 'clock', key: '', value: { kind: 'frozen', at: 77 } },
          {
            table: 'arms',
            key: '',
            value: [{ id: 'a', operation: null, times: 2, latencyMs: 0, answer: { kind: 'reset' } }],
          },
        ],
      }))
      await nextId(first)
      const before = [await first.contents('w'), await first.contents('many'), worldsIn(first)]
      if (how === 'closed') await first.close()
      else await place.kill(first)
      const again = await place.open(parts('b'))
      expect([await again.contents('w'), await again.contents('many'), worldsIn(again)]).toEqual(before)
      await again.close()
    })

    it('goes on with ids and generations, and forgets no dropped world', async () => {
      await using place = await openPlace()
      const first = await place.open(parts('a'))
      await first.begin('w', recipeOf('documented'))
      await first.begin('gone', recipeOf('documented'))
      await first.begin('unused', recipeOf('documented'))
      await first.end('gone')
      await first.end('unused', 'idle')
      await first.end('w', 'idle')
      await first.begin('w', recipeOf('documented'))
      const ids = [await nextId(first), await nextId(first)]
      await first.close()
      const again = await place.open(parts('b'))
      expect(again.dropped()).toEqual(['gone'])
      expect(again.worlds().map((each) => [each.name, each.generation])).toEqual([['w', 4]])
      expect(ids).not.toContain(await nextId(again))
      await again.begin('gone', recipeOf('documented'))
      expect(again.worlds().at(-1)).toMatchObject({ name: 'gone', generation: 5 })
      await again.close()
      const last = await place.open(parts('c'))
      expect(last.dropped()).toEqual([])
      await last.close()
    })

    it('knows the seats of sockets whose process is gone, and only those', async () => {
      await using place = await openPlace()
      const first = await place.open(parts('a'))
      await first.begin('w', recipeOf('documented'))
      await seat(first, 'by-socket', 's1')
      await seat(first, 'by-http', null)
      await seat(first, 'who-left', 's2')
      await unseat(first, 'who-left')
      expect(abandonedIn(first)).toEqual([])
      await place.kill(first)
      const again = await place.open(parts('b'))
      expect(abandonedIn(again)).toMatchObject([
        { world: 'w', seats: [{ code: room.code, participantId: 'by-socket' }] },
      ])
      // They are told once.
      expect(abandonedIn(again)).toEqual([])
      await unseat(again, 'by-socket')
      await place.kill(again)
      const last = await place.open(parts('c'))
      expect(abandonedIn(last)).toEqual([])
      await last.close()
    })

    it('begins a world that was reset anew, also after a restart', async () => {
      await using place = await openPlace()
      const first = await place.open(parts('a'))
      await first.begin('w', recipeOf('documented'))
      const fresh = await first.contents('w')
      await seat(first, 'g1', 's1')
      await first.begin('w', recipeOf('documented'), undefined, { kind: 'reset', why: 'asked' })
      await first.close()
      const again = await place.open(parts('b'))
      expect(await again.contents('w')).toEqual(fresh)
      expect(abandonedIn(again)).toEqual([])
      await again.close()
    })

    it('knows what a world began with that is not its seed, also after a restart', async () => {
      await using place = await openPlace()
      const first = await place.open(parts('a'))
      await first.begin('w', recipeOf('documented'))
      await seat(first, 'g1', null)
      const contents = await first.contents('w')
      await first.begin('w', recipeOf('documented'), contents, { kind: 'restored', why: 'asked' })
      await seat(first, 'g2', null)
      await first.close()
      const again = await place.open(parts('b'))
      const [stored] = again.worlds()
      expect(stored?.contents).toEqual(contents)
      expect(await again.contents('w')).not.toEqual(contents)
      await again.begin('w', recipeOf('documented'), stored?.contents, { kind: 'reset', why: 'asked' })
      expect(await again.contents('w')).toEqual(contents)
      await again.close()
    })

    it("never goes back in time, whatever the machine's clock does", async () => {
      await using place = await openPlace()
      const running = { ...recipeOf('documented'), clock: { kind: 'running', ahead: 0 } } as const
      const first = await place.open(parts('a', setClock(9_000)))
      await first.begin('w', running)
      await seat(first, 'g1', null)
      await first.close()
      const machine = setClock(2_000)
      const again = await place.open(parts('b', machine))
      const now = async (): Promise<number> => again.change('w', (state) => ({ result: state.now, writes: [] }))
      expect(await now()).toBe(9_000)
      machine.advance(8_000)
      expect(await now()).toBe(10_000)
      await again.close()
    })

    it('lets a world hold what its server allows, and no more', async () => {
      await using place = await openPlace()
      const store = await place.open({ ...parts('a'), mostBytes: 100_000 })
      await store.begin('w', recipeOf('documented'))
      const write = { table: 'windows', key: 'x'.repeat(80_000), value: { start: 0, used: 1 } } as const
      const isFull = async () => store.change('w', (state) => ({ result: state.isFull, writes: [] }))
      expect(await isFull()).toBe(false)
      await store.change('w', () => ({ result: 0, writes: [write] }))
      expect(await isFull()).toBe(true)
      await store.close()
    })

    it('lets the server that opens it decide whom its worlds trust', async () => {
      await using place = await openPlace()
      const trusting = { ...recipeOf('documented'), settings: { ...recipeOf('documented').settings, trust: 'agent' } }
      const first = await place.open(parts('a'))
      await first.begin('w', trusting)
      await seat(first, 'g1', null)
      await first.begin('v', trusting, await first.contents('w'), { kind: 'restored', why: 'asked' })
      await first.close()
      const again = await place.open(parts('b'))
      const trustIn = async (world: string) =>
        again.change(world, ({ settings }) => ({ result: settings.trust, writes: [] }))
      expect([await trustIn('w'), await trustIn('v')]).toEqual([null, null])
      await again.close()
    })

    it('keeps a seed of your own with its worlds', async () => {
      await using place = await openPlace()
      const seed = { ...createSeeds().get('documented').seed, name: 'mine' }
      const recipe = { ...recipeOf('documented'), tables: createSeeds(seed).get('mine') }
      const first = await place.open(parts('a'))
      await first.begin('w', recipe)
      await first.close()
      const again = await place.open(parts('b'))
      expect(again.worlds()[0]?.recipe.tables.seed).toEqual(seed)
      await again.close()
    })

    it('has the journal again, without credentials', async () => {
      await using place = await openPlace()
      const first = await place.open(parts('a'))
      await first.begin('w', recipeOf('documented'))
      const journal = first.journal('w', createJournalBudget())
      const headers = { authorization: 'Bearer aa.eyJzdWIiOiJ1In0.signature', 'x-auth-token': 'secret', accept: '*/*' }
      const about = { outcome: 'joined', operation: 'joinMeetingRoom', cause: 'c', forced: null }
      for (const target of ['/1', '/2'])
        await journal.add({
          at: 5,
          request: { method: 'GET', target, headers, body: '' },
          answer: { status: 200, body: '{}', about },
          asked: [true, false],
        })
      await first.close()
      const again = await place.open(parts('b'))
      const found = again.journal('w', createJournalBudget())
      expect(found.last()).toBe(2)
      expect(found.since(0).map(({ n, request, asked }) => [n, request.target, asked])).toEqual([
        [1, '/1', [true, false]],
        [2, '/2', [true, false]],
      ])
      const kept = JSON.stringify(found.since(0))
      expect(kept).not.toMatch(/secret|signature/)
      expect(kept).toContain('eyJzdWIiOiJ1In0')
      await again.close()
    })
  })
}
