import { describe, expect, it } from 'vitest'
import { openTags } from '../../../tests/support/open-tags.ts'
import { ctrfRun, ctrfTest } from '../../../tests/support/ctrf-parts.ts'
import { brokenCase, caseResult, runInfo, summaryOf } from '../../../tests/support/sample-report.ts'
import type { CtrfDocument, CtrfRun, CtrfTest } from './document.ts'
import { ctrfHtml, toHtmlReport } from './html-report.ts'

const page = (runs: readonly CtrfRun[], tests: readonly CtrfTest[] = []): string => {
  const document: CtrfDocument = { timestamp: '2026-03-03T10:30:59.000Z', results: { tests, extra: { runs } } }
  const html = ctrfHtml(document)
  expect(openTags(html)).toEqual([])
  return html.replaceAll(/\s+/g, ' ')
}
const CASES = { held: 1, broken: 2, differs: 3, known: 4, blocked: 5, skipped: 6 }

describe('a page', () => {
  it('is one document without a script, entitled by the verdict of each run', () => {
    const text = page([ctrfRun({}, { target: 'a<b' }), ctrfRun({ cases: CASES }, { edition: '2022' })])
    expect(text).toMatch(/^<!doctype html> <html lang="en">/)
    expect(text).toContain('<title> a&#60;b: the contract holds; staging: the contract is broken </title>')
    expect(text).toContain(
      '<footer><p>Written by greenroom. Secrets were removed before anything was written.</p></footer>',
    )
    expect(text).not.toContain('<script')
    expect(text.match(/<article>/g)).toHaveLength(2)
  })

  it('has a colour and a font for whatever its style names', () => {
    const text = page([ctrfRun()])
    const names = (pattern: RegExp) => new Set([...text.matchAll(pattern)].map(([, name]) => name))
    const used = names(/var\((--\w+)\)/g)
    expect(used.has('--mono')).toBe(true)
    expect([...used].filter((name) => !names(/(--\w+):/g).has(name))).toEqual([])
  })

  it('has the cases of each edition with its run', () => {
    const tests = [ctrfTest({ name: 'a/1' }), ctrfTest({ name: 'a/2', suite: ['a', '2022'] })]
    const [, first = '', second = ''] = page([ctrfRun(), ctrfRun({}, { edition: '2022' })], tests).split('<article>')
    expect([first.includes('a/1'), first.includes('a/2')]).toEqual([true, false])
    expect([second.includes('a/1'), second.includes('a/2')]).toEqual([false, true])
  })

  it('has broken cases before those that differ, of which the first three are open', () => {
    const many = (rawStatus: 'broken' | 'differs', count: number): CtrfTest[] =>
      Array.from({ length: count }, (_, n) => ctrfTest({ name: `${rawStatus}/${n}`, rawStatus, message: 'm' }))
    const text = page([ctrfRun({ cases: CASES })], [...many('differs', 2), ...many('broken', 4)])
    expect(text.match(/<details open>/g)).toHaveLength(3)
    expect(text.indexOf('<h2>Broken <span class="count">4</span></h2>')).toBeGreaterThan(0)
    expect(
      text.indexOf('<h2>Differs, with a weaker source than the gate <span class="count">2</span></h2>'),
    ).toBeGreaterThan(text.indexOf('<h2>Broken'))
  })
})

describe('the head of a run', () => {
  it('has its verdict in its colour', () => {
    expect(page([ctrfRun()])).toContain('<p class="verdict holds">the contract holds</p>')
    expect(page([ctrfRun({ cases: CASES })])).toContain('<p class="verdict fails">the contract is broken</p>')
    expect(page([ctrfRun({ stopped: 'x' })])).toContain('<p class="verdict fails">the run was stopped: x</p>')
    const cases = { held: 0, broken: 0, differs: 0, known: 0, blocked: 0, skipped: 1 }
    expect(page([ctrfRun({ cases })])).toContain('<p class="verdict none">nothing was judged</p>')
  })

  it('has the target, its URL if that is not its name, and when, how long and how much', () => {
    expect(page([ctrfRun()])).toContain(
      '<h1>staging <span class="muted">current</span></h1> <p class="muted"> <code>https://staging.example.org</code>, 2026-03-03 10:30 UTC, 1.2 s, 412 requests </p>',
    )
    const url = 'https://staging.example.org'
    expect(page([ctrfRun({}, { target: url })])).toContain('<p class="muted"> 2026-03-03 10:30 UTC, 1.2 s')
  })

  it('has every figure', () => {
    const text = page([ctrfRun({ cases: CASES })])
    expect([...text.matchAll(/<li class="is-(\w+)"><b>(\d)<\/b> (\w+)<\/li>/g)].map(([, ...each]) => each)).toEqual([
      ['held', '1', 'held'],
      ['broken', '2', 'broken'],
      ['differs', '3', 'differ'],
      ['known', '4', 'known'],
      ['blocked', '5', 'blocked'],
      ['skipped', '6', 'skipped'],
    ])
    expect(text).toContain('<li><b>63 %</b> coverage, 21 of 33 outcomes</li>')
  })
})

it('what is a matter of security has a section of its own, if there is any', () => {
  expect(page([ctrfRun()], [ctrfTest()])).not.toContain('<h2>Security')
  const tests = [
    ctrfTest({ name: 'a/b', rawStatus: 'known', extra: { security: ['x', '<y>'] } }),
    ctrfTest({ name: 'a/c', rawStatus: 'broken', extra: { security: ['x'] } }),
  ]
  const [, section = ''] =
    /<h2>Security <span class="count">3<\/span><\/h2>(.*?)<\/section>/.exec(page([ctrfRun()], tests)) ?? []
  expect([...section.matchAll(/<li>(.*?)<\/li>/g)].map(([, item]) => item)).toEqual([
    '<code>a/b</code> known: x',
    '<code>a/b</code> known: &#60;y&#62;',
    '<code>a/c</code> broken: x',
  ])
})

it('a run is shown as its CTRF report has it', () => {
  const results = [caseResult({ id: 'a/held' }), brokenCase({ id: 'a/broken' })]
  const html = toHtmlReport([
    {
      run: runInfo(),
      startedAt: Date.UTC(2026, 2, 3, 10, 30),
      identities: [],
      results,
      leftBehind: [],
      notes: ['a note'],
      summary: summaryOf(results, { identities: [] }),
    },
  ])
  for (const part of ['a/held, 12 ms', 'a/broken', 'a note', '2026-03-03 10:30 UTC', 'the contract is broken'])
    expect(html).toContain(part)
})
