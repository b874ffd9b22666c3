import { expect, it } from 'vitest'
import { partsOf, whole } from '../../contract-tests/parts.ts'
import { createVerifier, type PlannedCase } from '../../src/verifier.ts'

const planned = await (async (): Promise<readonly PlannedCase[]> => {
  await using verifier = await createVerifier()
  return verifier.plan({ cases: ['joinMeetingRoom'] })
})()

const named = (cases: readonly PlannedCase[]): string[] =>
  cases.map(({ testCase, transport }) => `${testCase.id} ${transport}`)
const outcomesBy = (cases: readonly PlannedCase[], way: string): string[] => [
  ...new Set(cases.filter(({ transport }) => transport === way).map(({ testCase }) => testCase.expect)),
]

it('the parts of the contract suite play each planned case once', () => {
  expect(
    partsOf(planned)
      .flatMap((part) => named(part.planned))
      .toSorted(),
  ).toEqual(named(planned).toSorted())
  expect(whole(planned).flatMap((part) => named(part.planned))).toEqual(named(planned))
})

it('without the tag full, each case is played, and each outcome over every transport', () => {
  const usual = partsOf(planned).flatMap((part) => (part.tags.includes('full') ? [] : part.planned))
  const ids = (cases: readonly PlannedCase[]): Set<string> => new Set(cases.map(({ testCase }) => testCase.id))
  expect(ids(usual)).toEqual(ids(planned))
  expect(outcomesBy(planned, 'polling').length).toBeGreaterThan(5)
  for (const way of ['http', 'polling', 'websocket', 'upgraded'])
    expect(outcomesBy(usual, way).toSorted(), way).toEqual(outcomesBy(planned, way).toSorted())
})

it('a part selects exactly its cases', () => {
  for (const { planned: own, transports } of partsOf(planned)) {
    const ids = own.map(({ testCase }) => testCase.id)
    const selected = planned.filter(
      ({ testCase, transport }) => ids.includes(testCase.id) && transports.includes(transport),
    )
    expect(named(own)).toEqual(named(selected))
  }
})

it('nothing planned is no part', () => {
  expect([partsOf([]), whole([])]).toEqual([[], []])
})
