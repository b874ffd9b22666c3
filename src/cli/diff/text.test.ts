import { describe, expect, it } from 'vitest'
import type { Change, ChangeKind } from './change.ts'
import { changesText } from './text.ts'

const change = (kind: ChangeKind, given: Partial<Change> = {}): Change => ({
  kind,
  operation: 'join',
  name: 'it',
  from: null,
  to: null,
  ...given,
})
/** The line of a change, without its operation. */
const line = (kind: ChangeKind, given: Partial<Change> = {}): string =>
  changesText([change(kind, given)])
    .replace(/^join\n {2}/, '')
    .trimEnd()

const SEEN = { status: 400, example: { a: 1 }, cause: 'it is shut' }
const LIMIT = { requests: 2, windowMs: 5000, key: 'address', outcome: 'rate-limited' }

describe('a change in words', () => {
  it.each<[ChangeKind, Partial<Change>, string]>([
    ['operation', { from: 'GET /x' }, '- GET /x is gone'],
    ['operation', { to: 'GET /x' }, '+ GET /x is new'],
    ['address', { from: 'GET /x', to: 'POST /x' }, '~ GET /x is now POST /x'],
    ['outcome', { from: SEEN }, '- it is gone (400 {"a":1}, it is shut)'],
    ['outcome', { to: SEEN }, '+ it is new: 400 {"a":1}, it is shut'],
    ['status', { from: 400, to: 403 }, '~ it has the status 403, not 400'],
    ['body', { from: { example: 1 }, to: { example: [2] } }, '~ it answers [2], not 1'],
    ['order', { to: ['a', 'b'] }, '~ it now comes before a, b'],
    ['order', { to: 'a' }, '~ it now comes before a'],
    ['parameter', { from: { schema: {} } }, '- parameter it is gone'],
    ['parameter', { to: { schema: { type: 'x' } } }, '+ parameter it is new: {"type":"x"}'],
    ['parameter', { from: {}, to: { schema: {}, required: true } }, '~ parameter it is now {}, required'],
    ['parameter', { name: null, to: true }, '~ unlisted parameters are now ignored'],
    ['parameter', { name: null, to: false }, '~ unlisted parameters are now refused'],
    ['parameter-order', { to: ['a', 'b'] }, '~ of several faulty parameters, the first of these is reported: a, b'],
    ['request-body', { to: { type: 'x' } }, '~ the schema of the body is now {"type":"x"}'],
    ['coercion', { from: 'none', to: 'lists' }, '~ values in the it are converted as lists, not none'],
    ['limits', { to: LIMIT }, '~ limit of it: 2 in 5 s by address, enforced as rate-limited, not none'],
    [
      'limits',
      { from: 'some', to: { ...LIMIT, exempt: 'a-right', outcome: null } },
      '~ limit of it: 2 in 5 s by address, for pacing only, not for holders of a-right, not some',
    ],
    ['counting', { to: true }, '~ it counts against the limit'],
    ['counting', { to: false }, '~ it does not count against the limit'],
    ['credentials', { to: true }, '~ wrong credentials count as none'],
    ['credentials', { to: false }, '~ wrong credentials are refused'],
    ['settings', { to: true }, '~ worlds begin with it true'],
    ['settings', { to: null }, '~ worlds begin with it as their seed says'],
    ['elsewhere', { to: [] }, '~ where no operation is: problems of the mock, 404 and 405'],
    [
      'elsewhere',
      {
        to: [
          {
            under: '/api/',
            unknown: { status: 404, body: 'No' },
            preflight: { status: 200, body: '' },
            options: { status: 405, body: { a: 1 } },
          },
        ],
      },
      '~ where no operation is: below /api/, 404 No; to OPTIONS of a page, 200 ; to other OPTIONS, 405 {"a":1}',
    ],
  ])('of %s, %j', (kind, given, text) => expect(line(kind, given)).toBe(text))

  it('of headers names those that differ alone', () => {
    const from = { 'x-a': '1', 'x-b': '2', 'x-c': '3', 'x-same': 's' }
    const to = { 'x-a': '9', 'x-b': null, 'x-same': 's', 'x-new': 'n' }
    expect(line('headers', { from, to })).toBe('~ headers of it: x-a: 9; no x-b; x-c as usual; x-new: n')
  })

  it('is no longer than a line may be', () => {
    expect(line('request-body', { to: 'x'.repeat(198) })).not.toContain('…')
    expect(line('request-body', { to: 'x'.repeat(199) })).toMatch(/"x{199}…$/)
  })
})

it('changes stand below their operations, with an empty line between', () => {
  const [one, other] = [change('credentials', { to: true }), change('settings', { operation: null, name: 'a', to: 1 })]
  expect(changesText([one, other, { ...one, to: false }])).toBe(
    'join\n  ~ wrong credentials count as none\n  ~ wrong credentials are refused\n\neverywhere\n  ~ worlds begin with a 1\n',
  )
  expect(changesText([])).toBe('')
})

it('headers that change alike share a line, and no other change does', () => {
  const headers = (name: string, to: object): Change => change('headers', { name, from: {}, to })
  const settings = change('credentials', { to: true })
  expect(
    changesText([
      headers('a', { x: '1' }),
      headers('b', { x: '2' }),
      headers('c', { x: '1' }),
      settings,
      { ...settings },
    ]),
  ).toBe(
    'join\n  ~ headers of a, c: x: 1\n  ~ headers of b: x: 2\n  ~ wrong credentials count as none\n  ~ wrong credentials count as none\n',
  )
})
