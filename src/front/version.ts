import type { Edition } from '../contract/compiled/types.ts'

/** The version that a server of an edition tells its clients: without a patch, as to anybody who is not logged in. */
export const versionOf = (edition: Edition): string => (NUMBERED.test(edition) ? edition : (OLDER[edition] ?? CURRENT))

/** An edition that is called by the server's version. */
const NUMBERED = /^\d+\.\d+$/

/** What served the documents of that year. */
const OLDER: Readonly<Record<string, string>> = { '2022': '5.3' }

/** The version whose texts and orders fill in what the documents leave open. */
const CURRENT = '8.0'
