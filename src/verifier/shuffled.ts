/** A Fisher-Yates shuffle determined by the seed (with the linear congruential generator of Numerical Recipes). */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const keyed = [...items]
  let state = seed >>> 0
  for (let last = keyed.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const chosen = Math.floor((state / 2 ** 32) * (last + 1))
    keyed.splice(last, 1, ...keyed.splice(chosen, 1, ...keyed.slice(last, last + 1)))
  }
  return keyed
}
