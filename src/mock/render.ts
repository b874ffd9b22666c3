import type { BodyTemplate } from '../contract/face.ts'
import type { Values } from './decider.ts'

/** Writes values into a body template. Objects are written once and remembered: state is immutable. */
export type Render = (template: BodyTemplate, values: Values) => string

/** A renderer with a memory of its own. */
export function createRenderer(): Render {
  const written = new WeakMap<object, string>()
  const jsonOf = (value: unknown): string => {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value)
    const known = written.get(value)
    if (known !== undefined) return known
    const text = Array.isArray(value) ? `[${value.map(jsonOf).join(',')}]` : JSON.stringify(value)
    written.set(value, text)
    return text
  }
  return (template, values) => {
    if (typeof template === 'string') return template
    let text = ''
    for (const piece of template) {
      if (typeof piece === 'string') text += piece
      else if (piece.as === 'json') text += jsonOf(values[piece.value])
      else text += JSON.stringify(String(values[piece.value])).slice(1, -1)
    }
    return text
  }
}
