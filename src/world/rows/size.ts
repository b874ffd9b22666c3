/** About how many bytes a value takes: its texts, and eight bytes for each other value. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + PART
  if (typeof value !== 'object' || value === null) return PART
  if (Array.isArray(value)) return value.reduce((sum: number, each: unknown) => sum + sizeOf(each), PART)
  let sum = PART
  for (const name in value) sum += name.length + sizeOf(Reflect.get(value, name))
  return sum
}

const PART = 8
