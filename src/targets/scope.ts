import type { Target } from '../verify/model/target.ts'
import { itemsOf, membersOf, textOf, wrong, type YamlValue } from './yaml-value.ts'

// They choose how much of a list is shown, and not whose rooms.
const NOT_OF_SOMEBODY = ['count', 'offset', 'sort', 'fields', 'open', 'onhold', 'queued']

/** The parameters that keep lists to rooms of one's own; null: none named. Throws a Fault for a scope that would keep nothing out. */
export function toScope(at: YamlValue | undefined): Target['scope'] {
  if (!at) return null
  const members = [...membersOf(at, 'parameter')]
  if (members.every(([name]) => NOT_OF_SOMEBODY.includes(name)))
    throw wrong(
      at,
      "scope tells no rooms of yours from others'",
      'Name a department, agents or tags that only test rooms have.',
    )
  return Object.fromEntries(members.map(([name, member]) => [name, toValues(member)]))
}

const toValues = (at: YamlValue): string | readonly string[] => {
  if (!Array.isArray(at.value)) return toValue(at)
  const values = itemsOf(at).map(toValue)
  if (values.length > 0) return values
  throw wrong(at, 'an empty list keeps nothing out', 'Write at least one value.')
}

function toValue(at: YamlValue): string {
  if (typeof at.value === 'boolean' || typeof at.value === 'number') return String(at.value)
  const text = textOf(at)
  // Rocket.Chat takes a departmentId of this text for none at all.
  if (/^(?:undefined|null)$/.test(text)) throw wrong(at, `servers take ${text} for no value`, 'Write the id itself.')
  return text
}
