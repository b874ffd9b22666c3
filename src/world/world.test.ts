import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { livechatRow } from '../../tests/support/livechat-row.ts'
import { AT, recipeWith, worldOf } from '../../tests/support/world-of.ts'
import { signToken } from '../domain/jwt.ts'
import type { Write } from '../domain/state.ts'
import { setClock } from './clock.ts'
import { sizeOf } from './rows/size.ts'
import { createWorld } from './world.ts'

const AGENT = 'rbAXPnMktTFbNpwtJ'
const PERSON = { id: 'ann', username: 'ann', name: 'Ann', role: 'user', authToken: null }
const CALL = { id: 'c', url: 'u', providerName: 'p', members: null, users: [], anonymousUsers: 0 }
const ROOM = {
  id: 'r',
  code: 'x',
  hostId: 'h',
  isActive: true,
  isLocked: false,
  maxParticipants: 2,
  inside: [],
  past: [],
}
const MESSAGE = { id: 'm', rid: 'r', t: 'uj', msg: 'a', userId: 'a', ts: 1 } as const
const SUBSCRIPTION = {
  id: 's',
  rid: 'r',
  userId: 'a',
  name: 'n',
  t: 'l',
  open: true,
  alert: true,
  unread: 1,
  userMentions: 1,
  groupMentions: 0,
  ts: 1,
} as const
const ARM = { id: 'a', operation: null, times: null, latencyMs: 0, answer: { kind: 'reset' } } as const
const DEPARTMENT = { id: 'd', name: 'D', ancestors: [], agents: ['a'] }
const WRITES: readonly Write[] = [
  { table: 'people', key: 'ann', value: PERSON },
  { table: 'roles', key: 'r', value: { name: 'r', permissions: ['p'] } },
  { table: 'livechatRooms', key: 'l', value: livechatRow('l') },
  { table: 'subscriptions', key: 's', value: SUBSCRIPTION },
  { table: 'messages', key: 'm', value: MESSAGE },
  { table: 'calls', key: 'c', value: CALL },
  { table: 'departments', key: 'd', value: DEPARTMENT },
  { table: 'meetingRooms', key: 'x', value: ROOM },
  { table: 'windows', key: 'w', value: { start: 1, used: 2 } },
  { table: 'settings', key: '', value: { anonymousReading: false, trust: 'user', rateLimit: false } },
  { table: 'clock', key: '', value: { kind: 'running', ahead: 5 } },
  { table: 'arms', key: '', value: [ARM] },
]
const HOST = { machine: setClock(1_000), mostBytes: 1_000_000 }

describe('a world', () => {
  it('begins with the rows of its seed, and with what its recipe says', () => {
    const world = worldOf({ settings: { rateLimit: false } })
    expect(world.people.get(AGENT)).toMatchObject({ username: 'agent' })
    expect(world.meetingRooms.get('lck-rom-now')).toMatchObject({ isLocked: true })
    expect(world.calls.get('697887e3c8b0533020781a4a')).toMatchObject({ users: [] })
    expect([...world.subscriptions.entries(), ...world.windows.entries()]).toEqual([])
    expect([world.settings, world.arms, world.clock, world.isFull]).toEqual([
      { anonymousReading: true, trust: null, rateLimit: false },
      [],
      { kind: 'frozen', at: AT },
      false,
    ])
  })

  it('has every row that is written, and no longer what is removed', () => {
    const world = worldOf()
    world.write([...WRITES, { table: 'people', key: AGENT, value: null }])
    expect([
      world.people.get('ann'),
      world.roles.get('r')?.permissions,
      world.livechatRooms.get('l')?._id,
      world.subscriptions.get('s'),
      world.calls.get('c'),
      world.meetingRooms.get('x'),
      world.windows.get('w'),
      world.settings.trust,
      world.clock,
      world.arms,
      world.people.get(AGENT),
    ]).toEqual([
      PERSON,
      ['p'],
      'l',
      SUBSCRIPTION,
      CALL,
      ROOM,
      { start: 1, used: 2 },
      'user',
      { kind: 'running', ahead: 5 },
      [ARM],
      undefined,
    ])
  })

  it('continues from its contents: every row and removal, settings, clock and ids', () => {
    const world = worldOf()
    world.write([...WRITES, { table: 'people', key: AGENT, value: null }])
    const [first, second] = [world.make.id('call'), world.make.id('call')]
    const contents = world.contents()
    expect(contents.ids).toEqual({ call: 2 })
    expect(contents.rows.people).toEqual([
      ['ann', PERSON],
      [AGENT, null],
    ])
    expect(Object.keys(contents.rows).toSorted()).toEqual(WRITES.map(({ table }) => table).toSorted())
    const next = createWorld(recipeWith(), HOST, contents)
    expect(next.contents()).toEqual(contents)
    expect([first, second]).not.toContain(next.make.id('call'))
    expect(next.people.get(AGENT)).toBeUndefined()
  })

  it('that wrote nothing still tells its settings and clock', () => {
    expect(worldOf().contents()).toEqual({
      rows: {
        settings: [['', { anonymousReading: true, trust: null, rateLimit: true }]],
        clock: [['', { kind: 'frozen', at: AT }]],
      },
      ids: {},
    })
  })

  it('lists its livechat rooms newest first, with those that were written', () => {
    const world = worldOf({
      seed: { livechatRooms: [livechatRow('old'), livechatRow('new', { ts: '2026-03-03T10:00:01.000Z' })] },
    })
    world.write([
      { table: 'livechatRooms', key: 'last', value: livechatRow('last', { ts: '2027-01-01T00:00:00.000Z' }) },
    ])
    expect([...world.livechatRooms.newestFirst()].map(({ _id }) => _id)).toEqual(['last', 'new', 'old'])
    expect([...world.livechatRooms.entries()].map(([key]) => key)).toEqual(['old', 'new', 'last'])
  })
})

describe('the time of a world', () => {
  it('stands still, or runs ahead of the machine', () => {
    const machine = setClock(1_000)
    const standing = createWorld(recipeWith(), { ...HOST, machine })
    const running = createWorld(recipeWith({ recipe: { clock: { kind: 'running', ahead: -400 } } }), {
      ...HOST,
      machine,
    })
    expect([standing.now, running.now, standing.machineTime]).toEqual([AT, 600, 1_000])
    machine.advance(50)
    expect([standing.now, running.now, running.make.now, running.machineTime]).toEqual([AT, 650, 650, 1_050])
    expect(standing.make.isoText(AT)).toBe('2026-03-03T10:30:00.000Z')
  })
})

describe('the permissions of a role', () => {
  it('are those of its row, also after it changed, and none without one', () => {
    const world = worldOf()
    expect([...world.permissionsOf('livechat-manager')]).toEqual(['view-l-room', 'view-livechat-rooms'])
    expect(world.permissionsOf('livechat-manager')).toBe(world.permissionsOf('livechat-manager'))
    world.write([{ table: 'roles', key: 'livechat-manager', value: { name: 'livechat-manager', permissions: ['x'] } }])
    expect([...world.permissionsOf('livechat-manager')]).toEqual(['x'])
    expect([world.permissionsOf('').size, world.permissionsOf('none').size]).toEqual([0, 0])
  })
})

describe('the tokens of a world', () => {
  const token = (key: string) => signToken(key, { sub: 'someone', issued: 1, expires: 2 })
  const SEED_KEY = 'greenroom-documented-seed-key-not-a-secret'

  it('are signed by its seed’s key, or by that of another system, whose people are its own', () => {
    const [plain, foreign] = [worldOf(), worldOf({ recipe: { jwtSecret: 'other' } })]
    expect([plain.readToken(token(SEED_KEY))?.sub, plain.readToken(token('other')), plain.foreignTokens]).toEqual([
      'someone',
      null,
      false,
    ])
    expect([foreign.readToken(token(SEED_KEY)), foreign.readToken(token('other'))?.sub, foreign.foreignTokens]).toEqual(
      [null, 'someone', true],
    )
  })

  it('are issued in whole seconds that have begun, and expire after a week', () => {
    const clock = { kind: 'frozen', at: 5_999 } as const
    for (const jwtSecret of [null, 'other'])
      expect(createWorld(recipeWith({ recipe: { clock, jwtSecret } }), HOST).tokenFor('ann')).toBe(
        signToken(jwtSecret ?? SEED_KEY, { sub: 'ann', issued: 5, expires: 5 + 7 * 24 * 60 * 60 }),
      )
  })

  it('are anybody’s where callers are trusted', () => {
    const world = worldOf({ settings: { trust: 'user' } })
    expect([world.readToken(token('any'))?.sub, world.foreignTokens]).toEqual(['someone', true])
  })
})

describe('the ids of a world', () => {
  it('depend on its seed and its salt alone', () => {
    const idIn = (salt: string, name = 'documented') =>
      worldOf({ recipe: { ...recipeWith({ seed: { name } }), salt } }).make.id('call')
    expect(idIn('a')).toBe(idIn('a'))
    expect(new Set([idIn('a'), idIn('b'), idIn('a', 'other')]).size).toBe(3)
  })
})

describe('a world that may hold little', () => {
  const big = (bytes: number): Write => ({ table: 'people', key: 'big', value: { ...PERSON, name: 'x'.repeat(bytes) } })

  it('is full once its rows leave no space for a call, and no longer once they are gone', () => {
    const world = worldOf({ mostBytes: 100_000 })
    world.write([big(60_000)])
    expect(world.isFull).toBe(false)
    world.write([big(80_000)])
    expect(world.isFull).toBe(true)
    world.write([{ table: 'people', key: 'big', value: null }])
    expect(world.isFull).toBe(false)
  })

  it('is no longer full once what filled it is taken back, and has each row as it was', () => {
    const world = worldOf({ mostBytes: 100_000 })
    const undo = world.attempt([big(10), big(80_000)])
    expect(world.isFull).toBe(true)
    undo()
    expect([world.isFull, world.people.get('big')]).toEqual([false, undefined])
  })

  it('knows while it is full how much it holds, whatever is written, removed and taken back', () => {
    const key = fc.constantFrom('a', 'b', 'c'.repeat(3_000))
    const windows = fc
      .tuple(key, fc.option(fc.nat(9)))
      .map(([name, used]): Write => ({ table: 'windows', key: name, value: used === null ? null : { start: 0, used } }))
    const people = fc.nat(9_000).map((size) => big(size))
    const step = fc.record({ writes: fc.array(fc.oneof(windows, people), { maxLength: 3 }), isKept: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const world = worldOf({ mostBytes: 40_000 })
        for (const { writes, isKept } of steps) {
          const undo = world.attempt(writes)
          if (!isKept) undo()
          const { settings: _, clock: __, ...rows } = world.contents().rows
          const held = sizeOf(rows)
          // Names of tables come and go uncounted.
          if (held + 32_768 > 40_000 + 100) expect(world.isFull).toBe(true)
          if (held + 32_768 < 40_000 - 100) expect(world.isFull).toBe(false)
        }
      }),
    )
  })

  it('that continues from contents counts them', () => {
    const world = worldOf()
    world.write([big(80_000)])
    expect(createWorld(recipeWith(), { ...HOST, mostBytes: 100_000 }, world.contents()).isFull).toBe(true)
    expect(createWorld(recipeWith(), { ...HOST, mostBytes: 200_000 }, world.contents()).isFull).toBe(false)
  })
})
