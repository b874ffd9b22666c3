import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** Every module of the product, as a path below `src/`; without tests and their helpers. */
export const sourceFiles: readonly string[] = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !/\.(?:test|suite)\.ts$|\.d\.ts$|\/testing\//.test(file))

/** The modules that are not generated. */
export const handWrittenFiles: readonly string[] = sourceFiles.filter((file) => !file.startsWith('contract/compiled/'))

/** The text of a file below `src/`. */
export const textOf = (file: string): string => readFileSync(join('src', file), 'utf8')

/** An import of a module, even of types only. */
export interface Import {
  /** A file below src/, or a package. */
  readonly target: string
  readonly isType: boolean
  /** Whether it is a dynamic import. */
  readonly isLazy: boolean
}

/** The imports and re-exports of a module. */
export function importsOf(file: string): readonly Import[] {
  const text = textOf(file)
  const eager = text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm)
  const lazy = text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)
  return [
    ...[...eager].map(([, type, target = '']) => ({
      target: resolved(file, target),
      isType: type !== undefined,
      isLazy: false,
    })),
    ...[...lazy].map(([, target = '']) => ({ target: resolved(file, target), isType: false, isLazy: true })),
  ]
}

const resolved = (file: string, target: string): string =>
  target.startsWith('.') ? relative('src', join('src', dirname(file), target)).replaceAll('\\', '/') : target

/** Whether an import is of one of our modules. */
export const isOurs = (target: string): boolean => existsSync(join('src', target)) && /\.[jt]s$/.test(target)

/** The product's modules that a module imports, including dynamic and type-only imports. */
export const targetsOf = (file: string): string[] =>
  importsOf(file)
    .map(({ target }) => target)
    .filter((target) => sourceFiles.includes(target))
