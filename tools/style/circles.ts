/** Every cycle in a graph, as `a → b → a`; each once. */
export function circles(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const done = new Set<string>()
  const found: string[] = []
  const visit = (place: string, path: readonly string[]): void => {
    if (path.includes(place)) return void found.push([...path.slice(path.indexOf(place)), place].join(' → '))
    if (done.has(place)) return
    for (const next of graph.get(place) ?? []) visit(next, [...path, place])
    done.add(place)
  }
  for (const place of graph.keys()) visit(place, [])
  return found
}
