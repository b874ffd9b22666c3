import fc from 'fast-check'
import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { createMock } from '../../src/in-process.ts'
import { startServer } from '../../src/server.ts'
import type { TestWorld } from '../../src/client/test-world.ts'
import { seeds } from '../../src/contract/compiled/seeds.ts'
import type { MockOptions } from '../../src/mock/core.ts'
import { overPort } from '../support/transports.ts'

const TARGET = '/api/v1/video-conference.join'
const CALL_ID = '697887e3c8b0533020781a4a'
const BEGIN = Date.parse(seeds.documented.instant)
const WINDOW = 5000

/** What a call is like; by default the documented one, from this machine, without credentials. */
interface Sent {
  readonly from?: string
  readonly method?: string
  readonly callId?: string | null
  readonly headers?: Readonly<Record<string, string>>
}

/** What is told of an answer: its status, and the quota as its headers have it. */
interface Told {
  readonly status: number
  readonly quota: readonly number[] | null
  readonly text: string
}

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/** A mock with a world whose clock stands still, and calls of its limited operation from any address. */
async function begin(options: MockOptions = {}) {
  const mock = createMock(options)
  const call = async (world: TestWorld, sent: Sent = {}): Promise<Told> => {
    const { from = '127.0.0.1', method = 'POST', callId = CALL_ID, headers = {} } = sent
    const body = JSON.stringify(callId === null ? {} : { callId })
    const answer = await mock.answer({
      method,
      target: TARGET,
      headers: { 'content-type': 'application/json', ...lowerCase({ ...world.headers, ...headers }) },
      body,
      bodyBytes: body.length,
      isCut: false,
      address: from,
    })
    return { status: answer.status, quota: quotaIn(answer.headers), text: answer.body }
  }
  return { mock, world: await mock.world({ name: 'limited' }), call }
}

function quotaIn(headers: readonly string[]): number[] | null {
  const values = ['Limit', 'Remaining', 'Reset'].map((name) => headers[headers.indexOf(`X-RateLimit-${name}`) + 1])
  return headers.includes('X-RateLimit-Limit') ? values.map(Number) : null
}

const used = (seconds: number): string =>
  `Error, too many requests. Please slow down. You must wait ${seconds} seconds before trying this endpoint again. [error-too-many-requests]`

/** Uses up the window of an address. */
async function useUp(call: (world: TestWorld, sent?: Sent) => Promise<Told>, world: TestWorld, from?: string) {
  const sent = from === undefined ? {} : { from }
  expect([await call(world, sent), await call(world, sent)]).toMatchObject([{ status: 200 }, { status: 200 }])
}

describe('a window of the limit', () => {
  it('opens with its first call, tells how it stands, and opens anew exactly at its end', async () => {
    const { world, call } = await begin()
    expect((await call(world)).quota).toEqual([2, 1, BEGIN + WINDOW])
    await world.clock.advance(1)
    expect((await call(world)).quota).toEqual([2, 0, BEGIN + WINDOW])
    await world.clock.advance(4998)
    expect(await call(world)).toMatchObject({ status: 429, quota: [2, 0, BEGIN + WINDOW] })
    await world.clock.advance(1)
    expect(await call(world)).toMatchObject({ status: 200, quota: [2, 1, BEGIN + 2 * WINDOW] })
  })

  it.each([
    [4999, 429],
    [5000, 200],
    [5001, 200],
  ])('answers the third call %i ms after the first with %i', async (ms, status) => {
    const { world, call } = await begin()
    await useUp(call, world)
    await world.clock.advance(ms)
    expect((await call(world)).status).toBe(status)
  })

  it('is not prolonged by the calls that it refuses', async () => {
    const { world, call } = await begin()
    await useUp(call, world)
    for (let n = 0; n < 4; n++) {
      await world.clock.advance(1249)
      expect((await call(world)).status).toBe(429)
    }
    await world.clock.advance(4)
    expect((await call(world)).quota).toEqual([2, 1, BEGIN + 2 * WINDOW])
  })

  it.each([
    [0, 5],
    [1, 5],
    [999, 5],
    [1000, 4],
    [1001, 4],
    [3999, 2],
    [4000, 1],
    [4999, 1],
  ])('says %i ms after it opened to wait %i seconds, rounded up', async (ms, seconds) => {
    const { world, call } = await begin()
    await useUp(call, world)
    await world.clock.advance(ms)
    expect(JSON.parse((await call(world)).text)).toEqual({ success: false, error: used(seconds) })
  })

  it('counts refusals that come after the limit, but no call with wrong credentials, which sees no quota either', async () => {
    const { world, call } = await begin()
    const wrong = world.identities['wrong-token'] ?? {}
    for (let n = 0; n < 3; n++)
      expect(await call(world, { headers: wrong })).toMatchObject({ status: 401, quota: null })
    expect(await call(world, { callId: 'none' })).toMatchObject({ status: 400, quota: [2, 1, BEGIN + WINDOW] })
    expect(await call(world, { callId: null })).toMatchObject({ status: 400, quota: [2, 0, BEGIN + WINDOW] })
    expect((await call(world)).status).toBe(429)
    expect(await call(world, { headers: wrong })).toMatchObject({ status: 401, quota: null })
  })

  it('is shared by all who call from one address', async () => {
    const { world, call } = await begin()
    const statuses: number[] = []
    for (const as of ['agent', 'manager', 'nobody'] as const)
      statuses.push((await call(world, { headers: world.identities[as] })).status)
    expect(statuses).toEqual([200, 200, 429])
  })
})

describe('an address', () => {
  it('has a window of its own, which begins with its own first call', async () => {
    const { world, call } = await begin()
    await useUp(call, world, '10.0.0.7')
    await world.clock.advance(2000)
    await useUp(call, world, '10.0.0.8')
    await world.clock.advance(3000)
    expect((await call(world, { from: '10.0.0.7' })).quota).toEqual([2, 1, BEGIN + 2 * WINDOW])
    expect((await call(world, { from: '10.0.0.8' })).quota).toEqual([2, 0, BEGIN + 2000 + WINDOW])
  })

  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])(
    'of the loopback, as %s, is one client',
    async (from) => {
      const { world, call } = await begin()
      await useUp(call, world, 'localhost')
      expect((await call(world, { from })).status).toBe(429)
    },
  )

  it.each(['128.0.0.1', '10.127.0.0.1', '::', '::ffff:10.0.0.1', '2001:db8::1', ''])(
    'that is none of the loopback, as %j, is another client',
    async (from) => {
      const { world, call } = await begin()
      await useUp(call, world)
      expect((await call(world, { from })).quota).toEqual([2, 1, BEGIN + WINDOW])
    },
  )

  const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))

  it.skipIf(!hasIpv6)('is the same for IPv4 and IPv6 sockets of this machine', async () => {
    await using server = await startServer()
    await using world = await server.world()
    const from = async (host: string): Promise<number> => {
      const headers = { ...world.headers, 'Content-Type': 'application/json' }
      const body = JSON.stringify({ callId: CALL_ID })
      const { status } = await overPort(`http://${host}:${server.port}`, {
        method: 'POST',
        target: TARGET,
        headers,
        body,
      })
      return status
    }
    expect([await from('127.0.0.1'), await from('[::1]'), await from('127.0.0.1'), await from('[::1]')]).toEqual([
      200, 200, 429, 429,
    ])
  })
})

describe('the clock of a world', () => {
  it('that is set back before the window opens a new one, so that nobody waits longer than a window', async () => {
    const { world, call } = await begin()
    await useUp(call, world)
    await world.clock.advance(-1)
    await useUp(call, world)
    expect(await call(world)).toMatchObject({ status: 429, quota: [2, 0, BEGIN - 1 + WINDOW] })
    await world.clock.advance('-3d')
    expect((await call(world)).status).toBe(200)
  })

  it('that is set back within the window leaves it as it is', async () => {
    const { world, call } = await begin()
    await useUp(call, world)
    await world.clock.advance(4000)
    await world.clock.advance(-3999)
    expect(await call(world)).toMatchObject({ status: 429, quota: [2, 0, BEGIN + WINDOW] })
  })

  it('opens no window of another world', async () => {
    const { mock, world, call } = await begin()
    const other = await mock.world({ name: 'other' })
    await useUp(call, world)
    expect((await call(other)).quota).toEqual([2, 1, BEGIN + WINDOW])
    await other.clock.advance('1h')
    expect((await call(world)).status).toBe(429)
    await world.clock.advance(WINDOW)
    expect((await call(world)).status).toBe(200)
    expect((await call(other)).quota).toEqual([2, 1, BEGIN + 3_600_000 + WINDOW])
  })
})

describe('a limiter', () => {
  it('that is turned off lets everything pass, counts nothing and tells nothing; turned on again it goes on', async () => {
    const { world, call } = await begin()
    await call(world)
    await world.limiter.off()
    for (let n = 0; n < 5; n++) expect(await call(world)).toMatchObject({ status: 200, quota: null })
    await world.limiter.on()
    expect((await call(world)).quota).toEqual([2, 0, BEGIN + WINDOW])
    expect((await call(world)).status).toBe(429)
  })

  it('can be off for one world, and on for the next', async () => {
    const { mock, world, call } = await begin({ rateLimit: false })
    const strict = await mock.world({ name: 'strict', rateLimit: true })
    for (let n = 0; n < 3; n++) expect(await call(world)).toMatchObject({ status: 200, quota: null })
    await useUp(call, strict)
    expect((await call(strict)).status).toBe(429)
  })

  it('forgets its windows when the world begins again', async () => {
    const { world, call } = await begin()
    await useUp(call, world)
    await world.clock.advance(1000)
    await world.reset()
    expect((await call(world)).quota).toEqual([2, 1, BEGIN + WINDOW])
  })

  it('goes on where a snapshot was taken', async () => {
    const { world, call } = await begin()
    await useUp(call, world)
    const snapshot = await world.snapshot()
    await world.reset()
    await world.restore(snapshot)
    expect(await call(world)).toMatchObject({ status: 429, quota: [2, 0, BEGIN + WINDOW] })
  })
})

describe('the situation limit: [used-up]', () => {
  it('refuses the next call for a whole window of its address, and no other address', async () => {
    const { world, call } = await begin()
    await world.situation({ limit: ['used-up'] }, { operation: 'joinVideoConference', address: '10.0.0.7' })
    expect((await call(world)).quota).toEqual([2, 1, BEGIN + WINDOW])
    expect((await call(world, { from: '10.0.0.7' })).text).toContain(used(5))
    await world.clock.advance(4999)
    expect((await call(world, { from: '10.0.0.7' })).status).toBe(429)
    await world.clock.advance(1)
    expect((await call(world, { from: '10.0.0.7' })).quota).toEqual([2, 1, BEGIN + 2 * WINDOW])
  })

  it('is about callers of this machine where it names no address', async () => {
    const { world, call } = await begin()
    await world.situation({ limit: ['used-up'] })
    expect((await call(world, { from: '::1' })).status).toBe(429)
    expect((await call(world, { from: '10.0.0.7' })).status).toBe(200)
  })
})

describe('what asks no rule spends no call', () => {
  it.each([
    ['a preferred success', 'example=joined', 200, 1],
    ['a preferred refusal', 'code=429', 429, 0],
  ])('%s tells a quota of its own', async (_, prefer, status, remaining) => {
    const { world, call } = await begin()
    for (let n = 0; n < 3; n++)
      expect(await call(world, { headers: { Prefer: prefer } })).toMatchObject({
        status,
        quota: [2, remaining, BEGIN + WINDOW],
      })
    await useUp(call, world)
    expect((await call(world)).status).toBe(429)
    expect((await call(world, { headers: { Prefer: 'example=joined' } })).status).toBe(200)
  })

  it('an armed answer', async () => {
    const { world, call } = await begin()
    await world.arm('joinVideoConference', 'rate-limited', { times: 2 })
    await world.arm('joinVideoConference', { status: 503 }, { times: 1 })
    expect([await call(world), await call(world), await call(world)]).toMatchObject([
      { status: 429, quota: [2, 0, BEGIN + WINDOW] },
      { status: 429, quota: [2, 0, BEGIN + WINDOW] },
      { status: 503, quota: null },
    ])
    await useUp(call, world)
    expect((await call(world)).status).toBe(429)
  })

  it('an arm that only delays spends one, since the rules are asked', async () => {
    const { world, call } = await begin()
    await world.arm('joinVideoConference', { latency: 1 }, { times: 2 })
    await useUp(call, world)
    expect((await call(world)).status).toBe(429)
  })

  it('HEAD and OPTIONS, which the operation does not answer', async () => {
    const { world, call } = await begin()
    for (const method of ['HEAD', 'OPTIONS', 'GET'])
      for (let n = 0; n < 3; n++) expect((await call(world, { method })).quota).toBeNull()
    await useUp(call, world)
  })
})

/** One step of a history. */
type Step =
  | { readonly do: 'advance'; readonly ms: number }
  | { readonly do: 'switch'; readonly on: boolean }
  | { readonly do: 'call'; readonly from: string; readonly as: 'fine' | 'unknown' | 'wrong' | 'forced' }

const aStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('advance' as const),
      ms: fc.oneof(fc.integer({ min: -7000, max: 7000 }), fc.constantFrom(-5000, -1, 1, 1000, 4999, 5000, 5001)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('switch' as const), on: fc.boolean() }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('call' as const),
      from: fc.constantFrom('127.0.0.1', '::1', '10.0.0.7', '2001:db8::1'),
      as: fc.constantFrom(
        'fine' as const,
        'fine' as const,
        'fine' as const,
        'unknown' as const,
        'wrong' as const,
        'forced' as const,
      ),
    }),
  },
)

/** The limit as one would keep it by hand: for each client the instants of the calls of its window. */
class ByHand {
  readonly #calls = new Map<string, readonly number[]>()
  now = BEGIN
  isOn = true

  /** What a call is told that would have `status` without a limit. */
  counted(from: string, status: number): Pick<Told, 'status' | 'quota'> {
    if (!this.isOn) return { status, quota: null }
    const client = from === '::1' ? '127.0.0.1' : from
    const before = this.#window(client)
    const reset = (before[0] ?? this.now) + WINDOW
    if (before.length === 2) return { status: 429, quota: [2, 0, reset] }
    this.#calls.set(client, [...before, this.now])
    return { status, quota: [2, 1 - before.length, reset] }
  }

  #window(client: string): readonly number[] {
    const calls = this.#calls.get(client) ?? []
    const age = this.now - (calls[0] ?? this.now)
    return age >= 0 && age < WINDOW ? calls : []
  }

  /** What each kind of call is told. */
  expected({ as, from }: Extract<Step, { do: 'call' }>): Pick<Told, 'status' | 'quota'> {
    if (as === 'wrong') return { status: 401, quota: null }
    if (as === 'forced') return { status: 400, quota: [2, 1, this.now + WINDOW] }
    return this.counted(from, as === 'fine' ? 200 : 400)
  }
}

describe('whatever the history', () => {
  const sentAs = (world: TestWorld): Readonly<Record<string, Sent>> => ({
    fine: {},
    unknown: { callId: 'none' },
    wrong: { headers: world.identities['wrong-token'] ?? {} },
    forced: { headers: { Prefer: 'example=unknown-call' } },
  })

  async function change(step: Exclude<Step, { do: 'call' }>, world: TestWorld, byHand: ByHand): Promise<void> {
    if (step.do === 'advance') {
      byHand.now += step.ms
      await world.clock.advance(step.ms)
    } else {
      byHand.isOn = step.on
      await (step.on ? world.limiter.on() : world.limiter.off())
    }
  }

  it('of calls, clock changes and switches, the limit is as one would keep it by hand', async () => {
    const seen = new Set<number>()
    const holds = async (steps: readonly Step[]): Promise<void> => {
      const { world, call } = await begin()
      const byHand = new ByHand()
      for (const step of steps) {
        if (step.do !== 'call') {
          await change(step, world, byHand)
          continue
        }
        const { status, quota, text } = await call(world, { ...sentAs(world)[step.as], from: step.from })
        seen.add(status)
        expect({ status, quota }).toEqual(byHand.expected(step))
        if (status === 429) expect(text).toContain(used(Math.ceil(((quota?.[2] ?? 0) - byHand.now) / 1000)))
      }
    }
    await fc.assert(fc.asyncProperty(fc.array(aStep, { minLength: 1, maxLength: 40 }), holds), { numRuns: 150 })
    expect(seen).toEqual(new Set([200, 400, 401, 429]))
  })
})
