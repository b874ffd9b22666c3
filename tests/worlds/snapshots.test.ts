import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMock } from '../../src/in-process.ts'
import { goesOn, live, standing } from '../support/living-world.ts'
import { jsonOf, startPlane } from '../support/plane.ts'

describe('a snapshot', () => {
  let folder = ''
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'greenroom-snapshots-'))))
  afterAll(() => rm(folder, { recursive: true }))

  it.each<[string, object]>([
    ['on the clock of the seed', {}],
    ['on a running clock', { clock: 'real' }],
    ['without limits', { rateLimit: false }],
    ['of the empty seed', { seed: 'empty' }],
  ])('of a world %s goes on in another world and in another server as the world itself does', async (_, recipe) => {
    await using one = await startPlane(standing())
    await using two = await startPlane(standing())
    await one.control('PUT', '/worlds/original', recipe)
    await live(one, 'original')
    const file = join(folder, 'world.json')
    await writeFile(file, (await one.control('GET', '/worlds/original/snapshot')).body)
    const saved = await readFile(file, 'utf8')
    expect((await one.control('PUT', '/worlds/copy/snapshot', saved)).status).toBe(200)
    expect((await two.control('PUT', '/worlds/elsewhere/snapshot', saved)).status).toBe(200)
    expect((await two.control('GET', '/worlds/elsewhere/snapshot')).body).toBe(saved)
    const original = await goesOn(one, 'original')
    expect(await goesOn(one, 'copy')).toEqual(original)
    expect(await goesOn(two, 'elsewhere')).toEqual(original)
  })

  it('brings back what a world was, whatever has happened to it since', async () => {
    await using plane = await startPlane(standing())
    await live(plane, 'w')
    const saved = (await plane.control('GET', '/worlds/w/snapshot')).body
    const first = await goesOn(plane, 'w')
    await plane.control('PUT', '/worlds/w/limiter', { enforced: false })
    await plane.control('DELETE', '/worlds/w/meeting-rooms/abc-def-ghi')
    await plane.control('PUT', '/worlds/w/snapshot', saved)
    expect(await goesOn(plane, 'w')).toEqual(first)
  })

  it('keeps rows under names that JavaScript objects have themselves, or of digits, or of any letters', async () => {
    await using plane = await startPlane(standing())
    await plane.control('PUT', '/worlds/w', {})
    const people = ['__proto__', 'constructor', 'a/b~c', '2', '1', 'é😀']
    for (const id of people) {
      const person = { id, username: 'u', name: 'n', role: 'user', authToken: null }
      expect(
        (await plane.control('PUT', `/worlds/w/people/${encodeURIComponent(id)}`, JSON.stringify(person))).status,
      ).toBe(200)
    }
    const before = jsonOf(await plane.control('GET', '/worlds/w/people'))['rows']
    const saved = (await plane.control('GET', '/worlds/w/snapshot')).body
    expect((await plane.control('PUT', '/worlds/copy/snapshot', saved)).status).toBe(200)
    const after = jsonOf(await plane.control('GET', '/worlds/copy/people'))['rows']
    expect(Array.isArray(after) && new Set(after.map((row) => JSON.stringify(row)))).toEqual(
      new Set(Array.isArray(before) ? before.map((row) => JSON.stringify(row)) : []),
    )
    expect((await plane.control('GET', '/worlds/copy/people/__proto__')).status).toBe(200)
    expect(Object.hasOwn(Object.prototype, 'username')).toBe(false)
  })
})

it.each([
  ['agent', null, 'not-logged-in'],
  [null, 'agent', 'invalid-room'],
] as const)(
  'a snapshot says nothing of trust: from a server that trusts %s, one that trusts %s stays as it is',
  async (from, to, outcome) => {
    const [one, two] = [createMock({ trust: from }), createMock({ trust: to })]
    await using saved = await one.world()
    await using restored = await two.world()
    await restored.restore(await saved.snapshot())
    const answer = await two.handle(
      new Request(`${restored.url}/api/v1/livechat/room.join?roomId=none`, {
        headers: { 'x-user-id': 'foreign', 'x-auth-token': 'foreign' },
      }),
    )
    expect(answer.headers.get('greenroom-outcome')).toBe(outcome)
  },
)

it('a snapshot of a server that trusts callers is to the letter that of one that does not', async () => {
  const texts = await Promise.all(
    ['agent', null].map(async (trust) => {
      await using world = await createMock({ trust }).world({ name: 'same', salt: 'same' })
      // A setting that was changed is kept, with all others.
      await world.limiter.off()
      return JSON.stringify(await world.snapshot())
    }),
  )
  expect(texts[0]).toBe(texts[1])
  expect(texts[0]).toContain('"trust":null,"rateLimit":false')
})

it.each([
  ['joinMeetingRoom', 'code-missing'],
  ['lockMeetingRoom', 'not-host'],
  ['connectMeetingRooms', 'unauthorized'],
] as const)('a snapshot holds what was armed for sockets alone: %s, %s', async (operation, outcome) => {
  await using world = await createMock().world()
  await world.armWith({ operation, outcome })
  const saved = await world.snapshot()
  await world.disarm()
  await world.restore(saved)
  expect(await world.arms()).toMatchObject([{ operation, outcome }])
})
