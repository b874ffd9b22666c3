import { describe, expect, it } from 'vitest'
import { toWireRequest } from '../../contract/model/case-request.ts'
import type { Case } from '../../contract/model/case.ts'
import type { Face } from '../../contract/model/face.ts'
import { isNotArranged, type Arranger, type Stage } from '../model/arranger.ts'
import { callsOf } from '../plan/plan.ts'

/** An arranger to test, with what it can and cannot do. */
export interface Arrangement extends AsyncDisposable {
  readonly arranger: Arranger
  readonly faceOf: (operation: string) => Face | undefined
  /** A case whose situation it can bring about, with a subject that yields a value which the request names. */
  readonly possible: Case
  /** A case whose situation it cannot bring about; null: there is none. */
  readonly impossible: Case | null
}

/** What every arranger promises. `setUp` makes a fresh one. */
export function testArranger(name: string, setUp: () => Promise<Arrangement>): void {
  const stageOf = async ({ arranger }: Arrangement, testCase: Case): Promise<Stage> => {
    const stage = await arranger.arrange(testCase)
    if (isNotArranged(stage)) throw new Error(`not arranged: ${stage.reason}`)
    return stage
  }

  describe(`the ${name} arranger`, () => {
    it('yields every value that the request names', async () => {
      await using arrangement = await setUp()
      const { possible, faceOf } = arrangement
      const stage = await stageOf(arrangement, possible)
      const face = faceOf(possible.operation)
      if (!face) throw new Error('the case has no face')
      const request = toWireRequest(possible, face, stage.values, {})
      expect(Object.keys(stage.values)).not.toEqual([])
      expect(`${request.target} ${request.body ?? ''}`).not.toMatch(/\$|%24/)
      await stage.cleanUp()
    })

    it('says where to call by a URL without credentials, query or slash at its end', async () => {
      await using arrangement = await setUp()
      const stage = await stageOf(arrangement, arrangement.possible)
      expect(stage.baseUrl).toMatch(/^https?:\/\/[^?#@]*[^/?#@]$/)
      await stage.cleanUp()
    })

    it('knows the headers of every caller of the case', async () => {
      await using arrangement = await setUp()
      const stage = await stageOf(arrangement, arrangement.possible)
      for (const { as } of callsOf(arrangement.possible)) expect(stage.identities).toHaveProperty([as])
      await stage.cleanUp()
    })

    it('leaves the case as it is', async () => {
      await using arrangement = await setUp()
      const before = structuredClone(arrangement.possible)
      const stage = await stageOf(arrangement, arrangement.possible)
      await stage.cleanUp()
      expect(arrangement.possible).toEqual(before)
    })

    it('arranges ten cases at once, each with all values', async () => {
      await using arrangement = await setUp()
      const stages = await Promise.all(
        Array.from({ length: 10 }, async () => stageOf(arrangement, arrangement.possible)),
      )
      const names = Object.keys(stages[0]?.values ?? {})
      expect(names).not.toEqual([])
      for (const { values } of stages) expect(Object.keys(values)).toEqual(names)
      await Promise.all(stages.map(async ({ cleanUp }) => cleanUp()))
    })

    it('keeps cases apart if it says that it does', async () => {
      await using arrangement = await setUp()
      const [one, two] = [
        await stageOf(arrangement, arrangement.possible),
        await stageOf(arrangement, arrangement.possible),
      ]
      const isApart = JSON.stringify([one.baseUrl, one.headers]) !== JSON.stringify([two.baseUrl, two.headers])
      expect(isApart).toBe(arrangement.arranger.isolated)
      await Promise.all([one.cleanUp(), two.cleanUp()])
    })

    it('lets time pass', async () => {
      await using arrangement = await setUp()
      const stage = await stageOf(arrangement, arrangement.possible)
      await expect(stage.pass(5)).resolves.toBeUndefined()
      await stage.cleanUp()
    })

    it('lacks nothing for limits, nor for what it has arranged', async () => {
      await using arrangement = await setUp()
      const { possible } = arrangement
      expect(arrangement.arranger.lacks({ ...possible, given: { ...possible.given, limit: ['used-up'] } })).toBeNull()
      expect(arrangement.arranger.lacks({ ...possible, given: { ...possible.given, limit: [] } })).toBeNull()
      expect(arrangement.arranger.lacks(possible)).toBeNull()
    })

    it('answers with a reason, and does not throw, where it cannot', async () => {
      await using arrangement = await setUp()
      if (!arrangement.impossible) return
      const refusal = await arrangement.arranger.arrange(arrangement.impossible)
      expect(refusal).toMatchObject({ kind: 'situation', reason: expect.stringMatching(/\S+ \S+/) })
    })
  })
}
