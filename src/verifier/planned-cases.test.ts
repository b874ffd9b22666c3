import { describe, expect, it } from 'vitest'
import { createVerifier } from './create-verifier.ts'
import { withSettings, toAsked } from './settings.ts'
import { controlled } from './targets.ts'

const greenroom = { world: () => Promise.reject(new Error('no world is made here')) }
const ready = controlled('a greenroom', 'http://127.0.0.1:1', 'current', greenroom)

describe('what a run would play', () => {
  it('is each case on each transport of the target, those that are wanted alone, and all would be sent to a greenroom', async () => {
    await using verifier = await createVerifier({ env: {} })
    const planned = await verifier.plan({ cases: ['joinMeetingRoom/room-locked', 'joinLivechatRoom'] })
    const of = (wanted: string) => planned.filter(({ testCase }) => testCase.operation === wanted)
    expect(of('joinMeetingRoom').map(({ transport }) => transport)).toEqual([
      'http',
      'polling',
      'websocket',
      'upgraded',
    ])
    expect(new Set(of('joinLivechatRoom').map(({ transport }) => transport))).toEqual(new Set(['http']))
    expect(planned.filter(({ whyNot }) => whyNot !== null)).toEqual([])
    const changing = new Set(planned.filter(({ changes }) => changes).map(({ testCase }) => testCase.expect))
    expect([changing.has('joined'), changing.has('room-locked')]).toEqual([true, false])
    const polled = await verifier.plan({ transports: ['polling'] })
    expect(new Set(polled.map(({ transport }) => transport))).toEqual(new Set(['polling']))
  })

  it('knows what operations on sockets alone would change', async () => {
    await using verifier = await createVerifier({ env: {} })
    const planned = await verifier.plan({ cases: ['lockMeetingRoom'] })
    const changes = (expected: string) => planned.find(({ testCase }) => testCase.expect === expected)?.changes
    expect([changes('lock-changed'), changes('not-host')]).toEqual([true, false])
  })

  it('omits on purpose what could not be sent either, and says that', async () => {
    await using verifier = await createVerifier({ url: 'https://a.example', env: {} })
    const why = async (skip: readonly { readonly case: string; readonly reason: string }[]) =>
      (await verifier.plan({ cases: ['joinMeetingRoom/joined-as-host'], skip })).map(({ whyNot }) => whyNot)
    expect(await why([{ case: 'joinMeetingRoom/joined-as-host', reason: 'no host' }])).toContain('no host')
    expect(await why([])).not.toContain(null)
  })

  it('has the same order for the same number', async () => {
    await using verifier = await createVerifier({ env: {} })
    const ids = async (shuffle?: number) =>
      (await verifier.plan(shuffle === undefined ? {} : { shuffle })).map(({ testCase }) => testCase.id)
    const [plain, one, again, other] = [await ids(), await ids(1), await ids(1), await ids(2)]
    expect(one).toEqual(again)
    expect(one).not.toEqual(other)
    expect(one).not.toEqual(plain)
    expect(one.toSorted()).toEqual(plain.toSorted())
  })
})

describe('the settings of a run', () => {
  it('ask for less coverage of a part, unless they say it', () => {
    expect(withSettings(ready, {})).toMatchObject({ minCoverage: 100, gate: 'inferred' })
    expect(withSettings(ready, { cases: ['room-locked'] }).minCoverage).toBe(0)
    expect(withSettings(ready, { transports: ['http'] }).minCoverage).toBe(0)
    expect(withSettings(ready, { cases: ['room-locked'], minCoverage: 50, gate: 'document' })).toMatchObject({
      minCoverage: 50,
      gate: 'document',
    })
    expect(() => withSettings(ready, { minCoverage: 101 })).toThrow('minCoverage takes 0 to 100, not 101')
  })

  it('have what is usual where they say nothing', async () => {
    const asked = await toAsked({}, ready)
    expect(asked).toMatchObject({ deviations: [], deadlineMs: 3_600_000, retries: 5, workers: 8, keepBodies: false })
    expect(await toAsked({ retries: 0, workers: 1, deadlineMs: 5, keepBodies: true }, ready)).toMatchObject({
      deadlineMs: 5,
      retries: 0,
      workers: 1,
      keepBodies: true,
    })
  })

  it.each([
    [{ retries: 21 }, 'retries takes 0 to 20, not 21'],
    [{ workers: 0 }, 'workers takes 1 to 16, not 0'],
    [{ deadlineMs: 0 }, 'deadlineMs takes 1 to 86400000, not 0'],
    [{ allowMutating: ['127.0.0.1'] }, "the allowed host 127.0.0.1 is not the target's"],
    [{ cases: ['nothing'] }, 'there is no case nothing'],
    [{ skip: [{ case: 'joinMeetingRoom', reason: '' }] }, 'joinMeetingRoom is skipped without a reason'],
  ])('are refused as %j', async (settings, message) => {
    await expect(toAsked(settings, ready)).rejects.toThrow(expect.objectContaining({ name: 'Fault', message }))
  })

  it('let cases change something on the host of the target alone', async () => {
    expect((await toAsked({ allowMutating: ['127.0.0.1:1'] }, ready)).allowMutating).toEqual(['127.0.0.1:1'])
    await expect(toAsked({ allowMutating: ['127.0.0.1:1', 'other'] }, ready)).rejects.toThrow('other')
  })
})

it('a greenroom of another edition has no sockets', () => {
  expect(ready.target.transports).toEqual(['http', 'polling', 'websocket', 'upgraded'])
  expect(controlled('g', 'http://127.0.0.1:1', '2022', greenroom).target.transports).toEqual(['http'])
})
