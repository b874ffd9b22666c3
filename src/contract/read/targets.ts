import { dirname, resolve } from 'node:path'
import { Fault } from '../../fault.ts'
import { shownPath } from './shown-path.ts'
import { pointerParts, toPointer } from '../model/pointer.ts'
import type { SourceFile } from './source.ts'
import { isContainer } from '../../json.ts'

/** What a `$ref` refers to: a file, and the parts of a pointer into it. */
export interface RefTarget {
  readonly file: string
  readonly parts: readonly string[]
}

/** A value, and the file that contains it. */
export interface FileValue {
  readonly file: string
  readonly value: unknown
}

/** The same text for the same target. */
export const keyOf = ({ file, parts }: RefTarget): string => `${file}#${toPointer(parts)}`

/** A target as messages show it. */
export const shownTarget = ({ file, parts }: RefTarget): string => `${shownPath(file)}#${toPointer(parts)}`

/** References that refer to references, at most. */
export const MAX_HOPS = 100

/** A place in a file that names a schema of its own by `#name`, without a pointer, is of this kind until it is looked up. */
export interface NamedTarget extends RefTarget {
  /** Null: `parts` say all. */
  readonly anchor: string | null
}

const URL_SCHEME = /^(?!file:)[a-z][a-z0-9+.-]+:/i

/** Where a `$ref` in a file leads; null if it names no file and no place in one. */
export function refTarget(file: string, $ref: string): NamedTarget | null {
  const [written = '', fragment = ''] = $ref.split('#')
  const [path, pointer] = [decoded(written.replace(/^file:\/\//, '')), decoded(fragment)]
  if (path === null || pointer === null) return null
  const [parts, anchor] = [pointerParts(pointer), /^[^/]/.test(pointer) ? pointer : null]
  if (URL_SCHEME.test(path)) return { file: path, parts, anchor }
  return { file: path === '' ? file : resolve(dirname(file), path), parts, anchor }
}

/** The target of a `$ref` that is written at `from`, by its pointer. Null if its name is unknown there. */
export function pointedTarget(
  { anchor, ...target }: NamedTarget,
  from: RefTarget,
  sources: ReadonlyMap<string, SourceFile>,
): RefTarget | null {
  if (anchor === null) return target
  const parts = sources
    .get(target.file)
    ?.anchors()
    .find(anchor, target.file === from.file ? from.parts : [])
  return parts === undefined ? null : { file: target.file, parts }
}

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray percent sign: the text names nothing.
    return null
  }
}

/** Follows references through files as written. */
export function createTargets(sources: ReadonlyMap<string, SourceFile>): {
  /** The target that a value refers to, or null. */
  readonly targetOf: (file: string, value: unknown) => RefTarget | null
  /** The value of a target, after following references on the way; it may be a reference itself. Undefined for a dead end. */
  readonly find: (target: RefTarget) => FileValue | undefined
  /** Like `find`, but throws a Fault for a dead end. */
  readonly lookUp: (target: RefTarget) => FileValue
} {
  const targetOf = (file: string, value: unknown): RefTarget | null => {
    const target = isContainer(value) && typeof value['$ref'] === 'string' ? refTarget(file, value['$ref']) : null
    return target && pointedTarget(target, { file, parts: [] }, sources)
  }

  const find = (target: RefTarget, budget = { hops: MAX_HOPS }): FileValue | undefined => {
    const source = sources.get(target.file)
    let at: FileValue | undefined = source && { file: target.file, value: source.value }
    for (const part of target.parts) {
      const end: FileValue | undefined = at && endOf(at, budget)
      if (!end || !isContainer(end.value) || !Object.hasOwn(end.value, part)) return undefined
      at = { file: end.file, value: end.value[part] }
    }
    return at
  }

  /** The value that a reference refers to, which may be another one. All hops of a search are counted: some would double at each. */
  const endOf = (at: FileValue, budget: { hops: number }): FileValue | undefined => {
    const next = targetOf(at.file, at.value)
    if (!next) return at
    const found = budget.hops-- > 0 ? find(next, budget) : undefined
    return found && endOf(found, budget)
  }

  const lookUp = (target: RefTarget): FileValue => {
    const found = find(target)
    if (!found) throw new Fault(`${shownTarget(target)}: not found`, 'Check the $ref that names it.')
    return found
  }
  return { targetOf, find: (target) => find(target), lookUp }
}
