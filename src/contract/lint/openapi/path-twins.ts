import { rootOf } from '../../read/faces.ts'
import type { Document } from '../../read/load.ts'
import { member, members } from '../../read/openapi.ts'
import { reporter, type LintFinding } from '../finding.ts'

/** No two paths match the same requests, such as `/a/{x}` and `/a/{y}`. */
export function checkPathTwins(document: Document): LintFinding[] {
  const report = reporter(document, 'path-twins')
  const first = new Map<string, string>()
  return members(member(rootOf(document), 'paths')).flatMap(([path, item]) => {
    const shape = path.replaceAll(/\{[^{}]*\}/g, '{}')
    const twin = first.get(shape)
    if (twin === undefined) {
      first.set(shape, path)
      return []
    }
    return [report(item.path, { message: `${path} matches the same requests as ${twin}`, fix: 'Merge the two.' })]
  })
}
