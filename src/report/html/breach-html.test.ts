import { describe, expect, it } from 'vitest'
import { compact, ctrfTest } from '../../../tests/support/ctrf-parts.ts'
import type { CtrfTest } from './document.ts'
import { breachSection } from './breach-html.ts'

const broken = (given: Parameters<typeof ctrfTest>[0] = {}): CtrfTest =>
  ctrfTest({ rawStatus: 'broken', message: 'status: it is wrong', ...given })
const section = (tests: readonly CtrfTest[], open = 0): string => compact(breachSection('Broken', tests, open))

describe('cases that deviate', () => {
  it('are not shown where there are none', () => expect(section([])).toBe(''))

  it('stand under what they say, the most frequent first, and the first few are open', () => {
    const tests = [
      broken({ name: 'a/1', message: 'x' }),
      broken({ name: 'a/2', message: 'y' }),
      broken({ name: 'a/3', message: 'y' }),
    ]
    const text = section(tests, 2)
    expect(text).toContain('<h2>Broken <span class="count">3</span></h2>')
    expect([...text.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, says]) => says)).toEqual(['2 × y', 'x'])
    expect(
      [...text.matchAll(/<details( open)?><summary>.*?<\/b> (\S+) /g)].map(([, open, name]) => [
        name,
        open !== undefined,
      ]),
    ).toEqual([
      ['a/2', true],
      ['a/3', true],
      ['a/1', false],
    ])
    expect(section(tests, 0)).not.toContain('<details open>')
  })

  it('without a message stand together', () => {
    const { message: _, ...silent } = broken()
    expect(section([silent, silent])).toContain('<h3>2 × no message</h3>')
  })

  it('have verdict, name and edition, and what is a matter of security', () => {
    const text = section([broken({ rawStatus: 'differs', name: 'a/<b>', extra: { security: ['open <door>'] } })])
    expect(text).toContain(
      '<summary><b class="word is-differs">differs</b> a/&#60;b&#62; <span class="muted">(current)</span></summary>',
    )
    expect(text).toContain('<p class="security">Security: open &#60;door&#62;</p>')
    expect(text).toContain('aria-label="Evidence of a/&#60;b&#62;"')
  })
})

describe('the evidence', () => {
  const lines = (trace: string): string[][] =>
    [...section([broken({ trace })]).matchAll(/<span class="(same|expected|actual)">(.*?)<\/span>/g)].map(
      ([, tone = '', line = '']) => [tone, line],
    )

  it('is without its head and the commands', () => {
    expect(
      lines('✗ broken  a/b  (current, http)\n  sent      GET /\n  on the target: curl\n  on a mock: npx\n  onward'),
    ).toEqual([
      ['same', ' sent GET /'],
      ['same', ' onward'],
    ])
  })

  it('has what was expected and what came in colours, a legend in none, and empty lines', () => {
    expect(
      lines('    - expected  + actual\n    - a\n    + b\n    expected: c\n    actual:   d\n      e\n\n   - f'),
    ).toEqual([
      ['same', ' - expected + actual'],
      ['expected', ' - a'],
      ['actual', ' + b'],
      ['expected', ' expected: c'],
      ['actual', ' actual: d'],
      ['same', ' e'],
      ['same', ' '],
      ['same', ' - f'],
    ])
  })

  it('may be nothing', () => {
    expect(section([broken()])).toMatch(/<pre class="trace"[^>]*><span class="same"> <\/span><\/pre>/)
  })
})

it('commands that reproduce it follow, as far as there are any', () => {
  const of = (target: string | null, mock: string | null): string =>
    section([broken({ extra: { reproduce: { target, mock } } })])
  const heading = (title: string, command: string): string =>
    `<h4>${title} <small>(click to select)</small></h4> <pre class="paste">${command}</pre>`
  expect(of('curl &', null)).toContain(heading('Reproduce on the target', 'curl &#38;'))
  expect(of('curl &', null)).not.toContain('On a mock')
  expect(of(null, 'npx')).toContain(heading('On a mock', 'npx'))
  expect(of(null, 'npx')).not.toContain('Reproduce on the target')
  expect(of(null, null)).not.toContain('<h4>')
})
