import type { IdKind } from '../domain/operation.ts'
import type { ClockSetting, Settings, TableName, Tables } from '../domain/state.ts'
import type { SeedTables } from './seed-tables.ts'

/** How a world begins. Kept as long as the world is, so that a reset begins it the same way. */
export interface Recipe {
  readonly tables: SeedTables
  /** What tells its ids from those of other worlds of the seed. */
  readonly salt: string
  readonly clock: ClockSetting
  readonly settings: Settings
  /** The key that signs tokens in another system; null: the seed's own. */
  readonly jwtSecret: string | null
}

/** What a world holds beyond its seed: settings and clock as they stand, the rows written, null for one taken away, and how many ids of each kind it has made. */
export interface Contents {
  readonly rows: { readonly [Name in TableName]?: readonly (readonly [key: string, row: Tables[Name] | null])[] }
  readonly ids: { readonly [Kind in IdKind]?: number }
}
