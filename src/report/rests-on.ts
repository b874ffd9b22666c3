import type { Source } from '../verify/model/finding.ts'
import type { CaseResult } from '../verify/model/result.ts'

/** Strongest first, as they are listed. */
const SOURCES: readonly Source[] = ['document', 'server', 'inferred']

/** The strongest source among the findings of a case; that of the case itself if there are none. */
export const strongestOf = ({ findings, source }: Pick<CaseResult, 'findings' | 'source'>): Source =>
  SOURCES.find((each) => findings.some((finding) => finding.source === each)) ?? source

/** What the findings of a case break, strongest first: `document: 002_….txt#Response; inferred`. */
export function restsOn(result: Pick<CaseResult, 'findings' | 'source' | 'sources'>): string {
  const { findings, source, sources } = result
  if (findings.length === 0) return textOf(source, sources)
  return SOURCES.flatMap((each) => {
    const own = findings.filter((finding) => finding.source === each)
    return own.length === 0
      ? []
      : [
          textOf(
            each,
            own.flatMap((finding) => finding.sources),
          ),
        ]
  }).join('; ')
}

function textOf(source: Source, sources: readonly string[]): string {
  const others = [...new Set(sources)].filter((each) => each !== source)
  return others.length === 0 ? source : `${source}: ${others.join(', ')}`
}
