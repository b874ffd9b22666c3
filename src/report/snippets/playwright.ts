import type { Face, Outcome } from '../../contract/model/face.ts'
import { singleQuoted } from './snippet.ts'

/** A route for a Playwright test that answers every call of the operation with the contract's example. */
export const toPlaywrightSnippet = (
  { method, path }: Pick<Face, 'method' | 'path'>,
  { status, mediaType, example }: Pick<Outcome, 'status' | 'mediaType' | 'example'>,
): string =>
  [
    `await page.route(${pattern(path)}, (route) =>`,
    `  route.request().method() === ${singleQuoted(method)}`,
    '    ? route.fulfill({',
    `        status: ${status},`,
    `        contentType: ${singleQuoted(mediaType)},`,
    `        body: ${singleQuoted(example)},`,
    '      })',
    '    : route.fallback(),',
    ')',
  ].join('\n')

/** A regular expression for URLs whose path ends like the template, on any host and below any prefix. */
function pattern(path: string): string {
  const parts = path.split(/\{\w+\}/).map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`))
  return `/^[^?#]*${parts.join('[^/?#]+')}(?:[?#]|$)/`
}
