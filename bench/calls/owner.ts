import type { ProfileOwner } from '../cpu-profile.ts'

const NATIVE = new Map([
  ['(garbage collector)', 'garbage collection'],
  ['(program)', 'Node and system'],
  ['(idle)', null],
])

/** What writes to a socket or pipe: the system does it while this runs. */
const WRITES = /^(?:write(?:v|Latin1String|Utf8String|AsciiString|Buffer)|shutdown)$/

/**
 * Who a moment of a call belongs to: writing, garbage collection, Node, a package, or a folder in `src/` or `dist/`, by the innermost
 * function. V8's own functions, such as those of Map, belong to who called them. Null for an idle moment.
 */
export const callOwner: ProfileOwner = (stack) => {
  const inner = stack.at(-1)
  const native = inner && NATIVE.get(inner.functionName)
  if (native !== undefined) return native
  if (inner && inner.url === '' && WRITES.test(inner.functionName)) return 'writing to sockets'
  const { url = '' } = stack.findLast((frame) => frame.url !== '') ?? {}
  const packaged = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)
  if (packaged?.[1]) return packaged[1]
  const folder = /\/(?:src|dist)\/([\w-]+)\//.exec(url)
  return folder?.[1] ? `src/${folder[1]}` : 'Node and system'
}
