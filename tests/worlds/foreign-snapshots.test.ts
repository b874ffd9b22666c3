import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seeds } from '../../src/contract/compiled/seeds.ts'
import { goesOn, live, standing } from '../support/living-world.ts'
import { JOIN_ROOM, jsonOf, startPlane, type Plane } from '../support/plane.ts'

type Snapshot = Record<string, unknown> & { rows: Record<string, Record<string, unknown>> }

/** The seal as the contract tells it: SHA-256 of all the rest. Anybody who edits a snapshot can make it anew. */
function sealed(snapshot: Record<string, unknown>): string {
  const rest = Object.fromEntries(Object.entries(snapshot).filter(([name]) => name !== 'hash'))
  return JSON.stringify({ ...rest, hash: createHash('sha256').update(JSON.stringify(rest)).digest('hex') })
}

describe('a snapshot that is damaged or foreign', () => {
  let plane: Plane
  let saved = ''
  let untouched: string[] = []
  const contents = async (): Promise<string[]> => [
    (await plane.control('GET', '/worlds/target/snapshot')).body,
    (await plane.control('GET', '/worlds')).body,
  ]
  beforeAll(async () => {
    plane = await startPlane(standing())
    await live(plane, 'source')
    await plane.control('PUT', '/worlds/target', {})
    await plane.call(JOIN_ROOM, { world: 'target', as: 'member', method: 'POST' })
    saved = (await plane.control('GET', '/worlds/source/snapshot')).body
    untouched = await contents()
  })
  afterAll(() => plane[Symbol.asyncDispose]())

  /** Refused with a pointer and what was expected, and nothing has changed. */
  async function refused(text: string): Promise<Record<string, unknown>> {
    const answer = await plane.control('PUT', '/worlds/target/snapshot', text)
    expect([answer.status, answer.headers['content-type']], answer.body).toEqual([400, 'application/problem+json'])
    const problem = jsonOf(answer)
    expect(problem['pointer']).toMatch(/^(?:|\/.*)$/)
    expect(problem['expected']).toMatch(/\w/)
    return problem
  }

  const edited = (edit: (snapshot: Snapshot) => Record<string, unknown> | void): string => {
    const snapshot: Snapshot = JSON.parse(saved)
    return sealed(edit(snapshot) ?? snapshot)
  }

  it('is restored where it is neither', async () => {
    expect(
      (
        await plane.control(
          'PUT',
          '/worlds/spare/snapshot',
          edited((same) => same),
        )
      ).status,
    ).toBe(200)
    await plane.control('DELETE', '/worlds/spare')
  })

  it('is refused with any single character changed', async () => {
    const end = saved.trimEnd().length
    for (let at = 0; at < end; at += Math.ceil(end / 150)) {
      const changed = saved[at] === 'x' ? 'y' : 'x'
      await refused(`${saved.slice(0, at)}${changed}${saved.slice(at + 1)}`)
    }
    expect(await contents()).toEqual(untouched)
  })

  it('is refused wherever a digit became another', async () => {
    const digits = [...saved.matchAll(/\d/g)].map(({ index }) => index)
    for (let n = 0; n < digits.length; n += Math.ceil(digits.length / 60)) {
      const at = digits[n] ?? 0
      await refused(`${saved.slice(0, at)}${(Number(saved[at]) + 1) % 10}${saved.slice(at + 1)}`)
    }
    expect(await contents()).toEqual(untouched)
  })

  it('is refused where it was cut off', async () => {
    for (const part of [0, 0.1, 0.5, 0.9, 0.999]) await refused(saved.slice(0, Math.floor(saved.length * part)))
    expect(await contents()).toEqual(untouched)
  })

  it('is refused where keys have changed places', async () => {
    const { format, seed, ...rest }: Snapshot = JSON.parse(saved)
    await refused(JSON.stringify({ seed, format, ...rest }))
    const { rows, ...others }: Snapshot = JSON.parse(saved)
    await refused(JSON.stringify({ ...others, rows: Object.fromEntries(Object.entries(rows).toReversed()) }))
    expect(await contents()).toEqual(untouched)
  })

  it.each([
    ['null', 'null', ''],
    ['a number', '1e999', ''],
    ['a list', '[]', ''],
    ['nothing', '{}', ''],
    ['a text', '"greenroom-snapshot-1"', ''],
    ['no JSON', 'not a snapshot', ''],
    ['prototypes', '{"__proto__":{"format":"greenroom-snapshot-1"},"constructor":{}}', ''],
  ])('is refused where it is %s', async (_, text) => {
    await refused(text)
    expect(await contents()).toEqual(untouched)
  })

  it.each<[string, (snapshot: Snapshot) => Record<string, unknown> | void, RegExp]>([
    ['of another format', (s) => void (s['format'] = 'greenroom-snapshot-2'), /^\/format$/],
    ['of a seed that is not here', (s) => void (s['seed'] = 'elsewhere'), /^\/seed$/],
    ['of a seed named as objects name their own', (s) => void (s['seed'] = '__proto__'), /^\/seed$/],
    ['of other contents of the seed', (s) => void (s['seedHash'] = '0'.repeat(64)), /^\/seedHash$/],
    ['of another seed with this hash', (s) => void (s['seed'] = 'empty'), /^\/seedHash$/],
    ['with a member too many', (s) => ({ ...s, more: 1 }), /^\/more$/],
    ['with a table too many', (s) => void (s.rows['secrets'] = {}), /^\/rows\/secrets$/],
    ['with a table named __proto__', (s) => ({ ...s, rows: JSON.parse('{"__proto__":{}}') }), /^\/rows/],
    ['with a half id', (s) => void (s['ids'] = { participant: 0.5 }), /^\/ids\/participant$/],
    ['with a negative id', (s) => void (s['ids'] = { participant: -1 }), /^\/ids\/participant$/],
    ['with a salt too long', (s) => void (s['salt'] = 'x'.repeat(201)), /^\/salt$/],
    ['with a list for rows', (s) => ({ ...s, rows: [] }), /^\/rows$/],
    [
      'with a room under another key',
      (s) => void (s.rows['meetingRooms'] = { other: s.rows['meetingRooms']?.['abc-def-ghi'] }),
      /^\/rows\/meetingRooms\/other\/code$/,
    ],
    [
      'with a person under another key',
      (s) => void (s.rows['people'] = { 'a/b~': s.rows['people']?.['f5vPj6jfkRXipkwoC'] }),
      /^\/rows\/people\/a~1b~0\/id$/,
    ],
    [
      'with a subscription under another key',
      (s) => void (s.rows['subscriptions'] = { 'x/y': Object.values(s.rows['subscriptions'] ?? {})[0] }),
      /^\/rows\/subscriptions\/x~1y/,
    ],
    [
      'with a message under another key',
      (s) => void (s.rows['messages'] = { x: Object.values(s.rows['messages'] ?? {})[0] }),
      /^\/rows\/messages\/x/,
    ],
    ['with a room that is a list', (s) => void (s.rows['meetingRooms'] = { x: [] }), /^\/rows\/meetingRooms\/x/],
    ['with a livechat room of no form', (s) => void (s.rows['livechatRooms'] = { x: {} }), /^\/rows\/livechatRooms\/x/],
    ['with two settings', (s) => void (s.rows['settings'] = { x: SETTINGS, '': SETTINGS }), /^\/rows\/settings\/x$/],
    ['with two clocks', (s) => void (s.rows['clock'] = { x: { kind: 'frozen', at: 0 } }), /^\/rows\/clock\/x$/],
    [
      'with a clock beyond all dates',
      (s) => void (s.rows['clock'] = { '': { kind: 'frozen', at: 9e15 } }),
      /^\/rows\/clock\//,
    ],
    ['with arms under a key', (s) => void (s.rows['arms'] = { x: [] }), /^\/rows\/arms\/x$/],
    ['with an arm for an unknown outcome', armed({ kind: 'outcome', outcome: 'nope' }), /^\/rows\/arms\/\/0\/answer$/],
    [
      'with an arm for an outcome of another operation',
      armed({ kind: 'outcome', outcome: 'listed' }),
      /^\/rows\/arms\/\/0\/answer$/,
    ],
    [
      'with an arm for an outcome of any operation',
      armed({ kind: 'outcome', outcome: 'room-full' }, { operation: null }),
      /^\/rows\/arms\/\/0\/answer$/,
    ],
    ['with an arm for a status of the contract', armed({ kind: 'status', status: 200 }), /^\/rows\/arms\//],
    ['with an arm for no calls', armed({ kind: 'reset' }, { times: 0 }), /^\/rows\/arms\/\/0\/times$/],
    ['with an arm for less than no calls', armed({ kind: 'reset' }, { times: -5 }), /^\/rows\/arms\/\/0\/times$/],
    ['with an arm that waits for ever', armed({ kind: 'reached' }, { latencyMs: 1e12 }), /^\/rows\/arms\//],
  ])('is refused %s, even if it was sealed anew', async (_, edit, pointer) => {
    expect((await refused(edited(edit)))['pointer']).toMatch(pointer)
    expect(await contents()).toEqual(untouched)
  })

  it('is refused where the other server has changed its seed, and by a server that lacks an armed outcome', async () => {
    const own = { ...seeds.documented, people: seeds.documented.people.slice(0, 3) }
    await using other = await startPlane(standing({ seed: own }))
    expect(jsonOf(await other.control('PUT', '/worlds/w/snapshot', saved))['pointer']).toBe('/seedHash')
    expect((await other.control('GET', '/worlds/w')).status).toBe(404)
    await plane.control('PUT', '/worlds/armed', {})
    await plane.control('POST', '/worlds/armed/arms', { operation: 'joinLivechatRoom', outcome: 'room-closed' })
    await using older = await startPlane(standing({ edition: '2022' }))
    const armedSnapshot = (await plane.control('GET', '/worlds/armed/snapshot')).body
    await plane.control('DELETE', '/worlds/armed')
    expect(jsonOf(await older.control('PUT', '/worlds/w/snapshot', armedSnapshot))['pointer']).toBe(
      '/rows/arms//0/answer',
    )
  })

  it('never hurts, where its numbers are as large as numbers get', async () => {
    const text = edited((s) => {
      s['ids'] = { participant: 1e300, arm: Number.MAX_SAFE_INTEGER }
      s.rows['windows'] = { 'joinVideoConference loopback': { start: 1e300, used: 1e300 } }
      s.rows['arms'] = {}
    })
    expect((await plane.control('PUT', '/worlds/large/snapshot', text)).status).toBe(200)
    const answers = await goesOn(plane, 'large')
    expect(answers.filter((answer) => answer.startsWith('[5'))).toEqual([])
    expect(plane.faults).toEqual([])
    await plane.control('DELETE', '/worlds/large')
  })
})

const SETTINGS = { anonymousReading: true, trust: null, rateLimit: true }

const armed =
  (answer: object, more: object = {}) =>
  (snapshot: Snapshot): void => {
    const arm = { id: 'a', operation: 'joinMeetingRoom', times: null, latencyMs: 0, answer, ...more }
    snapshot.rows['arms'] = { '': [arm] }
  }
