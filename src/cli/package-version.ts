import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isObject } from '../json.ts'

/** The version of this package. */
export async function packageVersion(): Promise<string> {
  const about: unknown = JSON.parse(await readFile(join(import.meta.dirname, '../../package.json'), 'utf8'))
  return isObject(about) ? String(about['version']) : ''
}
