import { isContainer } from '../../json.ts'

/** About how many bytes a value takes: its texts, and eight bytes for each other value. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + PART
  if (!isContainer(value)) return PART
  let sum = PART
  if (Array.isArray(value)) for (const each of value) sum += sizeOf(each)
  else for (const name in value) sum += name.length + sizeOf(value[name])
  return sum
}

const PART = 8
