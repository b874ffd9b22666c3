import { expect, it } from 'vitest'
import { findingText, inOrder, reporter } from './finding.ts'
import { documentOf, GOOD, lineOf } from './testing/documents.ts'

const finding = (file: string, line: number, more: object = {}) => ({
  file,
  line,
  message: 'wrong',
  fix: 'Mend it.',
  check: 'a',
  ...more,
})

it('findings stand in the order of files and lines, and of one line in that in which they were found', () => {
  const [a, b, c, d] = [finding('b', 2), finding('a', 10), finding('a', 9), finding('b', 2, { message: 'again' })]
  expect(inOrder([a, b, c, d])).toEqual([c, b, a, d])
})

it('what is found twice is told once; by another check, or in other words, it is another finding', () => {
  const all = [finding('a', 1), finding('a', 1, { check: 'b' }), finding('a', 1, { message: 'other' }), finding('a', 2)]
  const same = finding('a', 1, { fix: 'Or so.' })
  expect(inOrder([...all, ...all, same])).toEqual([same, ...all.slice(1)])
})

it('a finding is told by its place, and its fix below', () => {
  expect(findingText(finding('specs/a.yaml', 7))).toBe('specs/a.yaml:7: wrong\n  fix: Mend it.')
})

it('a report stands on the line of its part, or of the nearest around it', async () => {
  const document = await documentOf(GOOD)
  const report = reporter(document, 'any')
  const post = ['paths', '/stage', 'post']
  expect(report([...post, 'x-outcomes'], finding('', 0))).toEqual({
    file: document.file,
    line: lineOf(GOOD, 'x-outcomes'),
    message: 'wrong',
    fix: 'Mend it.',
    check: 'any',
  })
  expect(report([...post, 'x-nothing'], finding('', 0)).line).toBe(lineOf(GOOD, 'post:'))
})
