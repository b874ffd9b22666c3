import { editionOf, rootOf } from '../../read/faces.ts'
import type { Document } from '../../read/load.ts'
import { operationsOf } from '../../read/openapi.ts'

/** The routes of the control plane. Its operations have no outcomes, so the document describes them completely. */
export function emitControlRoutes(specs: readonly Document[]): string {
  const routes = specs
    .filter(({ file }) => editionOf(file).api === 'control')
    .flatMap((spec) => operationsOf(rootOf(spec)))
    .map(({ path, method, operation }) => ({ id: String(operation.value['operationId']), method, path }))
  return `
/** Every operation of the control plane. */
export const controlRoutes = ${JSON.stringify(routes, null, 1)} as const

export type ControlOperation = (typeof controlRoutes)[number]['id']
`
}
