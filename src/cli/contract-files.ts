import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** The folder of the contracts, in a checkout and in an installed package. */
export const specsFolder: string = join(import.meta.dirname, '../../specs')

const ENDING = '.openapi.yaml'

/** The OpenAPI documents of the contract, in the order of their names. */
export const contractFiles = (): Promise<string[]> => filesEnding(ENDING)

/** All documents of the contract: OpenAPI and AsyncAPI. */
export const allContractFiles = async (): Promise<string[]> => [
  ...(await contractFiles()),
  ...(await filesEnding('.asyncapi.yaml')),
]

const filesEnding = async (ending: string): Promise<string[]> =>
  (await readdir(specsFolder))
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(specsFolder, name))

/** The document of an API in an edition, else the current one; undefined if there is no such API. */
export function fileFor(api: string, edition: string, files: readonly string[]): string | undefined {
  const ends = [`${api}.${edition}${ENDING}`, `${api}${ENDING}`]
  return ends.map((end) => files.find((file) => file.endsWith(join('specs', end)))).find((file) => file !== undefined)
}
