import type { Contents } from './recipe.ts'

/** The same contents in a world of a server that trusts in this role, or in none: whom a world trusts, its server decides. */
export function trustedBy(contents: Contents, trust: string | null): Contents {
  const { settings } = contents.rows
  if (settings === undefined) return contents
  const trusting = settings.map(([key, row]) => [key, row && { ...row, trust }] as const)
  return { ...contents, rows: { ...contents.rows, settings: trusting } }
}
