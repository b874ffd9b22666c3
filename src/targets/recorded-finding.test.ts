import { expect, it } from 'vitest'
import { parseSource } from '../contract/read/source.ts'
import { toRecordedFinding } from './recorded-finding.ts'
import { valueOfData, valueOfFile } from './yaml-value.ts'

const read = (text: string): unknown => toRecordedFinding(valueOfFile(parseSource(text, 'known.yaml')))

it.each([
  ['check: status', { check: 'status' }],
  [
    'call: 2\ncheck: heard\nsays: observer 1 does not hear it',
    { call: 2, check: 'heard', says: 'observer 1 does not hear it' },
  ],
  ["check: body\nat: ''\nfound: 403", { check: 'body', at: '', found: 403 }],
  ['check: body\nat: /participant/id\nfound: {a: [1]}', { check: 'body', at: '/participant/id', found: { a: [1] } }],
  ["check: leak\nsays: ''", { check: 'leak', says: '' }],
  ['check: media-type\nfound: false', { check: 'media-type', found: false }],
])('%j is a finding', (text, expected) => expect(read(text)).toEqual(expected))

it('what was found may be null, which is not the same as anything', () => {
  expect(read('check: body\nfound: null')).toEqual({ check: 'body', found: null })
  expect(read('check: body\nfound:')).toEqual({ check: 'body', found: null })
  expect(toRecordedFinding(valueOfData({ check: 'body' }, 'findings'))).toStrictEqual({ check: 'body' })
})

it.each([
  ['at: /a', 'known.yaml:1: the file has no check', 'Add check.'],
  ['{}', 'known.yaml:1: the file has no check', 'Add check.'],
  [
    'check: stauts',
    'known.yaml:1: there is no check stauts',
    'Did you mean status? Known: status, media-type, headers, schema, body, effect, leak, ack, heard.',
  ],
  ['check: body\ncall: 0', 'known.yaml:2: call is not a positive whole number', 'Write one, without quotes.'],
  [
    'check: body\nat: participant',
    'known.yaml:2: at is not a JSON Pointer',
    'Write it as /participant/id, or omit it for any part.',
  ],
  ['check: body\nat: 5', 'known.yaml:2: at is not a JSON Pointer', expect.any(String)],
  [
    'check: body\nsays: 5',
    'known.yaml:2: says is not a string',
    'Write the message of the finding in quotes, or omit it for any.',
  ],
  [
    'check: body\nsay: x',
    'known.yaml:2: there is no member say',
    'Did you mean says? Known: call, check, at, says, found.',
  ],
])('%j is refused with its place', (text, message, fix) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ name: 'Fault', message, fix }))
})
