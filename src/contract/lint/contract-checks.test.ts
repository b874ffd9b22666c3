import { describe, expect, it } from 'vitest'
import { lint } from './lint.ts'
import { changed, documentOf, GOOD, lineOf, told } from './testing/documents.ts'

interface Row {
  readonly title: string
  readonly from: string
  readonly to: string
  /** The first text on the line of the finding; `to` unless said otherwise. */
  readonly at?: string
  readonly says: string
}

const ROWS: readonly Row[] = [
  {
    title: 'an element of x-outcomes without an example',
    from: '        - dark\n',
    to: '        - dark\n        - asleep\n',
    at: '- asleep',
    says: 'no response has an example named asleep',
  },
  {
    title: 'an example without a place in x-outcomes',
    from: '        - dark\n',
    to: '',
    at: 'dark:',
    says: 'the example dark is no element of x-outcomes',
  },
  {
    title: 'a name that stands in x-outcomes twice',
    from: '        - off-limits\n',
    to: '        - off-limits\n        - dark # again\n',
    at: '- dark # again',
    says: 'dark stands in x-outcomes twice',
  },
  {
    title: 'an outcome under two responses',
    from: '                rate-limited:\n',
    to: '                dark: { summary: s, x-source: [server], value: { error: dark } }\n                rate-limited:\n',
    at: 'dark: { summary',
    says: 'dark is an example of the response 400 already',
  },
  {
    title: 'an outcome under no definite status',
    from: "        '429':",
    to: '        default:',
    at: 'rate-limited:\n                  summary',
    says: 'the outcome rate-limited stands under the response default, which is no status',
  },
  {
    title: 'a name that is not kebab-case',
    from: '        - dark\n',
    to: '        - Too_Dark\n        - dark\n',
    at: 'Too_Dark',
    says: 'an outcome\'s name is kebab-case, but this one is "Too_Dark" (a text)',
  },
  {
    title: 'a refusal after a success',
    from: '        - off-limits\n        - entered\n',
    to: '        - entered\n        - off-limits\n',
    at: '- off-limits',
    says: 'off-limits can never be reached: the success entered stands before it',
  },
  {
    title: 'an operation without any success',
    from: "        '200':",
    to: "        '300':",
    at: 'x-outcomes:',
    says: 'none of the outcomes is a success',
  },
  {
    title: 'two outcomes that answer the same',
    from: "                  x-varies:\n                    /error: { type: string, pattern: '^painted until (?<hour>\\d+)$' }\n                  value: { error: painted until 12 }",
    to: '                  value: { error: the light is out }',
    at: 'off-limits:\n',
    says: 'off-limits answers the same status and body as dark',
  },
  {
    title: 'an operation that does not say whether it mutates',
    from: '      x-mutates: true\n',
    to: '',
    at: 'post:',
    says: 'x-mutates must be true or false: whether success changes state, but is not there',
  },
  {
    title: 'an operation without a name',
    from: '      operationId: enterStage\n',
    to: '',
    at: 'post:',
    says: 'the operation has no operationId',
  },
  {
    title: 'a limit of bytes that is no number',
    from: 'x-max-bytes: 100',
    to: 'x-max-bytes: 100 kB',
    says: 'x-max-bytes must be a whole number of bytes above 0, but is "100 kB" (a text)',
  },
  {
    title: 'an outcome without a source',
    from: '                  x-source: [inferred]\n',
    to: '',
    at: 'dark:',
    says: 'dark does not say where it is stated',
  },
  {
    title: 'a source of an unknown form',
    from: 'x-source: [inferred]',
    to: 'x-source: [somewhere]',
    says: '"somewhere" (a text) is no source',
  },
  {
    title: 'an outcome without a cause',
    from: '                  summary: the light is out\n',
    to: '',
    at: 'dark:',
    says: 'dark does not say when it applies',
  },
  {
    title: 'a varying part that the example does not have',
    from: '/since: {',
    to: '/until: {',
    says: 'the example has nothing at /until',
  },
  {
    title: 'a pattern that is none',
    from: "pattern: '^painted until (?<hour>\\d+)$'",
    to: "pattern: '^painted until (?<hour>\\d+$'",
    at: '/error: {',
    says: 'pattern must be a regex, but is "^painted until (?<hour>\\\\d+$" (a text)',
  },
  {
    title: 'an example that does not match its own pattern',
    from: 'value: { error: painted until 12 }',
    to: 'value: { error: painted until noon }',
    says: 'error must match pattern "^painted until (?<hour>\\d+)$", but is "painted until noon" (a text)',
  },
  {
    title: 'a group that has no part in the text',
    from: '(?<hour>\\d+)$',
    to: '(?<hour>\\d+)(?<zone> UTC)?$',
    says: "the group zone has no part in the example's text",
  },
  {
    title: 'two varying parts of one name',
    from: "                    /error: { type: string, pattern: '^painted until (?<hour>\\d+)$' }\n                  value: { error: painted until 12 }",
    to: "                    /error: { type: string, pattern: '^painted until (?<hour>\\d+)$' }\n                    /other: { type: string, pattern: '^(?<hour>\\d+)$' }\n                  value: { error: painted until 12, other: '12' }",
    at: '/other:',
    says: 'two varying parts of this outcome are named hour',
  },
  {
    title: 'a varying part that is described by no schema',
    from: '/since: { type: string, format: date-time }',
    to: '/since: any text',
    says: 'a varying part is described by a schema',
  },
  {
    title: 'a limit of a wrong shape',
    from: 'requests: 2',
    to: 'requests: two',
    says: 'x-rate-limit.requests must be integer, but is "two" (a text)',
  },
  {
    title: 'an enforced limit without an outcome',
    from: '        - rate-limited\n',
    to: '',
    at: 'x-rate-limit:',
    says: 'the limit is enforced, but rate-limited is no outcome',
  },
  {
    title: 'an outcome of a limit that is not enforced',
    from: 'enforced: true',
    to: 'enforced: false',
    at: '- rate-limited',
    says: 'rate-limited is an outcome, but no limit is enforced',
  },
  ...[
    'prefixItems: []',
    'unevaluatedProperties: false',
    'unevaluatedItems: false',
    'dependentSchemas: {}',
    'dependentRequired: {}',
  ].map((words) => ({
    title: `the banned ${words}`,
    from: 'stage: { type: string }',
    to: `stage: { type: string, ${words === 'prefixItems: []' ? 'prefixItems: [{}]' : words} }`,
    says: `${words.split(':')[0]} is not used in contracts: other tools misread it`,
  })),
  {
    title: 'the banned discriminator.mapping',
    from: 'stage: { type: string }',
    to: 'stage: { type: object, discriminator: { propertyName: kind, mapping: {} } }',
    says: 'discriminator.mapping is not used in contracts: other tools misread it',
  },
]

describe('in a contract, lint finds', () => {
  it.each(ROWS)('$title', async ({ from, to, at = to, says }) => {
    const text = changed(GOOD, from, to)
    expect(told(await lint([await documentOf(text)]))).toContain(`${lineOf(text, at)}: ${says}`)
  })

  it('two operations of one name', async () => {
    const operation = GOOD.slice(GOOD.indexOf('    post:'), GOOD.indexOf('components:'))
    const text = changed(GOOD, 'components:', `  /other:\n${operation}components:`)
    const last = text.split('\n').findLastIndex((line) => line.includes('operationId')) + 1
    expect(told(await lint([await documentOf(text)]))).toEqual([
      `${last}: another operation of this document is named enterStage too`,
    ])
  })

  it('an operation without x-outcomes beside one that has them', async () => {
    const text = changed(
      GOOD,
      'components:',
      "  /other:\n    get: { operationId: look, x-mutates: false, responses: { '200': { description: ok } } }\ncomponents:",
    )
    expect(told(await lint([await documentOf(text)]))).toEqual([
      `${lineOf(text, 'get: {')}: the operation has no x-outcomes: a list of the names of its answers`,
      `${lineOf(text, 'get: {')}: none of the outcomes is a success`,
    ])
  })
})
