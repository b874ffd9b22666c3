import { toPointer } from '../model/pointer.ts'
import type { SourceFile } from './source.ts'
import { isContainer } from '../../json.ts'

/** `file:line` of the first `$ref` in these files that ends with this pointer; undefined if there is none. */
export function placeOfRef(sources: Iterable<SourceFile>, pointer: string): string | undefined {
  for (const source of sources) {
    const path = pathOfRef(source.value, pointer, [])
    if (path) return `${source.file}:${source.lineOf(toPointer(path))}`
  }
  return undefined
}

function pathOfRef(value: unknown, pointer: string, path: readonly string[]): readonly string[] | undefined {
  if (!isContainer(value)) return undefined
  if (typeof value['$ref'] === 'string' && value['$ref'].endsWith(pointer)) return [...path, '$ref']
  for (const [name, member] of Object.entries(value)) {
    const found = pathOfRef(member, pointer, [...path, name])
    if (found) return found
  }
  return undefined
}
