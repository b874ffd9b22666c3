import { DEFAULT_COERCION, isCoercion, type Coercion } from '../model/coercion.ts'
import { member, type Part } from './openapi.ts'

/** How the query and the body of an operation are converted before they are judged (`x-coercion`). */
export function coercionOf(operation: Part): Readonly<Record<'query' | 'body', Coercion>> {
  const { query, body } = member(operation, 'x-coercion').value
  return {
    query: isCoercion(query) ? query : DEFAULT_COERCION.query,
    body: isCoercion(body) ? body : DEFAULT_COERCION.body,
  }
}
