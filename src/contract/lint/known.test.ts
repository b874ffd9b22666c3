import { describe, expect, it } from 'vitest'
import { checkKnown } from './known.ts'
import { lintDocuments } from './lint.ts'
import { documentOf, GOOD, lineOf, told } from './testing/documents.ts'

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
