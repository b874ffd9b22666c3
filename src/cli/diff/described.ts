import type { Coercion } from '../../contract/model/coercion.ts'
import type { EditionWords } from '../../contract/model/edition-words.ts'
import type { Face } from '../../contract/model/face.ts'
import { coercionOf } from '../../contract/read/coercion.ts'
import { editionWordsIn } from '../../contract/read/edition-words.ts'
import { facesOf, rootOf } from '../../contract/read/faces.ts'
import type { Document } from '../../contract/read/load.ts'
import { operationsOf, type Part } from '../../contract/read/openapi.ts'
import { bodySchema, querySchema } from '../../contract/read/request-schemas.ts'
import { isContainer } from '../../json.ts'

/** All that a contract says of an operation to its clients. */
export interface DescribedOperation {
  readonly face: Face
  /** In the order in which they are checked. */
  readonly parameters: readonly DescribedParameter[]
  /** Whether unlisted parameters are allowed. */
  readonly allowsMore: boolean
  /** JSON Schema of its JSON body; null: it reads none. */
  readonly body: unknown
  readonly coercion: Readonly<Record<'query' | 'body', Coercion>>
}

/** A query parameter, with its JSON Schema. */
export interface DescribedParameter {
  readonly name: string
  readonly isRequired: boolean
  readonly schema: unknown
}

/** An edition, or contracts of the user's own, as clients meet it. */
export interface DescribedContract {
  readonly name: string
  readonly operations: readonly DescribedOperation[]
  readonly words: EditionWords
}

/** Describes what these documents say. */
export const describedContract = (name: string, documents: readonly Document[]): DescribedContract => ({
  name,
  operations: documents.flatMap((document) => {
    const parts = operationsOf(rootOf(document)).map(({ operation }) => operation)
    return facesOf(document).flatMap((face) => {
      const operation = parts.find(({ value }) => value['operationId'] === face.operation)
      return operation ? [described(face, operation)] : []
    })
  }),
  words: editionWordsIn(documents),
})

function described(face: Face, operation: Part): DescribedOperation {
  const query = querySchema(operation)
  const [properties, required] = [query?.['properties'], query?.['required']]
  return {
    face,
    parameters: Object.entries(isContainer(properties) ? properties : {}).map(([name, schema]) => ({
      name,
      isRequired: Array.isArray(required) && required.includes(name),
      schema,
    })),
    allowsMore: query?.['additionalProperties'] !== false,
    body: bodySchema(operation),
    coercion: coercionOf(operation),
  }
}

/**
 * A contract of the user's own and an edition, as a mock serves them together: of the edition, only the operations that the own
 * contract describes count, and it holds where the own one says nothing.
 */
export function asServed(own: DescribedContract, edition: DescribedContract): [DescribedContract, DescribedContract] {
  const names = own.operations.map(({ face }) => face.operation)
  const { elsewhere, settings } = edition.words
  return [
    {
      ...own,
      words: {
        elsewhere: own.words.elsewhere.length === 0 ? elsewhere : own.words.elsewhere,
        settings: { ...settings, ...own.words.settings },
      },
    },
    { ...edition, operations: edition.operations.filter(({ face }) => names.includes(face.operation)) },
  ]
}
