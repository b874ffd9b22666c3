import { expect, it } from 'vitest'
import { importsOf, isOurs, textOf } from '../../tools/style/sources.ts'

/** What users import, but for verify. The command and verify need a newer Node, and say so. */
const DOORS = [
  'index.ts',
  'client/connect.ts',
  'transport/msw/handlers.ts',
  'doors/vite.ts',
  'doors/vitest/setup.ts',
  'doors/vitest/worlds.ts',
  'doors/playwright/test.ts',
]

/** Built-ins that Node 20 lacks, as far as anybody would use them here. */
const NEWER = [
  /\b(?:Map|Object)\.groupBy\(/,
  /\bPromise\.(?:withResolvers|try)\b/,
  /\bArray\.fromAsync\b/,
  /\.(?:isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(/,
  /\b(?:(?:values|keys|entries)\(\)|matchAll\([^()]*\))\.(?:map|filter|some|every|find|toArray|take|drop|flatMap|reduce|forEach)\(/,
  /\bIterator\.from\b|\bRegExp\.escape\b|\bError\.isError\b|\bgetOrInsert/,
  /\.(?:toHex|toBase64)\(|\bUint8Array\.from(?:Hex|Base64)\b/,
  /\bnew (?:Async)?DisposableStack\b|\bnew WebSocket\b/,
  /\bzstd\w*|\bstyleText\b|\bglobSync\b/,
]

/** Every module that these load, at once or later. */
function reached(starts: readonly string[]): readonly string[] {
  const all = new Set<string>()
  const follow = (file: string): void => {
    if (all.has(file)) return
    all.add(file)
    for (const { target, isType } of importsOf(file)) if (!isType && isOurs(target)) follow(target)
  }
  for (const start of starts) follow(start)
  return [...all]
}

it('everything but the command and verify keeps to what Node 20 has', () => {
  const files = reached(DOORS).filter((file) => file.endsWith('.ts'))
  expect(files.length).toBeGreaterThan(200)
  expect(files.filter((file) => /^(?:cli|verify|verifier|report)\//.test(file))).toEqual([])
  const newer = files.flatMap((file) =>
    NEWER.filter((each) => each.test(textOf(file))).map((each) => `${file}: ${each}`),
  )
  expect(newer).toEqual([])
})

it('verify says itself that it needs a newer Node, before anything that an older one lacks', () => {
  expect(importsOf('verifier.ts')[0]?.target).toBe('verifier/on-newer-node.ts')
  expect(reached(['verifier/on-newer-node.ts']).toSorted()).toEqual([
    'fault.ts',
    'newer-node.ts',
    'verifier/on-newer-node.ts',
  ])
  // A name that a built-in module lacks fails before any module runs.
  const byName = reached(['verifier.ts']).filter(
    (file) =>
      file.endsWith('.ts') && /^import \{[^}]*\b(?:zstd\w*|getCACertificates)[^}]*\} from 'node:/m.test(textOf(file)),
  )
  expect(byName).toEqual([])
})
