import { describe, expect, it } from 'vitest'
import { checkKnown } from './known.ts'
import { lintDocuments } from './lint.ts'
import { changed, documentOf, GOOD, lineOf, told } from './testing/documents.ts'

const ALL = ['rate-limited', 'dark', 'off-limits', 'entered']

describe('with names that only the caller knows, lint', () => {
  it('is content where outcomes, rules and cases are the same', async () => {
    const known = { rules: new Map([['enterStage', ALL]]), cases: new Map([['enterStage', ALL]]) }
    expect(checkKnown([await documentOf(GOOD)], known)).toEqual([])
  })

  it('reports an outcome without a rule, and one without a case', async () => {
    const known = {
      rules: new Map([['enterStage', ALL.filter((name) => name !== 'dark')]]),
      cases: new Map([['enterStage', ALL.filter((name) => name !== 'entered')]]),
    }
    expect(told(await lintDocuments([await documentOf(GOOD)], known))).toEqual([
      `${lineOf(GOOD, '- dark')}: the outcome enterStage/dark has no rule`,
      `${lineOf(GOOD, '- entered')}: the outcome enterStage/entered has no case`,
    ])
  })

  it('reports a rule without an outcome, at the operation that it belongs to', async () => {
    const known = { rules: new Map([['enterStage', [...ALL, 'asleep']]]) }
    expect(told(checkKnown([await documentOf(GOOD)], known))).toEqual([
      `${lineOf(GOOD, 'x-outcomes:')}: the rule enterStage/asleep has no outcome in any document`,
    ])
  })

  it('reports a rule without an outcome in the document of its operation, whichever that is', async () => {
    const other = await documentOf(
      changed(GOOD, 'operationId: enterStage', 'operationId: leaveStage'),
      'other.openapi.yaml',
    )
    const known = {
      rules: new Map([
        ['enterStage', [...ALL, 'asleep']],
        ['leaveStage', ALL],
      ]),
    }
    const own = await documentOf(GOOD, 'own.openapi.yaml')
    expect(checkKnown([other, own], known)).toMatchObject([
      { file: own.file, line: lineOf(GOOD, 'x-outcomes:'), message: expect.stringContaining('enterStage/asleep') },
    ])
  })

  it('is content with a rule for an outcome that only another edition has', async () => {
    const earlier = await documentOf(changed(GOOD, '        - dark\n', ''))
    expect(checkKnown([earlier, await documentOf(GOOD)], { rules: new Map([['enterStage', ALL]]) })).toEqual([])
  })

  it('reports an operation without a harmless case, at its name', async () => {
    const known = { harmless: new Set(['leaveStage']) }
    expect(told(await lintDocuments([await documentOf(GOOD)], known))).toEqual([
      `${lineOf(GOOD, 'operationId')}: the operation enterStage has no harmless case, which verify needs to find its route`,
    ])
    expect(await lintDocuments([await documentOf(GOOD)], { harmless: new Set(['enterStage']) })).toEqual([])
  })

  it('reports a seat in a subject that there is not', async () => {
    const seat = '      x-seat: { takes: stage }\n'
    const text = changed(GOOD, '      x-wears-out: false\n', `      x-wears-out: false\n${seat}`)
    expect(told(await lintDocuments([await documentOf(text)], { subjects: ['hall'] }))).toEqual([
      `${lineOf(text, 'x-seat')}: there is no subject stage`,
    ])
    expect(await lintDocuments([await documentOf(text)], { subjects: ['stage'] })).toEqual([])
  })

  it('reports the rules of an operation that no document has', async () => {
    const known = {
      rules: new Map([
        ['enterStage', ALL],
        ['leaveStage', ['left']],
      ]),
    }
    expect(told(checkKnown([await documentOf(GOOD)], known))).toEqual([
      '1: the rule leaveStage/left has no outcome in any document',
    ])
  })
})

it('what is missing is told with where to add it', async () => {
  const known = {
    rules: new Map([['enterStage', [...ALL.slice(1), 'asleep']]]),
    cases: new Map([['enterStage', ALL.slice(1)]]),
  }
  expect(checkKnown([await documentOf(GOOD)], known)).toMatchObject([
    {
      check: 'rules',
      fix: 'Add it to the operation in src/domain/, registered in src/mock/operations.ts, or remove the outcome.',
    },
    { check: 'rules', fix: 'Add the outcome asleep to enterStage, or remove the rule.' },
    {
      check: 'cases',
      fix: 'Add it to contract-tests/cases/enterStage.yaml, and run npm run compile, or remove the outcome.',
    },
  ])
})

it('a case of no outcome is told as such', async () => {
  const known = { cases: new Map([['enterStage', [...ALL, 'asleep']]]) }
  expect(checkKnown([await documentOf(GOOD)], known)).toMatchObject([
    {
      check: 'cases',
      line: lineOf(GOOD, 'x-outcomes:'),
      message: 'the case enterStage/asleep has no outcome in any document',
      fix: 'Add the outcome asleep to enterStage, or remove the case.',
    },
  ])
  expect(checkKnown([], known)).toEqual([])
})
