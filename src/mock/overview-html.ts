import type { Overview } from './overview.ts'

/** The overview as a page of its own: no script, nothing from elsewhere, so that it can be saved and sent. */
export const overviewHtml = (overview: Overview): string =>
  `<!doctype html><title>greenroom</title><pre>${JSON.stringify(overview)}</pre>`
