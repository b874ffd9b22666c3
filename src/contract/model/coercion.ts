/**
 * How values of another type are converted before they are judged: not at all; texts, numbers and booleans to each other; or
 * those, and a single value to a list of one and back.
 */
export type Coercion = 'none' | 'scalars' | 'lists'

/** What queries and bodies are converted by unless the contract says otherwise. */
export const DEFAULT_COERCION: Readonly<Record<'query' | 'body', Coercion>> = { query: 'scalars', body: 'none' }

/** Whether a value is one of these words. */
export const isCoercion = (value: unknown): value is Coercion =>
  value === 'none' || value === 'scalars' || value === 'lists'

/** The same in the words of Ajv's option `coerceTypes`. */
export const COERCE_TYPES: Readonly<Record<Coercion, boolean | 'array'>> = {
  none: false,
  scalars: true,
  lists: 'array',
}
