import type { Requester } from './requester.ts'

/** The rows of one table of a world. */
export interface RowTable<Row> {
  /** A page of rows, the first hundred by default, with the total number. */
  readonly list: (page?: {
    readonly offset?: number
    readonly limit?: number
  }) => Promise<{ readonly rows: readonly Row[]; readonly total: number }>
  readonly get: (key: string) => Promise<Row>
  /** Like `get`, but undefined if there is no such row. */
  readonly find: (key: string) => Promise<Row | undefined>
  readonly put: (key: string, row: Row) => Promise<Row>
  /** Changes members; null removes one, or sets a required one to null. */
  readonly change: (key: string, patch: { readonly [Name in keyof Row]?: Row[Name] | null }) => Promise<Row>
  readonly remove: (key: string) => Promise<void>
}

export const rowTable = <Row>({ json, find }: Requester, path: string): RowTable<Row> => {
  const at = (key: string): string => `${path}/${encodeURIComponent(key)}`
  return {
    list: (page = {}) => json('GET', path, { query: { ...page } }),
    get: (key) => json('GET', at(key)),
    find: (key) => find<Row>(at(key)),
    put: (key, body) => json('PUT', at(key), { body }),
    change: (key, body) => json('PATCH', at(key), { body }),
    remove: async (key) => void (await json('DELETE', at(key))),
  }
}
