import { nearestWord } from '../model/nearest.ts'
import type { Document } from '../read/load.ts'
import { member, texts, type Part } from '../read/openapi.ts'
import { contractOperations } from './contract-operations.ts'
import { reporter, type Complaint, type LintFinding, type ReportFinding } from './finding.ts'
import type { Known } from './known.ts'

/** Each document and section that a contract cites is known. */
export const checkCitedSources = (documents: readonly Document[], { sources }: Known): LintFinding[] =>
  sources
    ? documents.flatMap((document) => {
        const report = reporter(document, 'cited-sources')
        return contractOperations(document).flatMap((operation) =>
          [operation, ...operation.examples.map(({ example }) => example)].flatMap((part) =>
            wrongIn(part, sources, report),
          ),
        )
      })
    : []

type Sources = NonNullable<Known['sources']>

function wrongIn(part: Part, sources: Sources, report: ReportFinding): LintFinding[] {
  const stated = member(part, 'x-sources')
  const lists = [
    { path: [...part.path, 'x-source'], list: part.value['x-source'] },
    ...Object.entries(stated.value).map(([statement, list]) => ({ path: [...stated.path, statement], list })),
  ]
  return lists.flatMap(({ path, list }) =>
    texts(list).flatMap((source, index) => {
      const wrong = wrongSource(source, sources)
      return wrong ? [report([...path, String(index)], wrong)] : []
    }),
  )
}

/** `server` and `inferred` cite no document. */
function wrongSource(source: string, sources: Sources): Complaint | null {
  const at = source.indexOf('#')
  if (at < 0) return null
  const [name, section] = [source.slice(0, at), source.slice(at + 1)]
  const sections = sources.get(name)
  if (!sections)
    return { message: `no document is named ${name}`, fix: nearestOr(name, [...sources.keys()], 'the documents') }
  if (sections.includes(section)) return null
  return { message: `${name} has no section ${section}`, fix: nearestOr(section, sections, `the sections of ${name}`) }
}

function nearestOr(word: string, words: readonly string[], what: string): string {
  const meant = nearestWord(word, words)
  return meant === undefined
    ? `Correct it, or add it to ${what} in specs/sources.yaml.`
    : `Write ${meant}, or add it to ${what} in specs/sources.yaml.`
}
