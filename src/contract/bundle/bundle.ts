import { resolve } from 'node:path'
import { $RefParser } from '@apidevtools/json-schema-ref-parser'
import { Fault } from '../../fault.ts'
import { bundleFiles } from './files.ts'
import { nullTypesIn } from './nullable.ts'
import { readerOptions, toFault } from '../read/load.ts'
import { shownPath } from '../read/shown-path.ts'
import type { SourceFile } from '../read/source.ts'
import { isObject } from '../../json.ts'

/**
 * Bundles an OpenAPI document: references to other files are inlined or moved under `components`, so that every `$ref` names a
 * component. In 3.1, `nullable: true` becomes a type with null. Throws a Fault for what cannot be read, like `loadDocument`.
 */
export async function bundleDocument(path: string, root: string): Promise<object> {
  const file = resolve(path)
  const sources = new Map<string, SourceFile>()
  await $RefParser
    .resolve(file, readerOptions(resolve(root), sources))
    .catch((error: unknown) => Promise.reject(toFault(error, shownPath(file), sources)))
  const bundled = bundleFiles(file, sources)
  if (!isObject(bundled))
    throw new Fault(`${shownPath(file)}: is not a document`, 'It must contain a YAML or JSON object.')
  return String(bundled['openapi']).startsWith('3.1') ? nullTypesIn(bundled) : bundled
}
