import type { IdKind } from '../domain/operation.ts'
import type { ClockSetting, Settings, TableName, Tables } from '../domain/state.ts'
import type { SeedTables } from './seed-tables.ts'

/** The initial state of a world. Kept as long as the world exists, so that a reset can restore it. */
export interface Recipe {
  readonly tables: SeedTables
  /** Varies its ids from those of other worlds with the same seed. */
  readonly salt: string
  readonly clock: ClockSetting
  readonly settings: Settings
  /** The key with which another system signs tokens; null for the seed's own key. */
  readonly jwtSecret: string | null
}

/** The state of a world beyond its seed: current settings and clock, the rows written (null for removed ones), and the number of ids created of each kind. */
export interface Contents {
  readonly rows: { readonly [Name in TableName]?: readonly (readonly [key: string, row: Tables[Name] | null])[] }
  readonly ids: { readonly [Kind in IdKind]?: number }
}

/** The same contents in a world of a server that trusts in this role, or in none: whom a world trusts, its server decides. */
export function trustedBy(contents: Contents, trust: string | null): Contents {
  const { settings } = contents.rows
  if (settings === undefined) return contents
  const trusting = settings.map(([key, row]) => [key, row && { ...row, trust }] as const)
  return { ...contents, rows: { ...contents.rows, settings: trusting } }
}
