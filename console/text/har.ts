import type { JournalEntry, MockInfo } from '../../src/contract/compiled/types.ts'
import { toHarText } from '../../src/report/formats/har-text.ts'
import { journalCalls } from '../../src/report/formats/journal-calls.ts'
import { baseUrlOf } from './replay.ts'

/** Calls as an HTTP archive (HAR 1.2), which `greenroom read` takes. */
export const toHar = (entries: readonly JournalEntry[], mock: MockInfo | null): string =>
  toHarText('greenroom', journalCalls(entries, baseUrlOf(mock)))
