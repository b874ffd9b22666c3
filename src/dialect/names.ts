import { isContainer } from '../json.ts'

/** The target's name of a member. */
export interface MemberName {
  readonly name: string
  /**
   * A member of the contract: if the same object has it, the target's member means something else. Null: it always means this
   * one.
   */
  readonly unless: string | null
}

/** The contract's member → the target's. */
export type MemberNames = Readonly<Record<string, MemberName>>

/** A value in the target's names, at any depth. */
export const toTheirNames = (value: unknown, names: MemberNames): unknown =>
  renamed(value, Object.fromEntries(Object.entries(names).map(([ours, { name }]) => [ours, name])))

/** A target's value in the contract's names, at any depth. A name that means something else there leaves its member null. */
export const fromTheirNames = (value: unknown, names: MemberNames): unknown =>
  withoutOthers(
    renamed(value, Object.fromEntries(Object.entries(names).map(([ours, { name }]) => [name, ours]))),
    Object.entries(names).flatMap(([ours, { unless }]) => (unless === null ? [] : [[ours, unless] as const])),
  )

function renamed(value: unknown, names: Readonly<Record<string, string>>): unknown {
  if (Object.keys(names).length === 0 || !isContainer(value)) return value
  if (Array.isArray(value)) return value.map((each) => renamed(each, names))
  const taken = new Set(Object.values(names))
  return Object.fromEntries(
    Object.entries(value)
      // A member that already has another's new name means something else there.
      .filter(([name]) => Object.hasOwn(names, name) || !taken.has(name))
      .map(([name, each]) => [Object.hasOwn(names, name) ? (names[name] ?? name) : name, renamed(each, names)]),
  )
}

/** Each member of a pair is null in every object that has the other one. */
function withoutOthers(value: unknown, pairs: readonly (readonly [string, string])[]): unknown {
  if (pairs.length === 0 || !isContainer(value)) return value
  if (Array.isArray(value)) return value.map((each) => withoutOthers(each, pairs))
  const isOther = (name: string): boolean =>
    pairs.some(([ours, unless]) => ours === name && (value[unless] ?? null) !== null)
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, isOther(name) ? null : withoutOthers(each, pairs)]),
  )
}
