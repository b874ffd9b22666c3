import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** The folder of the contracts, in a checkout as well as in an installed package. */
export const specsFolder: string = join(import.meta.dirname, '../../specs')

const ENDING = '.openapi.yaml'

/** The files of the contracts, in the order of their names. */
export const contractFiles = async (): Promise<string[]> =>
  (await readdir(specsFolder))
    .filter((name) => name.endsWith(ENDING))
    .sort()
    .map((name) => join(specsFolder, name))

/** The document of an API in an edition: its own, else the current one; undefined where there is no such API. */
export function fileFor(api: string, edition: string, files: readonly string[]): string | undefined {
  const ends = [`${api}.${edition}${ENDING}`, `${api}${ENDING}`]
  return ends.map((end) => files.find((file) => file.endsWith(join('specs', end)))).find((file) => file !== undefined)
}
