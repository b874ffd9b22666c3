import type { Answer } from '../answer.ts'
import type { OverviewPage, OverviewPageParts } from './page.ts'

/** Answers `/` with a page that is loaded on the first visit, since most mocks are never visited, and it loads all cases. */
export function lazyOverviewPage(parts: OverviewPageParts): (...visit: Parameters<OverviewPage>) => Promise<Answer> {
  let loaded: Promise<OverviewPage> | undefined
  const load = async (): Promise<OverviewPage> => (await import('./page.ts')).createOverviewPage(parts)
  return async (...visit) => (await (loaded ??= load()))(...visit)
}
