import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { $RefParser, type FileInfo, type ParserOptions } from '@apidevtools/json-schema-ref-parser'
import { Fault } from '../../fault.ts'
import { placeOfRef } from './broken-ref.ts'
import { fitsBudget, toPointer, valueAt } from '../model/pointer.ts'
import { boundOf, readWithin } from './read-within.ts'
import { shownPath } from './shown-path.ts'
import { MAX_HOPS, pointedTarget, refTarget } from './targets.ts'
import { parseSource, type SourceFile } from './source.ts'
import { isContainer } from '../../json.ts'

/** A place in a file. `line` counts from 1. */
export interface Place {
  readonly file: string
  readonly line: number
}

/** What is wrong with a part of a document that could be read nevertheless. */
export interface ReadFault extends Place {
  readonly message: string
  readonly fix: string
}

/** A document, with the files it refers to. */
export interface Document {
  /** Its path relative to the working directory, for messages. */
  readonly file: string
  /** As written, including `$ref`s. */
  readonly raw: unknown
  /** With every `$ref` resolved. */
  readonly value: unknown
  /** Where the value at these parts of `value` is written, following every `$ref`. */
  readonly locate: (parts: readonly (string | number)[]) => Place
  /** The `$ref`s that could not be resolved; only `openDocument` returns a document with any. */
  readonly refFaults: readonly ReadFault[]
  /** The keys that an object has already; only `openDocument` returns a document with any. */
  readonly keyFaults: readonly ReadFault[]
}

/** Options that make the parser read YAML by our own parser, only files below `root`, and nothing from the network. */
export function readerOptions(root: string, sources: Map<string, SourceFile>): ParserOptions {
  const parse = (info: FileInfo): unknown => {
    const path = toPath(info.url)
    const source = parseSource(String(info.data), shownPath(path))
    sources.set(path, source)
    return structuredClone(source.value)
  }
  return {
    parse: { json: false, text: false, binary: false, yaml: { order: 1, canParse: true, parse } },
    resolve: {
      http: false,
      file: { order: 1, canRead: true, read: (info: FileInfo) => readWithin(root, toPath(info.url)) },
    },
    dereference: { circular: false },
  }
}

/**
 * Reads a document and everything it refers to. Throws a Fault for a file that is missing, unreadable or outside `bound` (by
 * default, `boundOf` the document), and for a recursive schema; `openDocument` reads those, too.
 */
export async function loadDocument(path: string, bound?: string): Promise<Document> {
  const root = bound ?? (await boundOf(path))
  const sources = new Map<string, SourceFile>()
  const file = resolve(path)
  const value = await $RefParser
    .dereference(file, readerOptions(resolve(root), sources))
    .catch((error: unknown) => Promise.reject(toFault(error, shownPath(file), sources)))
  if (!fitsBudget(value))
    throw new Fault(`${shownPath(file)}: its $refs expand to too many values`, 'Let fewer schemas refer to each other.')
  const raw = sources.get(file)?.value
  return { file: shownPath(file), raw, value, locate: locator(sources, file), refFaults: [], keyFaults: [] }
}

/** Finds where the values of a resolved document are written. */
export const locator =
  (sources: ReadonlyMap<string, SourceFile>, file: string): Document['locate'] =>
  (parts) =>
    follow(sources, file, parts.map(String))

const toPath = (url: string): string => {
  if (/^https?:/i.test(url))
    throw new Fault(`${url}: only files can be read`, 'Save it beside the document, and refer to the copy.')
  return url.startsWith('file:') ? fileURLToPath(url) : resolve(decodeURI(url))
}

/** Walks the files as written, moving to another place at every `$ref`. */
function follow(sources: ReadonlyMap<string, SourceFile>, file: string, parts: readonly string[]): Place {
  let at = { file, parts: [] as readonly string[] }
  for (const part of parts) {
    at = afterRefs(sources, at, part)
    at = { file: at.file, parts: [...at.parts, part] }
  }
  const source = sources.get(at.file)
  return { file: source?.file ?? shownPath(file), line: source?.lineOf(toPointer(at.parts)) ?? 1 }
}

function afterRefs(
  sources: ReadonlyMap<string, SourceFile>,
  start: { file: string; parts: readonly string[] },
  next: string,
): typeof start {
  let at = start
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    const value = valueAt(sources.get(at.file)?.value, at.parts)
    if (!isContainer(value) || typeof value['$ref'] !== 'string' || Object.hasOwn(value, next)) return at
    const named = refTarget(at.file, value['$ref'])
    const target = named && pointedTarget(named, at, sources)
    if (!target) return at
    at = target
  }
  return at
}

/** The parser wraps what its readers throw; the inner Fault is clearer. */
export function toFault(error: unknown, file: string, sources: ReadonlyMap<string, SourceFile>): Fault {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof Fault) return at
  const circle = error instanceof ReferenceError ? /#(\S+)/.exec(error.message)?.[1] : undefined
  if (circle !== undefined)
    return new Fault(
      `${file}: the $ref at ${circle} leads back to itself`,
      'Recursive schemas are not supported; break the cycle.',
      { cause: error },
    )
  const missing = /^Missing \$ref pointer "[^"#]*(#[^"]*)"/.exec(error instanceof Error ? error.message : '')?.[1]
  if (missing !== undefined)
    return new Fault(
      `${placeOfRef(sources.values(), missing) ?? file}: the $ref ${missing} leads nowhere`,
      'Correct the name, or add what it refers to.',
      { cause: error },
    )
  if (error instanceof SyntaxError && error.message.endsWith('is not a valid JSON Schema'))
    return new Fault(`${file}: is not a document`, 'It must contain a YAML or JSON object.', { cause: error })
  const inner =
    isContainer(error) && 'ioErrorCode' in error ? '' : String(error instanceof Error ? error.message : error)
  return new Fault(`${file}: ${inner || 'cannot be read'}`, 'Fix the file or the $ref.', { cause: error })
}
