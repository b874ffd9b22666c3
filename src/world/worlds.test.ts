import { describe, expect, it } from 'vitest'
import { recipeWith } from '../../tests/support/world-of.ts'
import { setClock } from './clock.ts'
import type { Recorded } from './journal.ts'
import { memoryStore } from './memory.ts'
import { StoreUnavailable, type LookedAt, type Store, type WorldLife } from './store.ts'
import { createWorlds, type WorldEvent, type WorldsParts } from './worlds.ts'

const RECIPE = recipeWith()
const OTHER = recipeWith({ recipe: { salt: 'other' } })

/** Worlds of a store, with an uptime that the test moves. */
function begin(store: Store = memoryStore(setClock(1_000), 1_000_000), parts: Partial<WorldsParts> = {}) {
  const machine = { now: 0 }
  const asked: string[] = []
  const worlds = createWorlds({
    store,
    recipeOf(name) {
      asked.push(name)
      return RECIPE
    },
    isExplicit: false,
    limit: 10,
    idleMs: 60,
    uptime: () => machine.now,
    ...parts,
  })
  const events: WorldEvent[] = []
  worlds.subscribe((event) => events.push(event))
  return { worlds, store, asked, events, machine, names: () => worlds.list().map(({ name }) => name) }
}

const exchange: Recorded = {
  at: 5,
  request: { method: 'GET', target: '/', headers: {}, body: '' },
  answer: { status: 200, body: '', about: { outcome: null, operation: null, cause: '', forced: null } },
}

describe('the worlds of a mock', () => {
  it('begin with the default one, of generation 0, and those that the store has', () => {
    const store = memoryStore(setClock(1_000), 1_000_000)
    void store.begin('kept', OTHER)
    const { worlds, names } = begin(store)
    expect([names(), worlds.default.generation]).toEqual([['kept', 'default'], 0])
    expect(worlds.get('kept')).toMatchObject({ recipe: OTHER, generation: 1, seed: OTHER.tables.seed })
    expect([worlds.get('nobody'), begin(store).worlds.default.name]).toEqual([undefined, 'default'])
  })

  it('know which ones the store remembers as dropped, until they are made again', () => {
    const { worlds } = begin({ ...memoryStore(setClock(1_000), 1_000_000), dropped: () => ['gone'] })
    expect(worlds.enter('gone')).toEqual({ kind: 'dropped', world: 'gone' })
    expect(worlds.make('gone', RECIPE)).toMatchObject({ name: 'gone' })
    expect(worlds.enter('gone')).toBe(worlds.get('gone'))
  })

  it.each([false, true])(
    'have the default one again if the store has lost it; explicit worlds: %s',
    async (isExplicit) => {
      const { worlds, store, names, events } = begin(undefined, { isExplicit })
      void store.end('default', 'asked')
      expect(worlds.enter('default')).toMatchObject({ name: 'default', generation: 0 })
      void store.end('default', 'idle')
      await worlds.refresh()
      expect([names(), events.map(({ kind, why }) => `${kind} ${why}`)]).toEqual([
        ['default'],
        ['dropped asked', 'reset first use', 'dropped idle', 'reset first use'],
      ])
    },
  )

  it('go on without a default one that the store cannot begin, but pass on other faults', async () => {
    const store = memoryStore(setClock(1_000), 1_000_000)
    let isBroken = false
    let fault: Error = new StoreUnavailable('damaged', 'Make it anew.')
    const { worlds } = begin({ ...store, begin: (...how) => (isBroken ? Promise.reject(fault) : store.begin(...how)) })
    isBroken = true
    void store.end('default')
    await worlds.refresh()
    await expect(worlds.enter('default')).rejects.toThrow('damaged')
    fault = new Error('a defect')
    await expect(worlds.refresh()).rejects.toThrow('a defect')
  })

  it('are not made by a call where they must be made first', () => {
    const { worlds, events } = begin(undefined, { isExplicit: true })
    expect(worlds.enter('w')).toEqual({ kind: 'missing', world: 'w' })
    void worlds.make('w', RECIPE)
    void worlds.drop('w')
    expect(worlds.enter('w')).toEqual({ kind: 'dropped', world: 'w' })
    expect(events.map(({ kind, why }) => `${kind} ${why}`)).toEqual(['made asked', 'dropped asked'])
  })

  it('are known as dropped, the latest thousand of them', () => {
    const { worlds } = begin()
    for (let n = 0; n <= 1_000; n++) {
      void worlds.make(`w${n}`, RECIPE)
      void worlds.drop(`w${n}`)
    }
    expect(worlds.enter('w1')).toEqual({ kind: 'dropped', world: 'w1' })
    expect(worlds.enter('w0')).toMatchObject({ name: 'w0' })
  })

  it('keep a tenth of their number for who asks, and take the place of one of their name at any time', () => {
    const { worlds, names } = begin(undefined, { limit: 10 })
    for (let n = 0; n < 9; n++) expect(worlds.enter(`w${n}`)).toMatchObject({ name: `w${n}` })
    expect(worlds.enter('w9')).toEqual({ kind: 'too-many', limit: 9 })
    expect(worlds.make('w9', RECIPE)).toMatchObject({ name: 'w9' })
    expect(worlds.make('w10', RECIPE)).toEqual({ kind: 'too-many', limit: 10 })
    expect(worlds.make('w9', OTHER)).toMatchObject({ recipe: OTHER })
    expect(names()).toHaveLength(11)
  })

  it('are new ones under their name where they are made or restored, and the same where they are reset', () => {
    const { worlds, store } = begin()
    void worlds.make('w', OTHER)
    const world = worlds.get('w')
    void store.change('w', () => ({
      result: 0,
      writes: [{ table: 'windows', key: 'k', value: { start: 0, used: 1 } }],
    }))
    const used = (): unknown => store.change('w', ({ windows }) => ({ result: windows.get('k')?.used, writes: [] }))
    const contents = store.contents('w')
    if (contents instanceof Promise) throw new Error('the memory does not wait')
    expect(worlds.reset('w')).toBe(world)
    expect([used(), worlds.get('w')?.generation]).toEqual([undefined, 1])
    void worlds.restore('w', RECIPE, contents)
    expect([used(), worlds.get('w')?.generation, worlds.get('w')?.recipe]).toEqual([1, 2, RECIPE])
    void store.change('w', () => ({ result: 0, writes: [{ table: 'windows', key: 'k', value: null }] }))
    void worlds.reset('w')
    expect([used(), worlds.get('w')?.generation]).toEqual([1, 2])
    expect(worlds.reset('nobody')).toEqual({ kind: 'missing', world: 'nobody' })
  })

  it('lose their journal as they begin anew, but not those who listen to it, whom an end rids of it', () => {
    const { worlds } = begin()
    void worlds.make('w', RECIPE)
    const journal = worlds.get('w')?.journal
    const heard: number[] = []
    journal?.subscribe(({ n }) => heard.push(n))
    void journal?.add(exchange)
    void worlds.reset('w')
    expect([worlds.get('w')?.journal, journal?.since(0)]).toEqual([journal, []])
    void journal?.add(exchange)
    expect([heard, journal?.since(0).length]).toEqual([[1, 2], 1])
    void worlds.drop('w')
    expect(journal?.since(0)).toEqual([])
    void worlds.make('w', RECIPE)
    expect(worlds.get('w')?.journal).not.toBe(journal)
  })

  it('say what has become of them, and what was changed by hand, whoever did it', () => {
    const { worlds, store, events } = begin()
    void worlds.enter('w')
    void store.change('w', () => ({ result: 0, writes: [], what: 'locked it' }))
    void store.change('w', () => ({
      result: 0,
      writes: [],
      announces: [{ kind: 'said', room: 'r', event: 'room-locked', payload: { locked: true }, socketId: null }],
    }))
    worlds.announce('w', 'played it')
    void store.begin('w', RECIPE, undefined, { kind: 'reset', why: 'asked', because: 'it was elsewhere' })
    void store.end('w', 'idle')
    expect(events).toEqual([
      { kind: 'made', world: 'w', why: 'first use' },
      { kind: 'changed', world: 'w', why: 'asked', what: 'locked it' },
      { kind: 'changed', world: 'w', why: 'asked', what: 'played it' },
      { kind: 'reset', world: 'w', why: 'asked', because: 'it was elsewhere' },
      { kind: 'dropped', world: 'w', why: 'idle' },
    ])
    expect(worlds.enter('w')).toMatchObject({ name: 'w' })
  })

  it('are dropped if there are such; the default one begins again, with its own recipe', () => {
    const { worlds, asked, events, names } = begin()
    void worlds.enter('w')
    void worlds.make('default', OTHER)
    expect(asked).toEqual(['default', 'w'])
    expect([worlds.drop('nobody'), worlds.drop('w'), worlds.drop('w'), worlds.drop('default')]).toEqual([
      false,
      true,
      false,
      true,
    ])
    expect([names(), events.at(-1)]).toEqual([['default'], { kind: 'reset', world: 'default', why: 'asked' }])
    expect(worlds.default.recipe).toBe(RECIPE)
    expect(asked).toEqual(['default', 'w', 'default'])
  })
})

describe('worlds that nobody uses', () => {
  it('end a while after their last use; entering, touching and holding one uses it', () => {
    const { worlds, machine, names } = begin()
    for (const name of ['entered', 'touched', 'held', 'idle']) void worlds.enter(name)
    const release = worlds.hold('held')
    void worlds.sweep()
    machine.now = 59
    void worlds.sweep()
    expect(names()).toHaveLength(5)
    void worlds.enter('entered')
    worlds.touch('touched')
    machine.now = 60
    void worlds.sweep()
    expect(names()).toEqual(['default', 'entered', 'touched', 'held'])
    release()
    machine.now = 119
    void worlds.sweep()
    expect(names()).toEqual(['default', 'entered', 'touched', 'held'])
    machine.now = 120
    void worlds.sweep()
    expect(names()).toEqual(['default'])
  })

  it('that is the default one begins again also where there is room for no other', () => {
    const { worlds, store } = begin(undefined, { limit: 10 })
    for (let n = 0; n < 10; n++) void worlds.make(`w${n}`, RECIPE)
    void store.end('default', 'asked')
    expect(worlds.enter('default')).toMatchObject({ name: 'default', generation: 0 })
  })

  it('are used by whoever makes, restores or resets them', () => {
    const { worlds, machine, names } = begin()
    for (const name of ['made', 'restored', 'reset', 'idle']) void worlds.enter(name)
    void worlds.sweep()
    machine.now = 59
    void worlds.make('made', RECIPE)
    void worlds.restore('restored', RECIPE, { rows: {}, ids: {} })
    void worlds.reset('reset')
    machine.now = 60
    void worlds.sweep()
    expect(names()).toEqual(['default', 'made', 'restored', 'reset'])
  })

  it('end at once if that makes room', () => {
    const { worlds, machine, names } = begin(undefined, { limit: 1 })
    void worlds.enter('old')
    void worlds.sweep()
    expect(worlds.enter('new')).toEqual({ kind: 'too-many', limit: 1 })
    machine.now = 60
    expect(worlds.enter('new')).toMatchObject({ name: 'new' })
    expect(names()).toEqual(['default', 'new'])
  })
})

describe('worlds that other processes have, too', () => {
  it('are looked for there before one is made by a call', async () => {
    const memory = memoryStore(setClock(1_000), 1_000_000)
    const looks: string[] = []
    const refresh = async (): Promise<void> => {
      looks.push('looked')
      if (looks.length === 1) await memory.begin('elsewhere', OTHER)
    }
    const { worlds } = begin({ ...memory, refresh }, { isExplicit: true })
    expect(await worlds.enter('elsewhere')).toMatchObject({ recipe: OTHER })
    expect(await worlds.enter('nobody')).toEqual({ kind: 'missing', world: 'nobody' })
    expect([worlds.enter('elsewhere'), looks.length]).toEqual([worlds.get('elsewhere'), 2])
  })

  it('are followed while somebody holds them', () => {
    const told: string[] = []
    const follow = (world: string): (() => void) => {
      told.push(`follows ${world}`)
      return () => void told.push(`leaves ${world}`)
    }
    const { worlds } = begin({ ...memoryStore(setClock(1_000), 1_000_000), follow })
    const release = worlds.hold('w')
    expect(told).toEqual(['follows w'])
    release()
    expect(told).toEqual(['follows w', 'leaves w'])
  })

  it('end if no process has used them, and each says which it has used since the last look', async () => {
    const looked: LookedAt[] = []
    const memory = memoryStore(setClock(1_000), 1_000_000)
    const ended: unknown[] = []
    const { worlds, machine, names } = begin({
      ...memory,
      unused: async (look) => {
        looked.push(look)
        return look.idle.filter((name) => name !== 'used-elsewhere')
      },
      end: async (name, why) => {
        await new Promise(setImmediate)
        ended.push([name, why])
        await memory.end(name, why)
      },
    })
    for (const name of ['used-elsewhere', 'idle']) void worlds.enter(name)
    await worlds.sweep()
    machine.now = 60
    void worlds.enter('new')
    await worlds.sweep()
    expect(looked).toEqual([
      { used: ['used-elsewhere', 'idle'], idle: [], idleMs: 60 },
      { used: ['new'], idle: ['used-elsewhere', 'idle'], idleMs: 60 },
    ])
    expect([names(), ended]).toEqual([['default', 'used-elsewhere', 'new'], [['idle', 'idle']]])
  })
})

it('a sweep is over once every world that it ends has ended', async () => {
  const memory = memoryStore(setClock(1_000), 1_000_000)
  const { worlds, machine, names } = begin({
    ...memory,
    async end(name, why) {
      for (let turns = name === 'slow' ? 5 : 1; turns > 0; turns--) await new Promise(setImmediate)
      await memory.end(name, why)
    },
  })
  for (const name of ['slow', 'fast']) void worlds.enter(name)
  await worlds.sweep()
  machine.now = 60
  await worlds.sweep()
  expect(names()).toEqual(['default'])
})

it('a world whose data was lost is made again by the next call, as one that nobody has dropped', () => {
  let tell: (life: WorldLife) => void = () => {}
  const memory = memoryStore(setClock(1_000), 1_000_000)
  const { worlds, events } = begin({
    ...memory,
    lives(listener) {
      tell = listener
      return memory.lives(listener)
    },
  })
  void worlds.enter('w')
  tell({ kind: 'ended', world: 'w', why: 'lost' })
  expect([worlds.get('w'), events.at(-1)]).toEqual([undefined, { kind: 'dropped', world: 'w', why: 'lost' }])
  expect(worlds.enter('w')).toMatchObject({ name: 'w' })
})
