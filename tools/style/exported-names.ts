import { handWrittenFiles, textOf } from './sources.ts'

const DECLARED = /^export (?:async )?(?:abstract )?(?:const|function\*?|class|interface|type) (\w+)/gm

/** Every exported name with the files that declare it. Excludes generated modules, whose names come from the contract's schemas. */
export const exportedNames = (): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [
      ...Map.groupBy(
        handWrittenFiles.flatMap((file) => declaredIn(file).map((name) => ({ name, file }))),
        ({ name }) => name,
      ),
    ].map(([name, all]) => [name, all.map(({ file }) => file)]),
  )

function declaredIn(file: string): string[] {
  const text = textOf(file)
  // The sources of generated modules are strings, and export nothing themselves.
  const own = file.startsWith('contract/compile/') ? text.replaceAll(/`(?:[^`\\]|\\.)*`/gs, '') : text
  return [...new Set([...own.matchAll(DECLARED)].map(([, name = '']) => name))]
}
