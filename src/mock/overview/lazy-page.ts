import type { Answer } from '../answer.ts'
import type { OverviewPage, OverviewPageParts } from './page.ts'

/** Answers `/` by a page that is loaded with its first visit: most mocks are never visited, and it brings every case with it. */
export function lazyOverviewPage(parts: OverviewPageParts): (...visit: Parameters<OverviewPage>) => Promise<Answer> {
  let loaded: Promise<OverviewPage> | undefined
  const load = async (): Promise<OverviewPage> => (await import('./page.ts')).createOverviewPage(parts)
  return async (...visit) => (await (loaded ??= load()))(...visit)
}
