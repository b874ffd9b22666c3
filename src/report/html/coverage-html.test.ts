import { describe, expect, it } from 'vitest'
import { compact, itemsIn } from '../../../tests/support/ctrf-parts.ts'
import type { CoverageRow } from '../../verify/model/summary.ts'
import { coverageSection } from './coverage-html.ts'

const NONE = { held: 0, broken: 0, differs: 0, known: 0, blocked: 0, never: 0 }
const row = (
  operation: string,
  source: CoverageRow['source'],
  outcomes: Partial<CoverageRow['outcomes']>,
): CoverageRow => ({
  operation,
  edition: 'current',
  source,
  outcomes: { ...NONE, ...outcomes },
  heldOn: {},
})
const section = (coverage: readonly CoverageRow[]): string =>
  compact(coverageSection({ arranger: 'static', summary: { coverage, heldInPart: [] } }))
const cells = (text: string, tag: string): string[] =>
  [...text.matchAll(new RegExp(`<${tag}(?: [^>]*)?>(.*?)</${tag}>`, 'g'))].map(([, inside = '']) => inside)

describe('coverage', () => {
  it('is not shown where there is none', () => expect(section([])).toBe(''))

  it('has a row for each operation and a column for each source that occurs, in the order of their strength', () => {
    const text = section([row('a', 'inferred', { held: 1 }), row('b', 'document', { held: 1 })])
    expect(cells(text, 'th')).toEqual(['operation', 'document', 'inferred', 'a', 'b'])
    expect(cells(text, 'td').map((cell) => cell.includes('>none<'))).toEqual([true, false, false, true])
  })

  it('has a bar beside its words, for eyes alone', () => {
    expect(cells(section([row('a', 'server', { held: 1, never: 2 })]), 'td')).toEqual([
      ' <svg class="bar" viewBox="0 0 3 1" preserveAspectRatio="none" aria-hidden="true"> <rect class="is-held" x="0" y="0" width="1" height="1"></rect><rect class="is-never" x="1" y="0" width="2" height="1"></rect> </svg> <span>1 of 3 held, 2 never tried</span> ',
    ])
  })

  it('says in words how many of all held, and what became of the others', () => {
    const outcomes = { held: 2, broken: 1, differs: 3, known: 4, blocked: 5, never: 6 }
    expect(section([row('a', 'server', outcomes)])).toContain(
      '<span>2 of 21 held, 1 broken, 3 differs, 4 known, 5 blocked, 6 never tried</span>',
    )
    expect(section([row('a', 'server', { held: 2 })])).toContain('<span>2 of 2 held</span>')
  })

  it('draws bars on one scale, each state after the other', () => {
    const text = section([row('a', 'document', { held: 2, known: 1 }), row('b', 'document', { held: 4, never: 3 })])
    expect(text.match(/viewBox="0 0 7 1"/g)).toHaveLength(2)
    expect([...text.matchAll(/<rect (.*?)>/g)].map(([, each]) => each)).toEqual([
      'class="is-held" x="0" y="0" width="2" height="1"',
      'class="is-known" x="2" y="0" width="1" height="1"',
      'class="is-held" x="0" y="0" width="4" height="1"',
      'class="is-never" x="4" y="0" width="3" height="1"',
    ])
  })

  it('explains its colours, and what held in part', () => {
    const legend = ['held', 'broken', 'differs', 'known', 'blocked', 'never']
    const items = itemsIn(
      coverageSection({
        arranger: 'static',
        summary: {
          coverage: [row('a', 'document', { held: 1 })],
          heldInPart: [{ outcome: 'a/b', on: ['http'], notOn: ['polling'] }],
        },
      }),
    )
    expect(items).toEqual([
      ...legend.map((state) => `<span class="swatch is-${state}"></span> ${state === 'never' ? 'never tried' : state}`),
      '1 outcome held on http, not on polling: a/b',
    ])
  })
})
