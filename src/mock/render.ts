import type { BodyTemplate } from '../contract/model/face.ts'
import { isContainer } from '../json.ts'
import type { Values } from './decider.ts'

/** Fills in a body template. Lists and their items are serialized once and cached, since state is immutable. */
export type Render = (template: BodyTemplate, values: Values) => string

/** A renderer with its own cache. */
export function createRenderer(): Render {
  const jsonOf = jsonWriter()
  const last = new Map<Pieces, { values: Values; text: string }>()
  return (template, values) => {
    if (typeof template === 'string') return template
    const before = last.get(template)
    // Repeated answers share one string, so a journal that holds a long list many times stores it once.
    if (before !== undefined && fillsAlike(template, values, before.values)) return before.text
    const text = filled(template, values, jsonOf)
    if (before === undefined) last.set(template, { values, text })
    else {
      before.values = values
      before.text = text
    }
    return text
  }
}

type Pieces = Exclude<BodyTemplate, string>

function fillsAlike(template: Pieces, values: Values, before: Values): boolean {
  for (const piece of template)
    if (typeof piece !== 'string' && values[piece.value] !== before[piece.value]) return false
  return true
}

function filled(template: Pieces, values: Values, jsonOf: (value: unknown) => string): string {
  const parts = template.map((piece) => {
    if (typeof piece === 'string') return piece
    if (piece.as === 'json') return jsonOf(values[piece.value])
    return JSON.stringify(String(values[piece.value])).slice(1, -1)
  })
  // A text that is added up is a tree of its parts, which journals would keep.
  return parts.join('')
}

/** Serializes each list and each of its items once. Other objects are mostly new, and remembering them costs more than it saves. */
function jsonWriter(): (value: unknown) => string {
  const written = new WeakMap<object, string>()
  const once = (value: object, write: () => string): string => {
    const known = written.get(value)
    if (known !== undefined) return known
    const text = write()
    written.set(value, text)
    return text
  }
  const itemOf = (item: unknown): string =>
    isContainer(item) ? once(item, () => JSON.stringify(item)) : JSON.stringify(item)
  return (value) => {
    if (typeof value === 'string' && PLAIN.test(value)) return `"${value}"`
    return Array.isArray(value) ? once(value, () => `[${value.map(itemOf).join(',')}]`) : JSON.stringify(value)
  }
}

/** Printable ASCII without quotes and backslashes: JSON escapes none of it. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/
