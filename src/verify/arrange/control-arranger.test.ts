import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seeds } from '../../contract/compiled/seeds.ts'
import type { Case } from '../../contract/model/case.ts'
import { startServer, type RunningServer } from '../../server.ts'
import { isNotArranged, type Arrangement } from '../model/arrangement.ts'
import { caseOf } from '../testing/answers.ts'
import { target } from '../testing/runs.ts'
import { createControlArranger } from './control-arranger.ts'

let server: RunningServer
let made = 0
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const locked = caseOf('joinMeetingRoom/room-locked')
const arrangerOf = () => createControlArranger({ greenroom: server, target, nameWorld: () => `case-${++made}` })
const worlds = (): string[] => server.mock.worlds.list().map(({ name }) => name)

async function arranged(testCase: Case, meanwhile?: (so: Arrangement) => Promise<void>): Promise<Arrangement> {
  const result = await arrangerOf().arrange(testCase, meanwhile)
  if (isNotArranged(result)) throw new Error(result.reason)
  return result
}

const isLocked = (world: string, code: string | undefined) =>
  server.mock.store.change(world, ({ meetingRooms }) => ({
    result: meetingRooms.get(code ?? '')?.isLocked,
    writes: [],
  }))

describe('on a greenroom', () => {
  it('each case has a world of its own, which is gone once it is cleaned up', async () => {
    const [one, two] = [await arranged(locked), await arranged(locked)]
    expect(worlds()).toEqual(['default', one.auth['world'], two.auth['world']])
    const name = String(one.auth['world'])
    expect(server.mock.worlds.list().map(({ recipe }) => recipe.settings.rateLimit)).toEqual([true, true, true])
    expect([one.ownNamespace, one.headers]).toEqual([`/~${name}`, { 'X-Greenroom-World': name }])
    expect([one.baseUrl, one.elsewhere, Object.keys(one.values)]).toEqual([target.url, null, ['code']])
    expect(one.identities['host']).toEqual({ Authorization: expect.stringMatching(/^Bearer /) })
    await one.cleanUp()
    await two.cleanUp()
    expect(worlds()).toEqual(['default'])
  })

  it('each case has the documented data and limits, whatever the greenroom serves otherwise', async () => {
    await using other = await startServer({ seed: 'empty', rateLimit: false })
    const arranger = createControlArranger({ greenroom: other, target, nameWorld: () => 'case' })
    await arranger.arrange(locked)
    const worldsThere = other.mock.worlds
      .list()
      .map(({ name, seed, recipe }) => [name, seed.name, recipe.settings.rateLimit])
    expect(worldsThere).toEqual([
      ['default', 'empty', false],
      ['case', 'documented', true],
    ])
  })

  it('a situation is made for the operation of its case, as far as that is one over HTTP', async () => {
    const asked: unknown[] = []
    const world: typeof server.world = async (...options) => {
      const real = await server.world(...options)
      const situation: typeof real.situation = async (given, more) => {
        asked.push([given, more])
        return real.situation(given, more)
      }
      return { ...real, situation }
    }
    const arranger = createControlArranger({ greenroom: { world }, target, nameWorld: () => `case-${++made}` })
    for (const operation of ['joinVideoConference', 'lockMeetingRoom'])
      for (const given of [{ call: [] }, {}]) {
        const result = await arranger.arrange({ ...locked, operation, given })
        if (!isNotArranged(result)) await result.cleanUp()
      }
    expect(asked).toEqual([
      [{ call: [] }, { operation: 'joinVideoConference' }],
      [{ call: [] }, {}],
    ])
  })

  it('a case whose situation cannot be arranged leaves no world behind', async () => {
    await expect(arranged({ ...locked, given: { 'meeting-room': ['haunted'] } })).rejects.toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: 'greenroom knows no situation {"meeting-room":["haunted"]}',
        fix: 'Run npm run compile.',
      }),
    )
    await expect(arranged({ ...locked, given: { manor: [] } })).rejects.toThrow('no situation {"manor":[]}')
    await expect(arranged(locked, () => Promise.reject(new Error('nobody listens')))).rejects.toThrow('nobody listens')
    expect(worlds()).toEqual(['default'])
  })

  it('observers take their seats before facts that would keep them out, and no one else waits for that', async () => {
    const seen: unknown[] = []
    const { auth, values, cleanUp } = await arranged(locked, async (so) => {
      seen.push(await isLocked(String(so.auth['world']), so.values['code']), so.elsewhere?.['code'])
    })
    expect(seen).toEqual([false, expect.not.stringMatching(`^${values['code']}$`)])
    expect(await isLocked(String(auth['world']), values['code'])).toBe(true)
    // Elsewhere, everybody may join.
    const reserved = seeds.documented.reserved.find((each) => each.values['code'] === seen.at(-1))
    expect(reserved?.facts).toEqual([])
    await cleanUp()
  })

  it('time is passed by the clock of the world, and facts are set in place', async () => {
    const { auth, values, pass, set, cleanUp } = await arranged({ ...locked, given: { 'meeting-room': [] } })
    const world = String(auth['world'])
    const now = () => server.mock.store.change(world, (state) => ({ result: state.now, writes: [] }))
    const before = await now()
    await pass(60_000)
    expect((await now()) - before).toBe(60_000)
    await set?.({ 'meeting-room': ['locked'] })
    expect(await isLocked(world, values['code'])).toBe(true)
    await cleanUp()
  })
})
