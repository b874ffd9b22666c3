import { expect, it } from 'vitest'
import { wrongBody, wrongStatus } from '../../tests/support/sample-report.ts'
import { restsOn, strongestOf } from './rests-on.ts'

const own = { source: 'inferred', sources: ['a.txt#One', 'inferred'] } as const

it('what a case breaks is listed by the sources of its findings, the strongest first', () => {
  const inferred = { ...wrongStatus, source: 'inferred', sources: ['a.txt#One', 'inferred'] } as const
  const stated = { ...wrongBody, source: 'document', sources: ['a.txt#Two'] } as const
  const result = { ...own, findings: [inferred, stated, stated] }
  expect(restsOn(result)).toBe('document: a.txt#Two; inferred: a.txt#One')
  expect(strongestOf(result)).toBe('document')
})

it('the real server weighs more than what is inferred, and less than a document', () => {
  const of = (source: 'document' | 'server' | 'inferred') => ({ ...wrongStatus, source, sources: [source] })
  const all = [of('inferred'), of('server'), of('document')]
  expect(restsOn({ ...own, findings: all })).toBe('document; server; inferred')
  expect([strongestOf({ ...own, findings: all.slice(0, 2) }), strongestOf({ ...own, findings: all })]).toEqual([
    'server',
    'document',
  ])
})

it('without findings it is the case itself', () => {
  expect(restsOn({ ...own, findings: [] })).toBe('inferred: a.txt#One')
  expect(strongestOf({ ...own, findings: [] })).toBe('inferred')
})
