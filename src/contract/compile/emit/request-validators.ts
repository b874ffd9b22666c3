import type { Coercion } from '../../model/coercion.ts'
import { coercionOf } from '../../read/coercion.ts'
import { editionOf, rootOf } from '../../read/faces.ts'
import type { Document } from '../../read/load.ts'
import { operationsOf } from '../../read/openapi.ts'
import { bodySchema, querySchema } from '../../read/request-schemas.ts'
import { isContainer } from '../../../json.ts'
import type { ValidatorSource } from './validators.ts'

/** The names of an operation's validators. */
interface Named {
  readonly query: string | null
  readonly body: string | null
}

/** The validators of requests. */
export interface RequestValidators {
  readonly sources: readonly ValidatorSource[]
  /** Edition → operation → names of its validators. */
  readonly table: ReadonlyMap<string, ReadonlyMap<string, Named>>
}

/** One validator for each distinct schema and coercion, and which operation of which edition uses which. */
export function requestValidatorsOf(specs: readonly Document[]): RequestValidators {
  const known = new Map<string, ValidatorSource>()
  const nameOf = (wanted: string, schema: unknown, coercion: Coercion): string | null => {
    if (!isContainer(schema)) return null
    const key = JSON.stringify([coercion, schema])
    const name = known.get(key)?.name ?? wanted.replaceAll(/\W/g, '_')
    known.set(key, { name, schema, coercion })
    return name
  }
  const table = new Map<string, Map<string, Named>>()
  for (const spec of specs) {
    const { edition } = editionOf(spec.file)
    const row = table.get(edition) ?? new Map<string, Named>()
    table.set(edition, row)
    for (const { operation } of operationsOf(rootOf(spec))) {
      const id = String(operation.value['operationId'])
      const suffix = edition === 'current' ? '' : `_${edition}`
      const { query, body } = coercionOf(operation)
      row.set(id, {
        query: nameOf(`${id}Query${suffix}`, querySchema(operation), query),
        body: nameOf(`${id}Body${suffix}`, bodySchema(operation), body),
      })
    }
  }
  return { sources: [...known.values()], table }
}

/** The types of a module of validators. */
export const emitDeclarations = ({ sources }: Pick<RequestValidators, 'sources'>): string =>
  `import type { Validator } from '../model/face.ts'\n\n${sources.map(({ name }) => `export declare const ${name}: Validator\n`).join('')}`

/** A module of the table, whose validators are in the module `from`. */
export function emitRequestValidators({ sources, table }: RequestValidators, from: string): string {
  const names = sources.map(({ name }) => name)
  const rows = [...table].map(([edition, row]) => {
    const cells = [...row].map(
      ([id, { query, body }]) => `    ${JSON.stringify(id)}: { query: ${query}, body: ${body} },\n`,
    )
    return `  ${JSON.stringify(edition)}: {\n${cells.join('')}  },\n`
  })
  return `import type { Validators } from '../model/face.ts'\nimport { ${names.join(', ')} } from './${from}'\n\n/** Edition → operation → its validators; an edition lists only the APIs it has a document for. */\nexport const requestValidators: Readonly<Record<string, Readonly<Record<string, Validators>>>> = {\n${rows.join('')}}\n`
}
