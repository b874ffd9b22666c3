import type { Face } from '../../contract/model/face.ts'
import { operations } from '../../mock/operations.ts'

/** The outcomes of a contract of the user's own that have no rule, as `operation/outcome`: nothing but force brings them about. */
export const onlyForced = (faces: readonly Face[]): string[] =>
  faces.flatMap(({ operation, outcomes }) => {
    const ruled = Object.entries(operations).find(([id]) => id === operation)?.[1].names ?? []
    return outcomes.filter(({ name }) => !ruled.includes(name)).map(({ name }) => `${operation}/${name}`)
  })
