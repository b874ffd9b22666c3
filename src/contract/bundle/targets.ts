import { dirname, resolve } from 'node:path'
import { Fault } from '../../fault.ts'
import { shownPath } from '../read/shown-path.ts'
import { pointerParts, toPointer } from '../model/pointer.ts'
import type { SourceFile } from '../read/source.ts'
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

const MAX_HOPS = 100

/** Follows references through files as written. */
export function createTargets(sources: ReadonlyMap<string, SourceFile>): {
  /** The target that a value refers to, or null. */
  readonly targetOf: (file: string, value: unknown) => RefTarget | null
  /** The value of a target, after following references on the way; it may be a reference itself. Throws a Fault for a dead end. */
  readonly lookUp: (target: RefTarget) => FileValue
} {
  const targetOf = (file: string, value: unknown): RefTarget | null => {
    if (!isContainer(value) || typeof value['$ref'] !== 'string') return null
    const [path = '', fragment = ''] = value['$ref'].split('#')
    return {
      file: path === '' ? file : resolve(dirname(file), decodeURI(path)),
      parts: pointerParts(decodeURIComponent(fragment)),
    }
  }
  const lookUp = (target: RefTarget, hops = 0): FileValue => {
    let at: FileValue = { file: target.file, value: sources.get(target.file)?.value }
    for (const part of target.parts) {
      const next = targetOf(at.file, at.value)
      if (next && hops < MAX_HOPS) at = lookUp(next, hops + 1)
      if (!isContainer(at.value) || !Object.hasOwn(at.value, part))
        throw new Fault(`${shownTarget(target)}: not found`, 'Check the $ref that names it.')
      at = { file: at.file, value: at.value[part] }
    }
    return at
  }
  return { targetOf, lookUp }
}
