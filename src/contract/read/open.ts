import { resolve } from 'node:path'
import { Fault } from '../../fault.ts'
import { isContainer } from '../../json.ts'
import { toPointer } from '../model/pointer.ts'
import { isData, type Trail } from './data-words.ts'
import { locator, type Document, type ReadFault } from './load.ts'
import { boundOf, readWithin } from './read-within.ts'
import { resolveRefs, type BrokenRef } from './references.ts'
import { shownPath } from './shown-path.ts'
import { parseSource, REPEATED_KEY_FIX, repeatedKeyText, type SourceFile } from './source.ts'
import { refTarget } from './targets.ts'

/**
 * Reads a document and everything it refers to, as far as possible. Recursive schemas become values that contain themselves, and
 * broken `$ref`s are kept; of equal keys, the last counts. Throws a Fault only if its own file can't be read.
 */
export const openDocument = async (path: string): Promise<Document> => {
  const [file, bound] = [resolve(path), await boundOf(path)]
  return openText(await readWithin(bound, file), path, bound)
}

/** Like `openDocument`, for a text that is in no file: `path` is its name, and decides what its references refer to. */
export async function openText(text: string, path: string, bound: string): Promise<Document> {
  const file = resolve(path)
  const keyFaults: ReadFault[] = []
  const parse: Parse = (source, name) =>
    parseSource(source, name, (repeated) =>
      keyFaults.push({ file: name, line: repeated.line, message: repeatedKeyText(repeated), fix: REPEATED_KEY_FIX }),
    )
  const sources = new Map([[file, parse(text, shownPath(file))]])
  const unread = await readReferences(file, sources, bound, parse)
  const { value, broken } = resolveRefs(file, sources)
  const refFaults = broken.map((each) => toRefFault(each, sources, unread))
  const raw = sources.get(file)?.value
  return { file: shownPath(file), raw, value, locate: locator(sources, file), refFaults, keyFaults }
}

type Parse = (text: string, file: string) => SourceFile

/** Reads the files that others refer to, into `sources`; returns why some could not be read. */
async function readReferences(
  start: string,
  sources: Map<string, SourceFile>,
  bound: string,
  parse: Parse,
): Promise<Map<string, Fault>> {
  const unread = new Map<string, Fault>()
  const waiting = [start]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop())
    for (const next of filesIn(file, sources.get(file)?.value)) {
      if (sources.has(next) || unread.has(next)) continue
      const read = await readSource(next, bound, parse)
      if (read instanceof Fault) unread.set(next, read)
      else {
        sources.set(next, read)
        waiting.push(next)
      }
    }
  return unread
}

async function readSource(path: string, bound: string, parse: Parse): Promise<SourceFile | Fault> {
  try {
    return parse(await readWithin(bound, path), shownPath(path))
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
}

/** The other files that a file refers to. */
function filesIn(file: string, value: unknown): Set<string> {
  const files = new Set<string>()
  const seen = new Set<unknown>()
  const waiting: { value: unknown; trail: Trail }[] = [{ value, trail: null }]
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    if (!isContainer(at.value) || seen.has(at.value) || isData(at.value, at.trail)) continue
    seen.add(at.value)
    const { $ref } = at.value
    const target = typeof $ref === 'string' ? refTarget(file, $ref) : null
    if (target && target.file !== file && !isUrl(target.file)) files.add(target.file)
    for (const [key, item] of Object.entries(at.value))
      if (isContainer(item)) waiting.push({ value: item, trail: { key, above: at.trail } })
  }
  return files
}

const isUrl = (file: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(file)

function toRefFault(
  { file, path, $ref, target, isCircle }: BrokenRef,
  sources: ReadonlyMap<string, SourceFile>,
  unread: ReadonlyMap<string, Fault>,
): ReadFault {
  const source = sources.get(file)
  const place = { file: source?.file ?? shownPath(file), line: source?.lineOf(toPointer(path)) ?? 1 }
  const fault = target && unread.get(target.file)
  if (fault) return { ...place, message: `the $ref ${$ref} cannot be read: ${fault.message}`, fix: fault.fix }
  if (target && isUrl(target.file)) {
    const message = `the $ref ${$ref} is a URL, and only files are read`
    return { ...place, message, fix: 'Save it beside the document, and refer to the copy.' }
  }
  if (isCircle)
    return { ...place, message: `the $ref ${$ref} only leads back to itself`, fix: 'Refer to a definition.' }
  return { ...place, message: `the $ref ${$ref} leads nowhere`, fix: 'Correct the name, or add what it refers to.' }
}
