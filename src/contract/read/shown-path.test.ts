import { join } from 'node:path'
import { expect, it } from 'vitest'
import { shownPath } from './shown-path.ts'

it('a path is shown from where one is, and what has none as it is', () => {
  expect(shownPath(join(process.cwd(), 'specs', 'a.yaml'))).toBe('specs/a.yaml')
  expect(shownPath(join(process.cwd(), '..', 'a.yaml'))).toBe('../a.yaml')
  expect(shownPath(process.cwd())).toBe(process.cwd())
})
