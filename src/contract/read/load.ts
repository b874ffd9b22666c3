import { readFile, realpath } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { $RefParser, type FileInfo, type ParserOptions } from '@apidevtools/json-schema-ref-parser'
import { Fault } from '../../fault.ts'
import { placeOfRef } from './broken-ref.ts'
import { fitsBudget, pointerParts, valueAt } from '../model/pointer.ts'
import { shownPath } from './shown-path.ts'
import { parseSource, type SourceFile } from './source.ts'
import { isContainer } from '../../json.ts'

/** A place in a file. `line` counts from 1. */
export interface Place {
  readonly file: string
  readonly line: number
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
      file: { order: 1, canRead: true, read: (info: FileInfo) => readBelow(root, toPath(info.url)) },
    },
    dereference: { circular: false },
  }
}

/** Reads a document and everything it refers to. Throws a Fault for a file that is missing, unreadable or outside `root`. */
export async function loadDocument(path: string, root: string = dirname(path)): Promise<Document> {
  const sources = new Map<string, SourceFile>()
  const file = resolve(path)
  const value = await $RefParser
    .dereference(file, readerOptions(resolve(root), sources))
    .catch((error: unknown) => Promise.reject(toFault(error, shownPath(file), sources)))
  if (!fitsBudget(value))
    throw new Fault(`${shownPath(file)}: its $refs expand to too many values`, 'Let fewer schemas refer to each other.')
  const locate = (parts: readonly (string | number)[]): Place => follow(sources, file, parts.map(String))
  return { file: shownPath(file), raw: sources.get(file)?.value, value, locate }
}

const toPath = (url: string): string => {
  if (/^https?:/i.test(url))
    throw new Fault(`${url}: only files can be read`, 'Save it beside the document, and refer to the copy.')
  return url.startsWith('file:') ? fileURLToPath(url) : resolve(decodeURI(url))
}

async function readBelow(root: string, path: string): Promise<string> {
  const real = await realpath(path).catch(() => {
    throw new Fault(`${shownPath(path)}: no such file`, 'Check the path, or the $ref that names it.')
  })
  const inside = relative(await realpath(root), real)
  if (inside.startsWith('..') || resolve(inside) === inside)
    throw new Fault(
      `${shownPath(path)}: is outside ${shownPath(root)}`,
      'Move it there, or start in a folder that contains both.',
    )
  return readFile(real, 'utf8').catch((error: unknown) => {
    throw new Fault(`${shownPath(path)}: cannot be read`, 'It must be a file that you have permission to read.', {
      cause: error,
    })
  })
}

/** Walks the files as written, moving to another place at every `$ref`. */
function follow(sources: ReadonlyMap<string, SourceFile>, file: string, parts: readonly string[]): Place {
  let at = { file, parts: [] as readonly string[] }
  for (const part of parts) {
    at = afterRefs(sources, at)
    at = { file: at.file, parts: [...at.parts, part] }
  }
  const source = sources.get(at.file)
  const pointer = at.parts.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  return { file: source?.file ?? shownPath(file), line: source?.lineOf(pointer) ?? 1 }
}

const MAX_REFS = 100

function afterRefs(
  sources: ReadonlyMap<string, SourceFile>,
  start: { file: string; parts: readonly string[] },
): typeof start {
  let at = start
  for (let hops = 0; hops < MAX_REFS; hops++) {
    const value = valueAt(sources.get(at.file)?.value, at.parts)
    if (!isContainer(value) || typeof value['$ref'] !== 'string') return at
    const [path, fragment = ''] = value['$ref'].split('#')
    at = { file: path ? resolve(dirname(at.file), path) : at.file, parts: pointerParts(fragment) }
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
  const inner =
    isContainer(error) && 'ioErrorCode' in error ? '' : String(error instanceof Error ? error.message : error)
  return new Fault(`${file}: ${inner || 'cannot be read'}`, 'Fix the file or the $ref.', { cause: error })
}
