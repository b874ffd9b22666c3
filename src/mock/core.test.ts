import { describe, expect, it } from 'vitest'
import { AGENT_HEADERS, MANAGER_HEADERS } from '../../tests/support/call-of.ts'
import { requestOf } from '../../tests/support/request-of.ts'
import { standTimers } from '../../tests/support/timers.ts'
import { setClock } from '../world/clock.ts'
import { memoryStore } from '../world/memory.ts'
import { StoreUnavailable, type Store } from '../world/store.ts'
import { seeds } from '../contract/compiled/seeds.ts'
import { createCore, type Core, type MockOptions } from './core.ts'
import { groundOf } from './kept/ground.ts'
import { defaultLimits } from './limits.ts'

const join = ({ answer }: Core, callId: string, world = 'default', address = '10.0.0.9') =>
  answer(
    requestOf('POST', `/~${world}/api/v1/video-conference.join`, {
      headers: { ...AGENT_HEADERS, 'content-type': 'application/json' },
      body: JSON.stringify({ callId }),
      address,
    }),
  )
const OPEN_CALL = '697887e3c8b0533020781a4a'

describe('a mock without options', () => {
  it('has the current edition, the documented seed, and every operation once, over HTTP and sockets', () => {
    const core = createCore()
    expect([core.edition, core.seed.name, core.limits]).toEqual(['current', 'documented', defaultLimits])
    expect(core.operations).toEqual([
      'joinLivechatRoom',
      'listLivechatRooms',
      'joinVideoConference',
      'joinMeetingRoom',
      'connectMeetingRooms',
      'leaveMeetingRoom',
      'lockMeetingRoom',
      'endMeetingRoom',
    ])
    expect(core.faces.map(({ edition }) => edition)).toEqual(['current', 'current', 'current', 'current'])
    expect(core.links).toEqual({ console: null, beside: [], others: null, dialect: null })
  })
})

describe('the options of a mock', () => {
  it('are its edition, seed, limits and defaults', () => {
    const seed = { ...seeds.empty, name: 'mine' }
    const core = createCore({ edition: '2022', seed, limits: { depth: 3 }, rateLimit: false, trust: null })
    expect([core.edition, core.seed.name, core.limits.depth, core.limits.url]).toEqual(['2022', 'mine', 3, 8_192])
    expect(core.faces.map(({ edition }) => edition)).toContain('2022')
    expect(core.worlds.default.recipe.settings.rateLimit).toBe(false)
  })

  it('allow a thousand worlds besides the default one, or as many as they say', () => {
    const most = createCore()
    const isFull = (n: number) => 'kind' in most.worlds.make(`w${n}`, most.recipeOf(`w${n}`, { seed: 'empty' }))
    expect(Array.from({ length: 1001 }, (_, n) => n).filter(isFull)).toEqual([1000])
    const made = (maxWorlds: number) => {
      const core = createCore({ maxWorlds })
      return Array.from({ length: 3 }, (_, n) => 'kind' in core.worlds.make(`w${n}`, core.recipeOf(`w${n}`, {})))
    }
    expect([made(2), made(3)]).toEqual([
      [false, false, true],
      [false, false, false],
    ])
  })

  it('say for how many minutes a world stays that nobody uses', () => {
    using timers = standTimers({ clock: true })
    const core = createCore({ worldIdleMinutes: 5 })
    void core.worlds.make('qa', core.recipeOf('qa', {}))
    const isThereAfter = (ms: number) => {
      timers.pass(ms)
      void core.worlds.sweep()
      return core.worlds.get('qa') !== undefined
    }
    expect([isThereAfter(0), isThereAfter(299_999), isThereAfter(1)]).toEqual([true, true, false])
  })

  it('let livechat be limited, where servers only pace it', async () => {
    const listed = async (options: MockOptions) => {
      const { answer } = createCore(options)
      const answers = []
      for (let n = 0; n < 11; n++)
        answers.push(await answer(requestOf('GET', '/api/v1/livechat/rooms', { headers: AGENT_HEADERS })))
      return answers.at(-1)?.status
    }
    expect([await listed({ livechatLimits: true }), await listed({})]).toEqual([429, 403])
  })

  it('with an edition that does not exist are a fault', () => {
    // oxlint-disable-next-line typescript/no-unsafe-argument -- as plain JavaScript may call it
    expect(() => createCore(JSON.parse('{"edition":"2021"}'))).toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: 'there is no edition 2021',
        fix: 'Use one of 2022, current, 8.0, 8.3, 8.6.',
      }),
    )
    expect(() => createCore(JSON.parse('{"edition":"toString"}'))).toThrow('there is no edition toString')
  })

  it('give the clock behind worlds whose clock runs', async () => {
    const clock = setClock(5_000)
    const { store } = createCore({ clock })
    const now = () => store.change('default', (state) => ({ result: state.now, writes: [] }))
    expect(await now()).toBe(5_000)
    clock.advance(1)
    expect(await now()).toBe(5_001)
  })
})

it('a call is judged by the schemas of its operation', async () => {
  const answer = createCore().answer(requestOf('GET', '/api/v1/livechat/rooms?nothing=1', { headers: AGENT_HEADERS }))
  expect(await answer).toMatchObject({ status: 400, about: { outcome: 'invalid-query' } })
})

describe('worlds', () => {
  it('of two mocks share nothing', async () => {
    const [one, other] = [createCore(), createCore()]
    const usersIn = ({ store }: Core) =>
      store.change('default', ({ calls }) => ({ result: calls.get(OPEN_CALL)?.users.length, writes: [] }))
    await join(one, OPEN_CALL)
    expect([await usersIn(one), await usersIn(other)]).toEqual([1, 0])
  })
})

describe('who is arranged', () => {
  it('a limit is used up for the address and the operation named, or for callers on the machine and all', async () => {
    const core = createCore()
    await core.arrange({ limit: ['used-up'] }, null, { address: '10.0.0.9' })
    expect(await join(core, OPEN_CALL)).toMatchObject({ status: 429 })
    const named = createCore()
    await named.arrange({ limit: ['used-up'] }, 'joinVideoConference', { address: '10.0.0.9', world: 'default' })
    expect(await join(named, OPEN_CALL)).toMatchObject({ status: 429 })
    const others = createCore()
    await others.arrange({ limit: ['used-up'] }, 'joinMeetingRoom', { address: '10.0.0.9' })
    await others.arrange({ limit: ['used-up'] })
    expect(await join(others, OPEN_CALL)).toMatchObject({ status: 200 })
    expect(await join(others, OPEN_CALL, 'default', '127.0.0.1')).toMatchObject({ status: 429 })
  })

  it('in a world is there alone, and named by the values', async () => {
    const core = createCore()
    void core.worlds.make('qa', core.recipeOf('qa', {}))
    const { callId = '' } = await core.arrange({ call: [] }, null, { world: 'qa' })
    expect(await join(core, callId, 'qa')).toMatchObject({ status: 200 })
    expect(await join(core, callId)).toMatchObject({ about: { outcome: 'unknown-call' } })
  })

  it('changes a room that exists, and its sockets hear of it as done by hand', async () => {
    const core = createCore()
    const heard: unknown[] = []
    core.announced(({ world, announces, isByHand }) => heard.push([world, announces.map(({ kind }) => kind), isByHand]))
    await core.arrange({ 'meeting-room': ['locked'] })
    expect(heard).toEqual([])
    await core.arrange({ 'meeting-room': ['locked'] }, null, { values: { code: 'abc-def-ghi' } })
    expect(heard).toEqual([['default', ['said'], true]])
  })

  it('tells followers of its world what it is about, where that is said', async () => {
    const core = createCore()
    const heard: unknown[] = []
    core.announced(({ what }) => heard.push(what))
    core.worlds.subscribe(({ kind, what }) => heard.push([kind, what]))
    await core.arrange({ call: ['private'] }, null, { what: 'a call is private' })
    expect(heard).toEqual(expect.arrayContaining(['a call is private', ['changed', 'a call is private']]))
    expect(heard).toHaveLength(2)
  })

  it('by a call is heard, too, but not as done by hand', async () => {
    const core = createCore()
    const heard: unknown[] = []
    const stop = core.announced(({ world, announces, isByHand }) => heard.push([world, announces.length, isByHand]))
    const headers = { 'content-type': 'application/json' }
    const enter = () =>
      core.answer(requestOf('POST', '/rooms/abc-def-ghi/join', { headers, body: '{"guestName":"Jane"}' }))
    await enter()
    await core.store.change('default', () => ({ result: null, writes: [], announces: [] }))
    expect(heard).toEqual([['default', 1, false]])
    stop()
    await enter()
    expect(heard).toHaveLength(1)
  })
})

it('calls from sockets are answered by one thing, made when it is first needed', () => {
  const core = createCore()
  expect(core.sockets()).toBe(core.sockets())
})

it('calls and sockets are told that a store beyond memory cannot keep a change', async () => {
  const ground = groundOf({})
  const inMemory = memoryStore(ground.machine, ground.limits.world)
  const store: Store = {
    ...inMemory,
    place: 'file',
    change() {
      throw new StoreUnavailable('the disk is full', 'Make room.')
    },
  }
  const core = createCore({}, ground, store)
  expect(await join(core, OPEN_CALL)).toMatchObject({ status: 503 })
  expect(await core.sockets().identify(core.worlds.default, {})).toMatchObject({ status: 503 })
})

it('a call whose client has gone is not searched for further, also with a store beyond memory', async () => {
  const ground = groundOf({ seed: 'busy:1500' })
  for (const place of ['memory', 'file']) {
    const { answer } = createCore({}, ground, { ...memoryStore(ground.machine, ground.limits.world), place })
    const sorted = requestOf('GET', '/api/v1/livechat/rooms?sort={"msgs":-1}', { headers: MANAGER_HEADERS })
    const left = await answer(sorted, { destroyed: true })
    expect(left.about.cause, place).toBe('the client left before its list was complete')
  }
})
