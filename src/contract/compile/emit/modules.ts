import { groupNames, holeName } from '../../model/body-template.ts'
import { emitType, keyText, typeText, type TypeNames } from './types.ts'
import type { AnyFace } from '../../model/face.ts'
import { isAudience } from '../../model/face.ts'
import { allMessages } from '../../read/asyncapi.ts'
import { documentedOperations, rootOf, variesOf } from '../../read/faces.ts'
import type { Document } from '../../read/load.ts'
import { texts } from '../../read/openapi.ts'
import { valueAt } from '../../model/pointer.ts'
import { isContainer } from '../../../json.ts'

/** A type for each schema under `components` of the documents as written; a repeated name is used once. */
export function emitSchemaTypes(specs: readonly Document[]): string {
  const schemas = specs.flatMap(({ raw }) => Object.entries(recordAt(raw, ['components', 'schemas'])))
  return [...new Map(schemas)].map(([name, schema]) => `${emitType(name.replaceAll(/\W/g, ''), schema)}\n`).join('')
}

/** The types of editions, operations, outcomes, and the values of their varying parts. */
export function emitOutcomeTypes(specs: readonly Document[], faces: readonly AnyFace[]): string {
  const editions = [...new Set(faces.map(({ edition }) => edition))]
  const operations = [...new Set(faces.map(({ operation }) => operation))]
  const rows = operations.map((id) => `  readonly ${keyText(id)}: {\n${outcomeRows(specs, id)}  }\n`)
  return `
/** A version of the contract. */
export type Edition = ${editions.map((edition) => JSON.stringify(edition)).join(' | ')}

/** Operation → outcome → the values of its varying parts; null: its body never varies. Over all faces. */
export interface Outcomes {
${rows.join('')}}

export type OperationId = keyof Outcomes
export type OutcomeName<Id extends OperationId> = keyof Outcomes[Id] & string

/** Outcomes with a 2xx status, which run the operation's act. */
export interface Successes {
${operations.map((id) => `  readonly ${keyText(id)}: ${successNames(faces, id)}\n`).join('')}}
`
}

const successNames = (faces: readonly AnyFace[], id: string): string => {
  const names = faces
    .filter(({ operation }) => operation === id)
    .flatMap(({ outcomes }) => outcomes.filter(({ status }) => status < 300))
  return [...new Set(names.map(({ name }) => JSON.stringify(name)))].join(' | ')
}

/** The types of event payloads, by the names of the events sent. */
export function emitEventTypes(specs: readonly Document[]): string {
  const rows = specs.flatMap((spec) => {
    const names = schemaNames(spec)
    const sent = allMessages(rootOf(spec)).filter(({ value }) => isAudience(value['x-audience']))
    return sent.map(
      ({ value }) => `  readonly ${keyText(String(value['name']))}: ${typeText(value['payload'], '  ', names)}\n`,
    )
  })
  return `\n/** Event sent by the server → its payload. */\nexport interface EventPayloads {\n${[...new Set(rows)].join('')}}\n`
}

/** A row for each outcome, in order; of an outcome shared by editions, the first that varies counts. */
function outcomeRows(specs: readonly Document[], id: string): string {
  const rows = new Map<string, string>()
  for (const spec of specs) {
    const names = schemaNames(spec)
    for (const { operation, examples } of documentedOperations(spec).filter((each) => each.id === id)) {
      const byName = new Map(examples.map((found) => [found.name, found]))
      for (const name of texts(operation.value['x-outcomes'])) {
        const found = byName.get(name)
        const values = found ? valuesType(variesOf(found.example), names) : 'null'
        if ((rows.get(name) ?? 'null') === 'null') rows.set(name, values)
      }
    }
  }
  return [...rows].map(([name, values]) => `    readonly ${keyText(name)}: ${values}\n`).join('')
}

/** The named schemas of a document by identity: resolving a `$ref` returns the object it refers to. */
const schemaNames = (spec: Document): Map<unknown, string> =>
  new Map(
    Object.entries(recordAt(spec.value, ['components', 'schemas'])).map(([name, schema]) => [
      schema,
      name.replaceAll(/\W/g, ''),
    ]),
  )

function valuesType(varies: Readonly<Record<string, unknown>>, names: TypeNames): string {
  const parts = Object.entries(varies).flatMap(([pointer, schema]) => {
    const groups = groupNames(schema)
    if (groups.length > 0) return groups.map((name) => `readonly ${keyText(name)}: string | number`)
    return [`readonly ${keyText(holeName(pointer))}: ${typeText(schema, '', names)}`]
  })
  return parts.length === 0 ? 'null' : `{ ${parts.join('; ')} }`
}

const recordAt = (value: unknown, path: readonly string[]): Record<string, unknown> => {
  const found = valueAt(value, path)
  return isContainer(found) ? found : {}
}
