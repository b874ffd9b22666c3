import { describe, expect, it } from 'vitest'
import { dotted, inWords, nearName, shown } from './wording.ts'

it.each([
  [undefined, 'not there'],
  [null, 'null'],
  [[1], 'a list'],
  [{}, 'an object'],
  [true, 'true (a boolean)'],
  [5, '5 (a number)'],
  ['a "b"', '"a \\"b\\"" (a text)'],
  ['x'.repeat(58), `"${'x'.repeat(58)}" (a text)`],
  ['x'.repeat(59), `"${'x'.repeat(59)}… (a text)`],
])('%j is shown as %s', (value, text) => {
  expect(shown(value)).toBe(text)
})

it.each([
  [[], '', 'the document'],
  [['state', 'mic'], 'state.mic', 'mic'],
  [['rooms', '0', 'open'], 'rooms[0].open', 'open'],
  [['a', 'rooms', '0', '12'], 'a.rooms[0][12]', 'rooms[0][12]'],
  [['0', '1'], '[0][1]', '[0][1]'],
  [['200'], '[200]', '[200]'],
  [['responses', '4XX'], 'responses.4XX', '4XX'],
  [['4XX', '0'], '4XX[0]', '4XX[0]'],
])('the path %j is written %s, and near its end %s', (path, whole, near) => {
  expect(dotted(path)).toBe(whole)
  expect(nearName(path)).toBe(near)
})

describe('what a schema refuses, in words,', () => {
  const told = (keyword: string, params: object, value: unknown, path: readonly string[] = []) =>
    inWords({ keyword, params: { ...params }, path, text: 'must be otherwise' }, value, 'it')

  it.each([
    ['boolean', 'true', 'Write true without quotes.'],
    ['null', 'null', 'Write null without quotes.'],
    ['number', '-1.5', 'Write -1.5 without quotes.'],
    ['integer', '12', 'Write 12 without quotes.'],
    ['integer', '1.5', 'Give it a value of type integer.'],
    ['boolean', 'yes', 'Give it a value of type boolean.'],
    ['boolean', 1, 'Give it a value of type boolean.'],
    [['string', 'null'], 'null', 'Write null without quotes.'],
    [['string', 'null'], 5, 'Give it a value of type string or null.'],
  ])('wants the type %j and not %j', (type, value, fix) => {
    expect(told('type', { type }, value)).toMatchObject({ fix })
  })

  it('names every constant that it takes, as JSON has it where it is no text', () => {
    expect(told('enum', { allowedValues: ['a', 1, null] }, 'b')).toMatchObject({ fix: 'Write a or 1 or null.' })
    expect(told('const', { allowedValue: false }, 'b')).toMatchObject({ fix: 'Write false.' })
  })

  it('names what is missing, and what is one too many', () => {
    expect(told('required', { missingProperty: 'a' }, {})).toEqual({ message: 'it has no a', fix: 'Add a.' })
    for (const word of ['additionalProperties', 'unevaluatedProperties'])
      expect(told(word, {}, {})).toEqual({
        message: 'it is not allowed here',
        fix: 'Remove it, or check its spelling.',
      })
  })

  it.each([
    ['not', { schema: { required: ['a', 'b'] } }, 'it must not have both a and b'],
    ['not', { schema: { required: ['a'] } }, 'it must not have a'],
    ['not', { schema: { enum: ['a'] } }, 'it must not be a'],
    ['not', { schema: { type: 'string' } }, 'it is excluded by its schema (not:), but is "x" (a text)'],
    ['not', {}, 'it is excluded by its schema (not:), but is "x" (a text)'],
    ['oneOf', { passingSchemas: [0, 1] }, 'it matches more than one alternative of oneOf: 0 or 1, counted from 0'],
    ['oneOf', { passingSchemas: null }, 'it matches no alternative of oneOf'],
    ['anyOf', {}, 'it matches no alternative of anyOf'],
    ['if', { failingKeyword: 'then' }, 'it does not match the schema under then:, as its if: requires'],
    ['false schema', {}, 'it is not allowed: its schema is false'],
    ['propertyNames', { propertyName: 'a b' }, 'no member may be named "a b" here'],
    ['propertyNames', { propertyName: '' }, 'no member may be named "" here'],
    ['contains', { minContains: 1 }, 'it must contain at least 1 item that matches contains:'],
    ['contains', { minContains: 2 }, 'it must contain at least 2 items that match contains:'],
    ['contains', { minContains: 1, maxContains: 1 }, 'it must contain 1 item that matches contains:'],
    ['contains', { minContains: 2, maxContains: 2 }, 'it must contain 2 items that match contains:'],
    ['contains', { minContains: 1, maxContains: 3 }, 'it must contain 1 to 3 items that match contains:'],
    ['contains', { minContains: 0, maxContains: 1 }, 'it must contain at most 1 item that matches contains:'],
    ['dependentRequired', { property: 'a', missingProperty: 'b' }, 'it has a, but not b, which must go with it'],
  ])('says what %s %j means', (keyword, params, message) => {
    expect(told(keyword, params, 'x').message).toBe(message)
  })

  it('shows a sample of a format that it knows', () => {
    expect(told('format', { format: 'date-time' }, 'x').fix).toBe('Write it like 2026-03-03T10:30:00.000Z.')
    expect(told('format', { format: 'uri' }, 'x').fix).toBe('Write it like https://example.com/path.')
    expect(told('format', { format: 'odd' }, 'x').fix).toBe('Write it like its format says.')
  })

  it.each([
    ['not', {}, 'Change the value, or the schema under not:.'],
    ['oneOf', { passingSchemas: null }, 'Change the value or its schema, so that exactly one matches.'],
    ['anyOf', {}, 'Change the value or its schema, so that one matches.'],
    ['if', {}, 'Change the value or its schema.'],
    ['false schema', {}, 'Remove it.'],
    ['propertyNames', {}, 'Rename it, or change the schema under propertyNames:.'],
    ['contains', {}, 'Change the value or its schema.'],
    ['dependentRequired', { property: 'a', missingProperty: 'b' }, 'Add b.'],
    ['additionalProperties', {}, 'Remove it, or check its spelling.'],
    ['minimum', {}, 'Change the value or its schema.'],
    ['format', { format: 'regex' }, 'Write it like ^[a-z]+$, a regular expression.'],
  ])('says how to set right %s %j', (keyword, params, fix) => {
    expect(told(keyword, params, 'x').fix).toBe(fix)
  })

  it.each([
    ['integer', '-3', true],
    ['integer', '3.0', false],
    ['number', '1.', false],
    ['number', '1e3', false],
    ['null', 'nullable', false],
    ['boolean', 'untrue', false],
    ['string', '12', false],
  ])('of the type %s, the text %j was quoted by mistake: %s', (type, value, isQuoted) => {
    const fix = isQuoted ? `Write ${value} without quotes.` : `Give it a value of type ${type}.`
    expect(told('type', { type }, value).fix).toBe(fix)
  })

  it('says all that there is to say where no keyword failed', () => {
    expect(told('', {}, 'x')).toEqual({ message: 'it must be otherwise', fix: 'Change the value or its schema.' })
  })

  it('shows the value at its own place', () => {
    expect(told('minimum', {}, { a: [5] }, ['a', '0']).message).toBe('it must be otherwise, but is 5 (a number)')
    expect(told('minimum', {}, { a: [] }, ['a', '0']).message).toBe('it must be otherwise, but is not there')
  })
})
