import type { Given } from '../contract/model/case.ts'
import { factWords } from '../contract/compiled/facts.ts'
import { heldSubjects, yieldsOf } from '../verify/plan/subjects.ts'
import { isContainer } from '../json.ts'
import type { Serving } from '../verify/arrange/static-arranger.ts'
import { itemsOf, membersOf, needed, textOf, wordOf, wrong, type YamlValue } from './yaml-value.ts'

/** An entry with the values for a situation. Throws a Fault for unknown words or missing values. */
export function toServing(at: YamlValue): Serving {
  const members = membersOf(at, 'entry', ['given', 'values', 'fresh'])
  const subjects = membersOf(notOfLimits(needed(at, members, 'given')), 'subject', heldSubjects)
  const given: Given = Object.fromEntries([...subjects].map(([subject, facts]) => [subject, toFacts(subject, facts)]))
  const names = Object.keys(given).flatMap(yieldsOf)
  const valuesAt = needed(at, members, 'values')
  const values = membersOf(valuesAt, `value of ${Object.keys(given).join(' and ') || 'no subject'}`, names)
  for (const name of names) needed(valuesAt, values, name)
  const fresh = members.get('fresh')
  if (fresh && typeof fresh.value !== 'boolean')
    throw wrong(fresh, 'fresh is neither true nor false', 'Write true for subjects that no one has joined yet.')
  return {
    given,
    fresh: fresh?.value === true,
    values: Object.fromEntries([...values].map(([name, value]) => [name, textOf(value)])),
  }
}

function notOfLimits(at: YamlValue): YamlValue {
  const brought = isContainer(at.value) ? Object.keys(at.value).find(isByCalls) : undefined
  if (brought !== undefined)
    throw wrong(at, `a ${brought} can't be prepared`, `Remove ${brought}: the run uses up limits itself.`)
  return at
}

const isByCalls = (subject: string): boolean => Object.hasOwn(factWords, subject) && !heldSubjects.includes(subject)

function toFacts(subject: string, at: YamlValue): readonly string[] {
  const words = Object.entries(factWords).flatMap(([name, { facts }]) =>
    name === subject ? Object.entries(facts) : [],
  )
  const names = words.map(([word]) => word)
  const facts = itemsOf(at).map((item) => wordOf(item, `fact of a ${subject}`, names))
  const alone = words.find(([word, about]) => facts.includes(word) && 'absent' in about)
  if (alone && facts.length > 1)
    throw wrong(at, `${alone[0]} can't be combined with other facts`, 'Make a separate entry for it.')
  return [...new Set(facts)]
}
