import type { ProfileOwner } from '../cpu-profile.ts'

/** V8's names for what no function does. */
const NOBODYS = new Map([
  ['(garbage collector)', 'garbage collection'],
  ['(program)', 'Node: native code'],
  ['(idle)', null],
])

/**
 * Who a moment of a start belongs to: Node's loader if it finds, reads, compiles or links modules; else the innermost file of ours or
 * of a package, named from the folder that contains it, one of these URLs; else Node.
 */
export const startOwner =
  (folders: readonly string[]): ProfileOwner =>
  (stack) => {
    const inner = stack.at(-1)
    const nobody = inner && NOBODYS.get(inner.functionName)
    if (nobody !== undefined) return nobody
    const at = stack.findLastIndex(({ url }) => url.startsWith('file:'))
    const above = stack.slice(at + 1)
    if (above.some(({ url }) => url.startsWith('node:internal/modules'))) return LOADER
    const file = stack[at]
    if (file) return file.url.slice(folders.find((each) => file.url.startsWith(each))?.length ?? 0)
    return 'Node: own start'
  }

/** The name for the work of Node's loader. */
export const LOADER = 'Node: finding, reading, compiling and linking modules'

/** `src/mock/core.ts` → `src/mock`, `node_modules/@noble/hashes/x.js` → `@noble/hashes`; what is no file stays. */
export function groupOf(owner: string): string {
  const packaged = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(owner)
  if (packaged?.[1]) return packaged[1]
  const parts = owner.split('/')
  return owner.startsWith('Node:') || parts.length < 2 ? owner : parts.slice(0, Math.min(2, parts.length - 1)).join('/')
}
