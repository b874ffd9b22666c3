import type { Edition } from '../../contract/compiled/types.ts'
import type { Clock } from '../../world/clock.ts'
import type { RecipeKeeper } from './recipe-data.ts'

/** What a store beyond this process needs from the mock that it is for. */
export interface StoreParts {
  /** The clock behind running worlds. */
  readonly machine: Clock
  /** The bytes that the rows of a world may take. */
  readonly mostBytes: number
  /** A store that another edition wrote is refused; null: whatever wrote it, and nothing is created. */
  readonly edition: Edition | null
  readonly recipes: RecipeKeeper
  /** Names this process in entries, differently at each start. */
  readonly by: string
  /** Called with what people must hear of, in one line. */
  readonly onWarning?: (line: string) => void
  /** Called with failures of our own that concern no call. */
  readonly onFault?: (fault: unknown) => void
}
