import { isContainer } from '../../../json.ts'

/** Whether no two items are equal. Takes time in proportion to their size: comparing each with each took seconds for long lists. */
export const isUnique = (list: readonly unknown[]): boolean => new Set(list.map(canonical)).size === list.length

/** The same text for values that JSON Schema calls equal. */
function canonical(value: unknown): string {
  if (!isContainer(value)) return JSON.stringify(value) ?? 'undefined'
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const members = Object.keys(value).toSorted()
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
}
