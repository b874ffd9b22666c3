/** Something that comes earlier in the second list than in the first. */
export interface Moved {
  readonly name: string
  /** What it has passed, in the order of the first list. */
  readonly before: readonly string[]
}

/**
 * The fewest names that must move to get from the order of one list to that of the other, as far as both have them; each with those that
 * it now precedes and did not.
 */
export function movedIn(from: readonly string[], to: readonly string[]): Moved[] {
  const shared = from.filter((name) => to.includes(name))
  const after = to.filter((name) => shared.includes(name))
  const staying = new Set(longestCommon(shared, after))
  return after
    .filter((name) => !staying.has(name))
    .flatMap((name) => {
      const ahead = shared.slice(0, shared.indexOf(name))
      const passed = ahead.filter((other) => after.indexOf(other) > after.indexOf(name))
      // Others that have moved say themselves what they passed.
      const fell = after
        .slice(0, after.indexOf(name))
        .filter((other) => staying.has(other) && shared.indexOf(other) > shared.indexOf(name))
      return [
        ...(passed.length === 0 ? [] : [{ name, before: passed }]),
        ...fell.map((other) => ({ name: other, before: [name] })),
      ]
    })
}

/** The longest list of names that both lists have in this order. */
function longestCommon(a: readonly string[], b: readonly string[]): readonly string[] {
  let row: (readonly string[])[] = Array.from({ length: b.length + 1 }, () => [])
  for (const name of a) {
    const next: (readonly string[])[] = [[]]
    for (const [at, other] of b.entries()) {
      const [left = [], above = [], both = []] = [next[at], row[at + 1], row[at]]
      next.push(name === other ? [...both, name] : left.length > above.length ? left : above)
    }
    row = next
  }
  return row.at(-1) ?? []
}
