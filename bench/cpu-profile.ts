/** A CPU profile as V8 writes it (`node --cpu-prof`). */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  /** Ids of nodes. */
  readonly samples: readonly number[]
  /** Microseconds of the monotonic clock, which `process.hrtime` reads, too. */
  readonly startTime: number
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[]
}

/** A function in a call tree. */
export interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string }
  readonly children?: readonly number[]
}

/** The name of what a sample counts for; null: nothing that counts. */
export type ProfileOwner = (stack: readonly ProfileNode['callFrame'][]) => string | null

/** Milliseconds by owner, most first, until a moment of the profile's clock. A stack begins with the outermost function. */
export function millisecondsBy(
  { nodes, samples, startTime, timeDeltas }: CpuProfile,
  ownerOf: ProfileOwner,
  until: number = Infinity,
): Map<string, number> {
  const owners = ownersOf(nodes, ownerOf)
  const sums = new Map<string, number>()
  let now = startTime
  for (const [at, id] of samples.entries()) {
    const took = timeDeltas[at] ?? 0
    now += took
    const owner = owners.get(id) ?? null
    if (owner !== null && now <= until) sums.set(owner, (sums.get(owner) ?? 0) + took / 1000)
  }
  return new Map([...sums].toSorted(([, a], [, b]) => b - a))
}

function ownersOf(nodes: readonly ProfileNode[], ownerOf: ProfileOwner): Map<number, string | null> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const owners = new Map<number, string | null>()
  const visit = (node: ProfileNode, above: readonly ProfileNode['callFrame'][]): void => {
    const stack = [...above, node.callFrame]
    owners.set(node.id, ownerOf(stack))
    for (const id of node.children ?? []) {
      const child = byId.get(id)
      if (child) visit(child, stack)
    }
  }
  const [top] = nodes
  if (top) visit(top, [])
  return owners
}
