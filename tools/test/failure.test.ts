import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { failureOf, failureText } from './failure.ts'
import { createReporter } from './reporter.ts'
import { tallyLines } from './tally.ts'

const error = (message: string, more: object = {}) => ({ name: 'Error', message, stacks: [], ...more })
const frame = (file: string, line: number) => ({ method: '', file: join(process.cwd(), file), line, column: 1 })

describe('a failure outside of any test', () => {
  it('has its place in our own code, its message with all causes, and a command', () => {
    const thrown = error('it broke', {
      stacks: [frame('node_modules/x/a.js', 1), frame('src/a.ts', 7), frame('src/b.ts', 8)],
      diff: '- a\n+ b',
      cause: error('the disk is full', { cause: error('no space') }),
    })
    expect(failureOf(null, thrown)).toEqual({
      title: 'outside of any test',
      place: 'src/a.ts:7',
      message: 'it broke\n- a\n+ b\ncaused by the disk is full\ncaused by no space',
      command: 'npm test -- ',
    })
    expect(failureOf(null, error('it broke')).place).toBe('')
  })

  it('is cut after forty lines, and says how many there were', () => {
    const lines = (count: number): string[] =>
      failureOf(null, error(Array.from({ length: count }, (_, n) => `line ${n}`).join('\n'))).message.split('\n')
    expect(lines(40)).toHaveLength(40)
    expect(lines(42).slice(39)).toEqual(['line 39', '… and 2 more lines'])
  })
})

it('a failure is a title, and the rest below it', () => {
  expect(failureText({ title: 'a > b', place: 'a.test.ts:1', message: 'one\ntwo', command: 'npm test -- a' })).toBe(
    '✗ a > b\n  a.test.ts:1\n  one\n  two\n  npm test -- a\n',
  )
})

describe('the end of a run', () => {
  const ended = (...messages: readonly string[]): string[] => {
    const written: string[] = []
    const reporter = createReporter(
      (line) => written.push(line),
      () => written.push('fails'),
    )
    void reporter.onTestRunEnd?.(
      [],
      messages.map((message) => error(message)),
      'passed',
    )
    return written
  }

  it('without a test says so, and fails', () => {
    const none = 'No test was run: no file or title is like the one you named.'
    expect(ended()).toEqual(['held    0 statements', none, 'fails'])
    expect(tallyLines([], { byName: false, byTags: [] })).toEqual(['held    0 statements'])
  })

  it('shows each failure when it happens, and again at the end', () => {
    const [first, totals, many, again] = ended('it broke')
    expect([totals, many, again]).toEqual(['held    0 statements', '\n1 failed:\n', first])
    expect(first).toContain('it broke')
  })

  it('shows ten again in full, and of the others their commands', () => {
    const written = ended(...Array.from({ length: 12 }, (_, n) => `failure ${n}.`))
    const end = written.slice(written.indexOf('\n12 failed:\n') + 1)
    expect(end.map((text) => /failure \d+/.exec(text)?.[0] ?? text)).toEqual([
      ...Array.from({ length: 10 }, (_, n) => `failure ${n}`),
      'npm test -- ',
      'npm test -- ',
    ])
  })
})
