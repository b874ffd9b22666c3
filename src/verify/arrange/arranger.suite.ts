import { describe, expect, it } from 'vitest'
import { toWireRequest } from '../../contract/model/case-request.ts'
import type { Case } from '../../contract/model/case.ts'
import type { Face } from '../../contract/model/face.ts'
import { type Arranger } from '../model/arranger.ts'
import { callsOf } from '../plan/plan.ts'
import { isNotArranged, type Arrangement } from '../model/arrangement.ts'

/** An arranger to test, with what it can and can't do. */
export interface TestedArranger extends AsyncDisposable {
  readonly arranger: Arranger
  readonly faceOf: (operation: string) => Face | undefined
  /** A case whose situation it can arrange, with a subject that yields a value used in the request. */
  readonly possible: Case
  /** A case whose situation it cannot arrange, or null. */
  readonly impossible: Case | null
}

/** The promises of every arranger. `setUp` creates a new one. */
export function testArranger(name: string, setUp: () => Promise<TestedArranger>): void {
  const arrangementOf = async ({ arranger }: TestedArranger, testCase: Case): Promise<Arrangement> => {
    const arrangement = await arranger.arrange(testCase)
    if (isNotArranged(arrangement)) throw new Error(`not arranged: ${arrangement.reason}`)
    return arrangement
  }

  describe(`the ${name} arranger`, () => {
    it('yields every value that the request names', async () => {
      await using tested = await setUp()
      const { possible, faceOf } = tested
      const arrangement = await arrangementOf(tested, possible)
      const face = faceOf(possible.operation)
      if (!face) throw new Error('the case has no face')
      const request = toWireRequest(possible, face, arrangement.values, {})
      expect(Object.keys(arrangement.values)).not.toEqual([])
      expect(`${request.target} ${request.body ?? ''}`).not.toMatch(/\$|%24/)
      await arrangement.cleanUp()
    })

    it('says where to call by a URL without credentials, query or slash at its end', async () => {
      await using tested = await setUp()
      const arrangement = await arrangementOf(tested, tested.possible)
      expect(arrangement.baseUrl).toMatch(/^https?:\/\/[^?#@]*[^/?#@]$/)
      await arrangement.cleanUp()
    })

    it('knows the headers of every caller of the case', async () => {
      await using tested = await setUp()
      const arrangement = await arrangementOf(tested, tested.possible)
      for (const { as } of callsOf(tested.possible)) expect(arrangement.identities).toHaveProperty([as])
      await arrangement.cleanUp()
    })

    it('leaves the case as it is', async () => {
      await using tested = await setUp()
      const before = structuredClone(tested.possible)
      const arrangement = await arrangementOf(tested, tested.possible)
      await arrangement.cleanUp()
      expect(tested.possible).toEqual(before)
    })

    it('arranges ten cases at once, each with all values', async () => {
      await using tested = await setUp()
      const arrangements = await Promise.all(
        Array.from({ length: 10 }, async () => arrangementOf(tested, tested.possible)),
      )
      const names = Object.keys(arrangements[0]?.values ?? {})
      expect(names).not.toEqual([])
      for (const { values } of arrangements) expect(Object.keys(values)).toEqual(names)
      await Promise.all(arrangements.map(async ({ cleanUp }) => cleanUp()))
    })

    it('keeps cases apart if it says that it does', async () => {
      await using tested = await setUp()
      const [one, two] = [await arrangementOf(tested, tested.possible), await arrangementOf(tested, tested.possible)]
      const isApart = JSON.stringify([one.baseUrl, one.headers]) !== JSON.stringify([two.baseUrl, two.headers])
      expect(isApart).toBe(tested.arranger.isolated)
      await Promise.all([one.cleanUp(), two.cleanUp()])
    })

    it('lets time pass', async () => {
      await using tested = await setUp()
      const arrangement = await arrangementOf(tested, tested.possible)
      await expect(arrangement.pass(5)).resolves.toBeUndefined()
      await arrangement.cleanUp()
    })

    it('lacks nothing for limits, nor for what it has arranged', async () => {
      await using tested = await setUp()
      const { possible } = tested
      expect(tested.arranger.lacks({ ...possible, given: { ...possible.given, limit: ['used-up'] } })).toBeNull()
      expect(tested.arranger.lacks({ ...possible, given: { ...possible.given, limit: [] } })).toBeNull()
      expect(tested.arranger.lacks(possible)).toBeNull()
    })

    it('answers with a reason, and does not throw, where it cannot', async () => {
      await using tested = await setUp()
      if (!tested.impossible) return
      const refusal = await tested.arranger.arrange(tested.impossible)
      expect(refusal).toMatchObject({ kind: 'situation', reason: expect.stringMatching(/\S+ \S+/) })
    })
  })
}
