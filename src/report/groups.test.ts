import { describe, expect, it } from 'vitest'
import { caseResult } from '../../tests/support/sample-report.ts'
import type { CaseResult } from '../verify/model/result.ts'
import { titleOf } from './case-title.ts'
import { toFileLine } from './file-line.ts'
import { blockedGroups, noteGroups, skippedGroups } from './groups.ts'
import { pretty } from './pretty.ts'

const blocked = (id: string, kind: CaseResult['kind'], reason: string | null) =>
  caseResult({ id, verdict: 'blocked', kind, reason })

describe('results', () => {
  it('that are blocked are one group for each kind and reason, the largest first', () => {
    const results = [
      blocked('a', 'safety', 'because'),
      blocked('b', 'identity', 'because'),
      caseResult({ id: 'held', reason: 'because' }),
      blocked('c', 'identity', 'because'),
      blocked('d', null, null),
    ]
    expect(
      blockedGroups({ results }).map((group) => [group.kind, group.says, group.results.map(({ id }) => id)]),
    ).toEqual([
      ['identity', 'because', ['b', 'c']],
      ['safety', 'because', ['a']],
      ['situation', 'no reason given', ['d']],
    ])
  })

  it('are counted once for each note, however often they say it', () => {
    const results = [caseResult({ id: 'a', notes: ['x', 'y', 'x'] }), caseResult({ id: 'b', notes: ['y'] })]
    expect(noteGroups({ results }).map(({ says, results: { length } }) => [says, length])).toEqual([
      ['y', 2],
      ['x', 1],
    ])
    expect(noteGroups({ results: [] })).toEqual([])
  })

  it('are called by their transport where that is not HTTP', () => {
    expect([titleOf({ id: 'a/b', transport: 'http' }), titleOf({ id: 'a/b', transport: 'polling' })]).toEqual([
      'a/b',
      'a/b (polling)',
    ])
  })
})

it.each([
  ['specs/a.yaml:12', { file: 'specs/a.yaml', line: 12 }],
  ['C:\\a.yaml:12:5', { file: 'C:\\a.yaml', line: 12 }],
  ['a:b.yaml:1', { file: 'a:b.yaml', line: 1 }],
  ['a.yaml', null],
  [':12', null],
  ['a.yaml:x', null],
  ['', null],
])('the place %s is %j', (at, place) => {
  expect(toFileLine(at)).toEqual(place)
})

describe('JSON is shown over several lines', () => {
  it('and anything else as it is', () => {
    expect(pretty('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}')
    for (const text of ['{"a":', 'text', '']) expect(pretty(text)).toBe(text)
  })

  it('unless it is too deep or too long', () => {
    const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
    expect(pretty(deep(200))).toContain('\n')
    expect(pretty(deep(201))).toBe(deep(201))
    const long = (characters: number): string => JSON.stringify({ a: 'x'.repeat(characters - 8) })
    expect(pretty(long(256 * 1024))).toContain('\n')
    expect(pretty(long(256 * 1024 + 1))).not.toContain('\n')
  })
})

it('results without a reason are one group with those that say there is none', () => {
  const none = 'no reason given'
  expect(blockedGroups({ results: [blocked('a', null, null), blocked('b', 'situation', none)] })).toHaveLength(1)
  const skipped = [null, none].map((reason) => caseResult({ verdict: 'skipped', reason }))
  expect(skippedGroups({ results: [...skipped, caseResult()] })).toEqual([{ says: none, results: skipped }])
})
