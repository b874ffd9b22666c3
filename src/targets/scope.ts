import type { Target } from '../verify/model/target.ts'
import { itemsOf, membersOf, textOf, wrong, type YamlValue } from './yaml-value.ts'

// These choose how much of a list is shown, not whose rooms.
const NOT_OF_SOMEBODY = ['count', 'offset', 'sort', 'fields', 'open', 'onhold', 'queued']

/** The parameters that restrict lists to your own rooms; null if none are given. Throws a Fault for a scope that restricts nothing. */
export function toScope(at: YamlValue | undefined): Target['scope'] {
  if (!at) return null
  const members = [...membersOf(at, 'parameter')]
  if (members.every(([name]) => NOT_OF_SOMEBODY.includes(name)))
    throw wrong(
      at,
      "scope doesn't separate your rooms from others'",
      'Name a department, agents or tags that only test rooms have.',
    )
  return Object.fromEntries(members.map(([name, member]) => [name, toValues(member)]))
}

const toValues = (at: YamlValue): string | readonly string[] => {
  if (!Array.isArray(at.value)) return toValue(at)
  const values = itemsOf(at).map(toValue)
  if (values.length > 0) return values
  throw wrong(at, 'an empty list restricts nothing', 'Write at least one value.')
}

function toValue(at: YamlValue): string {
  if (typeof at.value === 'boolean' || typeof at.value === 'number') return String(at.value)
  const text = textOf(at)
  // Rocket.Chat ignores a departmentId with this text.
  if (/^(?:undefined|null)$/.test(text)) throw wrong(at, `servers treat ${text} as no value`, 'Write the actual id.')
  return text
}
