import { expect, it } from 'vitest'
import { cases } from '../../contract/compiled/cases.js'
import { faces } from '../../contract/compiled/faces.ts'
import { seeds } from '../../contract/compiled/seeds.ts'
import type { Case } from '../../contract/model/case.ts'
import { valuesBeforeLookup } from './reserved-values.ts'

const joining = faces.current.find(({ operation }) => operation === 'joinMeetingRoom')

/** Values for the first case of an outcome of joining, in a room in this situation. */
function valuesFor(expects: string, ...facts: readonly string[]): Record<string, string> | null {
  const isCase = (each: Case): boolean => each.operation === 'joinMeetingRoom' && each.expect === expects
  const found = cases.find(isCase)
  if (!found || !joining) throw new Error(`there is no case of ${expects}`)
  return valuesBeforeLookup({ ...found, given: { 'meeting-room': facts } }, joining, seeds.documented)
}

it.each(['malformed-body', 'body-too-large', 'unauthorized', 'guest-name-missing', 'guest-name-too-long'])(
  '%s is also answered for a room that does not exist',
  (outcome) => {
    const { values } = seeds.documented.reserved.find(
      ({ subject, facts }) => subject === 'meeting-room' && facts.join() === 'unknown',
    ) ?? { values: {} }
    expect(values).toHaveProperty('code')
    for (const facts of [[], ['last-seat']]) expect(valuesFor(outcome, ...facts)).toEqual(values)
  },
)

it.each(['room-not-found', 'room-inactive', 'room-locked', 'room-full', 'joined-as-host', 'joined-as-guest'])(
  '%s is answered only for a room in its situation',
  (outcome) => expect(valuesFor(outcome)).toBeNull(),
)
