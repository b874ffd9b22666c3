import { expect, it } from 'vitest'
import { caseOf } from '../../../verify/testing/answers.ts'
import { emitCases, jsonText, withoutDefaults } from './cases.ts'
import { literal } from './literal.ts'

it('text is JavaScript, whatever line breaks it holds', () => {
  for (const text of [jsonText({ a: '\u2028\u2029' }), literal({ a: '\u2028\u2029' })]) {
    expect(text).not.toMatch(/[\u2028\u2029]/)
    expect(JSON.parse(text)).toEqual({ a: '\u2028\u2029' })
  }
})

it('a case has on its line what it says of its own, and all of it comes back', async () => {
  const own = { ...caseOf('joinMeetingRoom/room-locked'), waitMs: 5, sources: ['server'] }
  const plain = { ...own, waitMs: 0, sources: [] }
  expect(Object.keys(withoutDefaults(own))).toEqual(expect.arrayContaining(['waitMs', 'sources', 'expect']))
  expect(Object.keys(withoutDefaults(plain))).not.toContain('waitMs')
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(emitCases([own, plain]))}`)
  expect(module).toMatchObject({ cases: [own, plain] })
})
