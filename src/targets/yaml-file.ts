import { readFile } from 'node:fs/promises'
import { shownPath } from '../contract/read/shown-path.ts'
import { toText } from '../contract/read/text.ts'
import { Fault } from '../fault.ts'
import { valueOfFile, type YamlValue } from './yaml-value.ts'

/** Reads a YAML file. Throws a Fault with file and line for invalid YAML or bytes that are not UTF-8, and one with `fix` for an unreadable file. */
export async function loadYaml(file: string, fix: string): Promise<YamlValue> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new Fault(`${file}: cannot be read`, fix, { cause: error })
  })
  // Most runs read no file, so the YAML parser is loaded with the first.
  const { parseSource } = await import('../contract/read/source.ts')
  return valueOfFile(parseSource(toText(bytes, shownPath(file)), shownPath(file)))
}
