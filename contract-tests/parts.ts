import type { PlannedCase, Transport } from '../src/verifier.ts'

/** What one run plays. */
export interface Part {
  readonly planned: readonly PlannedCase[]
  readonly transports: readonly Transport[]
  readonly tags: readonly string[]
}

/** Socket.IO beside WebSocket alone, which all cases of sockets are played over. */
const OTHER_WAYS: readonly Transport[] = ['polling', 'upgraded']

/** One run that plays all that is planned: a foreign target is called by no more than one. */
export const whole = (planned: readonly PlannedCase[]): readonly Part[] =>
  [{ planned, transports: [], tags: [] }].filter(isAny)

/**
 * The runs that play all that is planned for the built-in mock: each case over one transport, and the first of each outcome over every
 * one; with the tag `full`, the other cases over the other transports.
 */
export function partsOf(planned: readonly PlannedCase[]): readonly Part[] {
  const others = planned.filter(({ transport }) => OTHER_WAYS.includes(transport))
  const usual = planned.filter((each) => !others.includes(each))
  const first = new Set([...firstOf(others), ...idsOf(others).filter((id) => !idsOf(usual).includes(id))])
  const of = (isFirst: boolean): PlannedCase[] => others.filter(({ testCase: { id } }) => first.has(id) === isFirst)
  return [
    { planned: usual, transports: transportsOf(usual), tags: [] },
    { planned: of(true), transports: OTHER_WAYS, tags: [] },
    { planned: of(false), transports: OTHER_WAYS, tags: ['full'] },
  ].filter(isAny)
}

const isAny = ({ planned }: Part): boolean => planned.length > 0

/** The ids of cases, each once. */
export const idsOf = (planned: readonly PlannedCase[]): string[] => [
  ...new Set(planned.map(({ testCase }) => testCase.id)),
]

const transportsOf = (planned: readonly PlannedCase[]): Transport[] => [
  ...new Set(planned.map(({ transport }) => transport)),
]

/** The id of the first case of each outcome. */
const firstOf = (planned: readonly PlannedCase[]): string[] => [
  ...new Map(planned.toReversed().map(({ testCase }) => [testCase.expect, testCase.id])).values(),
]
