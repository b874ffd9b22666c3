import { describe, expect, it } from 'vitest'
import type { Document } from '../read/load.ts'
import { checkBannedWords } from './banned-words.ts'
import { checkExampleNotes } from './example-notes.ts'
import type { LintFinding } from './finding.ts'
import { lintDocuments } from './lint.ts'
import { checkMisspeltWords } from './misspelt-words.ts'
import { checkOperationWords } from './operation-words.ts'
import { checkOutcomeNames } from './outcome-names.ts'
import { checkOutcomeOrder } from './outcome-order.ts'
import { checkOutcomeTwins } from './outcome-twins.ts'
import { checkRateLimit } from './rate-limit.ts'
import { checkSeats } from './seats.ts'
import { checkVaryingParts } from './varying-parts.ts'
import { changed, documentOf, GOOD, lineOf, told } from './testing/documents.ts'

interface Row {
  readonly title: string
  readonly from: string
  readonly to: string
  /** The first text on the line of the finding; `to` by default. */
  readonly at?: string
  /** The check that must find it. */
  readonly by: (document: Document) => readonly LintFinding[]
  readonly says: string
  /** What it finds besides, with lines. */
  readonly before?: readonly string[]
  readonly behind?: readonly string[]
}

const ROWS: readonly Row[] = [
  {
    title: 'an element of x-outcomes without an example',
    from: '        - dark\n',
    to: '        - dark\n        - asleep\n',
    at: '- asleep',
    by: checkOutcomeNames,
    says: 'no response has an example named asleep',
  },
  {
    title: 'an example without a place in x-outcomes',
    from: '        - dark\n',
    to: '',
    at: 'dark:',
    by: checkOutcomeNames,
    says: 'the example dark is not in x-outcomes',
  },
  {
    title: 'a name that is in x-outcomes twice',
    from: '        - off-limits\n',
    to: '        - off-limits\n        - dark # again\n',
    at: '- dark # again',
    by: checkOutcomeNames,
    says: 'dark is in x-outcomes twice',
  },
  {
    title: 'an outcome under two responses',
    from: '                rate-limited:\n',
    to: '                dark: { summary: s, x-source: [server], value: { error: dark } }\n                rate-limited:\n',
    at: 'dark: { summary',
    by: checkOutcomeNames,
    says: 'dark is already an example of the response 400',
  },
  {
    title: 'an outcome under no definite status',
    from: "        '429':",
    to: '        default:',
    at: 'rate-limited:\n                  summary',
    by: checkOutcomeNames,
    says: 'the outcome rate-limited is under the response default, which is not a status',
  },
  {
    title: 'a name that is not kebab-case',
    from: '        - dark\n',
    to: '        - Too_Dark\n        - dark\n',
    at: 'Too_Dark',
    by: checkOperationWords,
    says: 'an outcome\'s name is kebab-case, but this one is "Too_Dark" (a text)',
  },
  {
    title: 'a refusal after a success',
    from: '        - off-limits\n        - entered\n',
    to: '        - entered\n        - off-limits\n',
    at: '- off-limits',
    by: checkOutcomeOrder,
    says: 'off-limits can never be reached: the success entered precedes it',
  },
  {
    title: 'an operation without any success',
    from: "        '200':",
    to: "        '300':",
    at: 'x-outcomes:',
    by: checkOutcomeOrder,
    says: 'none of the outcomes is a success',
  },
  {
    title: 'two outcomes that answer the same',
    from: "                  x-varies:\n                    /error: { type: string, pattern: '^painted until (?<hour>\\d+)$' }\n                  value: { error: painted until 12 }",
    to: '                  value: { error: the light is out }',
    at: 'off-limits:\n',
    by: checkOutcomeTwins,
    says: 'off-limits answers the same status and body as dark',
  },
  {
    title: 'an operation that does not say whether it mutates',
    from: '      x-mutates: true\n',
    to: '',
    at: 'post:',
    by: checkOperationWords,
    says: 'x-mutates must be true or false: whether success changes state, but is not there',
  },
  {
    title: 'an operation without a name',
    from: '      operationId: enterStage\n',
    to: '',
    at: 'post:',
    by: checkOperationWords,
    says: 'the operation has no operationId',
  },
  {
    title: 'a limit of bytes that is no number',
    from: 'x-max-bytes: 100',
    to: 'x-max-bytes: 100 kB',
    by: checkOperationWords,
    says: 'x-max-bytes must be a whole number of bytes above 0, but is "100 kB" (a text)',
  },
  {
    title: 'an outcome without a source',
    from: '                  x-source: [inferred]\n',
    to: '',
    at: 'dark:',
    by: checkExampleNotes,
    says: 'dark has no source',
  },
  {
    title: 'a source of an unknown form',
    from: 'x-source: [inferred]',
    to: 'x-source: [somewhere]',
    by: checkExampleNotes,
    says: '"somewhere" (a text) is not a source',
  },
  {
    title: 'an outcome without a cause',
    from: '                  summary: the light is out\n',
    to: '',
    at: 'dark:',
    by: checkExampleNotes,
    says: 'dark does not say when it applies',
  },
  {
    title: 'a varying part that the example does not have',
    from: '/since: {',
    to: '/until: {',
    by: checkVaryingParts,
    says: 'the example has nothing at /until',
  },
  {
    title: 'a varying part that is no pointer',
    from: '/since: {',
    to: 'since: {',
    at: '                    since: {',
    by: checkVaryingParts,
    says: 'the example has nothing at since',
  },
  {
    title: 'a pattern that is none',
    from: "pattern: '^painted until (?<hour>\\d+)$'",
    to: "pattern: '^painted until (?<hour>\\d+$'",
    at: '/error: {',
    by: checkVaryingParts,
    says: 'pattern must be a regex, but is "^painted until (?<hour>\\\\d+$" (a text)',
  },
  {
    title: 'an example that does not match its own pattern',
    from: 'value: { error: painted until 12 }',
    to: 'value: { error: painted until noon }',
    by: checkVaryingParts,
    says: 'error must match pattern "^painted until (?<hour>\\d+)$", but is "painted until noon" (a text)',
  },
  {
    title: 'a group that has no part in the text',
    from: '(?<hour>\\d+)$',
    to: '(?<hour>\\d+)(?<zone> UTC)?$',
    by: checkVaryingParts,
    says: "the group zone matches nothing in the example's text",
  },
  {
    title: 'two varying parts of one name',
    from: "                    /error: { type: string, pattern: '^painted until (?<hour>\\d+)$' }\n                  value: { error: painted until 12 }",
    to: "                    /error: { type: string, pattern: '^painted until (?<hour>\\d+)$' }\n                    /other: { type: string, pattern: '^(?<hour>\\d+)$' }\n                  value: { error: painted until 12, other: '12' }",
    at: '/other:',
    by: checkVaryingParts,
    says: 'two varying parts of this outcome are named hour',
  },
  {
    title: 'a varying part that is described by no schema',
    from: '/since: { type: string, format: date-time }',
    to: '/since: any text',
    by: checkVaryingParts,
    says: 'a varying part is described by a schema',
  },
  {
    title: 'a limit of a wrong shape',
    from: 'requests: 2',
    to: 'requests: two',
    by: checkRateLimit,
    says: 'x-rate-limit.requests must be integer, but is "two" (a text)',
  },
  {
    title: 'an enforced limit without an outcome',
    from: '        - rate-limited\n',
    to: '',
    at: 'x-rate-limit:',
    by: checkRateLimit,
    says: 'the limit is enforced, but rate-limited is not an outcome',
  },
  {
    title: 'an outcome of a limit that is not enforced',
    from: ', outcome: rate-limited',
    to: '',
    at: '- rate-limited',
    by: checkRateLimit,
    says: 'rate-limited has the status 429, but no limit has this outcome',
  },
  {
    title: 'an operation that does not say whether it wears its subject out',
    from: '      x-wears-out: false\n',
    to: '',
    at: 'post:',
    by: checkOperationWords,
    says: 'x-wears-out must be true or false: whether success makes its subject unusable for later cases, but is not there',
  },
  {
    title: 'sources of a statement that an operation does not make',
    from: '      x-wears-out: false\n',
    to: '      x-wears-out: false\n      x-sources:\n        efects: [server]\n',
    at: 'efects',
    by: checkOperationWords,
    says: 'an operation has no statement efects',
  },
  {
    title: 'sources of an operation that name no statement',
    from: '      x-wears-out: false\n',
    to: '      x-wears-out: false\n      x-sources: [server]\n',
    at: 'x-sources: [server]',
    by: checkOperationWords,
    says: 'x-sources must have effects, announces, refusal-ack, each with a list of sources, but is a list',
  },
  ...['[]', 'server'].map((list): Row => ({
    title: `${list} as the sources of a statement`,
    from: '      x-wears-out: false\n',
    to: `      x-wears-out: false\n      x-sources:\n        effects: ${list}\n`,
    at: `effects: ${list}`,
    by: checkOperationWords,
    says: `effects must be a list of sources, but is ${list === '[]' ? 'a list' : '"server" (a text)'}`,
  })),
  {
    title: 'sources of an outcome that name no statement',
    from: '                  x-source: [inferred]\n',
    to: '                  x-source: [inferred]\n                  x-sources: [server]\n',
    at: 'x-sources: [server]',
    by: checkExampleNotes,
    says: 'the x-sources of dark are not an object',
  },
  {
    title: 'sources of a statement that an outcome does not make',
    from: '                  x-source: [inferred]\n',
    to: '                  x-source: [inferred]\n                  x-sources: { conditions: [server] }\n',
    at: 'x-sources',
    by: checkExampleNotes,
    says: 'dark has no statement conditions',
  },
  ...(
    [
      [
        'an example',
        '                  x-source: [inferred]\n',
        'x-sorces: { status: [server] }',
        '                  ',
        'x-sources',
      ],
      ['a body', '        x-max-bytes: 100\n', 'x-content-encoding: [gzip]', '        ', 'x-content-encodings'],
    ] as const
  ).map(([where, from, word, indent]): Row => ({
    title: `a word of ${where} that is almost one of ours`,
    from,
    to: `${from}${indent}${word}\n`,
    at: word,
    by: checkMisspeltWords,
    says: `unknown keyword ${word.slice(0, word.indexOf(':'))}`,
  })),
  {
    title: 'a misspelt word of a varying part',
    from: '/since: { type: string, format: date-time }',
    to: '/since: { type: string, format: date-time, x-nwo: true }',
    at: '/since: {',
    by: checkMisspeltWords,
    says: 'unknown keyword x-nwo',
  },
  {
    title: 'sources of a member that an outcome does not have',
    from: '                  x-source: [inferred]\n',
    to: '                  x-source: [inferred]\n                  x-sources: { /eror: [server] }\n',
    at: 'x-sources',
    by: checkExampleNotes,
    says: 'dark has no statement /eror',
  },
  {
    title: 'a source of a statement that is none',
    from: '                  x-source: [inferred]\n',
    to: '                  x-source: [inferred]\n                  x-sources: { /error: [servr] }\n',
    at: 'x-sources',
    by: checkExampleNotes,
    says: '"servr" (a text) is not a source',
  },
  {
    title: 'a seat of no form',
    from: '      x-wears-out: false\n',
    to: '      x-wears-out: false\n      x-seat: { takes: 5 }\n',
    at: 'x-seat',
    by: checkSeats,
    says: 'x-seat.takes must be string, but is 5 (a number)',
  },
  {
    title: 'a seat that is neither taken nor left',
    from: '      x-wears-out: false\n',
    to: '      x-wears-out: false\n      x-seat: { keeps: stage }\n',
    at: 'x-seat',
    by: checkSeats,
    says: 'x-seat.keeps is not allowed here',
    before: ['10: x-seat has no takes'],
  },
  {
    title: 'a word that is almost one of ours',
    from: '      x-wears-out: false\n',
    to: '      x-wears-out: false\n      x-saet: { takes: stage }\n',
    at: 'x-saet',
    by: checkMisspeltWords,
    says: 'unknown keyword x-saet',
  },
  {
    title: 'a misspelt word of a limit',
    from: 'outcome: rate-limited',
    to: 'outcom: rate-limited',
    at: 'x-rate-limit:',
    by: checkRateLimit,
    says: 'x-rate-limit.outcom is not allowed here',
    behind: ['12: rate-limited has the status 429, but no limit has this outcome'],
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
    by: checkBannedWords,
    says: `${words.split(':')[0]} is not used in contracts: other tools misread it`,
  })),
  {
    title: 'two outcomes with the same members in another order',
    from: GOOD.slice(GOOD.indexOf('                dark:'), GOOD.indexOf("        '429'")),
    to: `                dark:
                  summary: the light is out
                  x-source: [inferred]
                  value: { error: no, since: now }
                off-limits:
                  summary: the stage is being painted
                  x-source: [server]
                  value: { since: now, error: no }
`,
    at: 'off-limits:',
    by: checkOutcomeTwins,
    says: 'off-limits answers the same status and body as dark',
  },
  {
    title: 'the banned discriminator.mapping',
    from: 'stage: { type: string }',
    to: 'stage: { type: object, discriminator: { propertyName: kind, mapping: {} } }',
    by: checkBannedWords,
    says: 'discriminator.mapping is not used in contracts: other tools misread it',
  },
]

/** A fault for each check. */
const ALL_AT_ONCE: readonly (readonly [from: string, to: string])[] = [
  ['        - dark\n', '        - dark\n        - asleep\n'],
  ['      x-mutates: true\n', ''],
  ['        - off-limits\n        - entered\n', '        - entered\n        - off-limits\n'],
  [
    "                  x-varies:\n                    /error: { type: string, pattern: '^painted until (?<hour>\\d+)$' }\n                  value: { error: painted until 12 }",
    '                  value: { error: the light is out }',
  ],
  ['                  x-source: [inferred]\n', ''],
  ['/since: {', '/until: {'],
  ['requests: 2', 'requests: two'],
  ['stage: { type: string }', 'stage: { type: string, prefixItems: [{}] }'],
]

describe('in a contract, its check finds', () => {
  it.each(ROWS)('$title', async ({ from, to, at = to, by, says, before = [], behind = [] }) => {
    const text = changed(GOOD, from, to)
    expect(told(by(await documentOf(text)))).toEqual([...before, `${lineOf(text, at)}: ${says}`, ...behind])
  })
})

describe('in a contract, lint finds', () => {
  it('what each of these checks finds', async () => {
    const wrong = ALL_AT_ONCE.reduce((text, [from, to]) => changed(text, from, to), GOOD)
    const found = (await lintDocuments([await documentOf(wrong)])).map(({ check }) => check)
    expect(found).toEqual(
      expect.arrayContaining([
        'outcome-names',
        'operation-words',
        'outcome-order',
        'outcome-twins',
        'example-notes',
        'varying-parts',
        'rate-limit',
        'banned-words',
      ]),
    )
  })

  it('two operations of one name', async () => {
    const operation = GOOD.slice(GOOD.indexOf('    post:'), GOOD.indexOf('components:'))
    const text = changed(GOOD, 'components:', `  /other:\n${operation}components:`)
    const last = text.split('\n').findLastIndex((line) => line.includes('operationId')) + 1
    expect(told(await lintDocuments([await documentOf(text)]))).toEqual([
      `${last}: another operation of this document is also named enterStage`,
    ])
  })

  it('an operation without x-outcomes beside one that has them', async () => {
    const text = changed(
      GOOD,
      'components:',
      "  /other:\n    get: { operationId: look, x-mutates: false, responses: { '200': { description: ok } } }\ncomponents:",
    )
    expect(told(await lintDocuments([await documentOf(text)]))).toEqual([
      `${lineOf(text, 'get: {')}: the operation has no x-outcomes: a list of the names of its answers`,
      `${lineOf(text, 'get: {')}: none of the outcomes is a success`,
    ])
  })
})
