import { describe, expect, it } from 'vitest'
import { brokenCase, caseResult, runInfo, summaryOf } from '../../tests/support/sample-report.ts'
import type { CaseResult } from '../verify/model/result.ts'
import { workflowOutputs } from './github-outputs.ts'
import type { Report } from './report.ts'

const reportOf = (results: CaseResult[], documented: number, held: number): Report => ({
  run: runInfo(),
  startedAt: Date.UTC(2026, 2, 3),
  identities: [],
  results,
  leftBehind: [],
  notes: [],
  summary: summaryOf(results, { outcomes: { documented, held }, identities: [] }),
})

describe('as outputs of a step', () => {
  it('runs have a verdict, the coverage of all of them, and the number of cases of each verdict', () => {
    const text = workflowOutputs([reportOf([caseResult()], 3, 1), reportOf([brokenCase()], 4, 4)], {}, 'end')
    const outputs = [...text.matchAll(/(\w+)<<end\n(.*)\nend\n/g)].map(([, name, value]) => `${name} ${value}`)
    expect(outputs.join(', ')).toBe(
      'verdict broken, coverage 71, held 1, broken 1, differs 0, known 0, blocked 0, skipped 0',
    )
  })

  it('coverage is rounded down, so that only whole coverage is 100', () => {
    const coverage = (held: number) =>
      /coverage<<end\n(\d+)/.exec(workflowOutputs([reportOf([], 200, held)], {}, 'end'))?.[1]
    expect([coverage(199), coverage(200), coverage(1)]).toEqual(['99', '100', '0'])
  })

  it('no run at all has no coverage, and no figures', () => {
    const text = workflowOutputs([], {}, 'end')
    expect(text).toContain('verdict<<end\nnothing-run\nend\ncoverage<<end\n0\nend\nheld<<end\n0\nend\n')
  })

  it('a path cannot set another output, whatever is in it', () => {
    const text = workflowOutputs([], { junit: 'a\nverdict=held\nb' }, 'end')
    expect(text).toMatch(/junit<<end\na\nverdict=held\nb\nend\n$/)
  })
})
