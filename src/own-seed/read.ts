import type { Seed } from '../contract/compiled/types.ts'
import { checkAgainst } from '../contract/read/check-against.ts'
import { placeText } from '../contract/read/faces.ts'
import { loadDocument, type Document } from '../contract/read/load.ts'
import { Fault } from '../fault.ts'
import { isSeed } from '../world/seeds/names.ts'
import { completeSeed } from './complete.ts'
import { isOwnSeed } from './form.ts'

/** Reads data of one's own from a YAML or JSON file. Throws a Fault with file and line for the first mistake. */
export async function readOwnSeed(path: string, schema: Document): Promise<Seed> {
  const document = await loadDocument(path)
  checkAgainst(schema, [document])
  if (!isOwnSeed(document.value)) throw new Fault(`${document.file}: contains no data`, 'Write a document into it.')
  return completeSeed(nameOf(document.file), document.value, (...parts) => placeText(document.locate(parts)))
}

/** The name of the file without its ending. A world would not find it under the name of another seed. */
function nameOf(file: string): string {
  const name = file.replace(/^.*[/\\]/, '').replace(/\.(?:ya?ml|json)$/i, '')
  if (!isSeed(name)) return name
  throw new Fault(`${file}: there is a seed ${name} already`, 'Rename the file.')
}
