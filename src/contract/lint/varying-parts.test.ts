import { describe, expect, it } from 'vitest'
import { changed, documentOf, GOOD, lineOf, told } from './testing/documents.ts'
import { checkVaryingParts } from './varying-parts.ts'

const SINCE = `/since: { type: string, format: date-time }
                  value: { since: '2026-03-03T10:30:00.000Z' }`

/** The contract with other varying parts and value, and what is found in it. */
const checked = async (varies: string, value: string) => {
  const text = changed(GOOD, SINCE, `${varies}\n                  value: ${value}`)
  return { text, found: told(checkVaryingParts(await documentOf(text))) }
}
const found = async (varies: string, value: string) => (await checked(varies, value)).found

describe('a varying part', () => {
  it.each([
    ['integer', '0'],
    ['boolean', 'false'],
    ['string', "''"],
    ['"null"', 'null'],
  ])('of the type %s may be %s in the example', async (type, value) => {
    expect(await found(`/since: { type: ${type} }`, `{ since: ${value} }`)).toEqual([])
  })

  it('may be the whole example, an item of a list, or in a member whose name is escaped', async () => {
    expect(await found("'': { type: integer }", '0')).toEqual([])
    expect(await found('/list/1: { type: integer }', '{ list: [1, 0] }')).toEqual([])
    expect(await found('/a~1b/~0: { type: integer }', "{ 'a/b': { '~': 0 } }")).toEqual([])
  })

  it.each([
    ['/until', '{ since: 0 }'],
    ['/list/2', '{ list: [1, 0] }'],
    ['/list/length', '{ list: [1, 0] }'],
    ['/since/0', '{ since: text }'],
    ['since', '{ since: 0 }'],
  ])('at %s of %s is none', async (pointer, value) => {
    const { text, found: faults } = await checked(`${pointer}: {}`, value)
    expect(faults).toEqual([`${lineOf(text, `${pointer}: {}`)}: the example has nothing at ${pointer}`])
  })

  it.each([
    ['^(?<a>\\p{L}) (?<b>\\d)?(?<c>\\d)?$', 'é 1', 'c'],
    ['^(?<a>\\p{L}) (?<b>\\d)?(?<c>\\d)?$', 'é ', 'b, c'],
    ['^x(?<a>y)?$', 'x', 'a'],
  ])('of the pattern %s, with the text %j, has no text for %s', async (pattern, text, names) => {
    expect(await found(`/since: { type: string, pattern: '${pattern}' }`, `{ since: '${text}' }`)).toEqual([
      expect.stringMatching(new RegExp(`^\\d+: the group ${names} matches nothing in the example's text$`)),
    ])
  })

  it.each([
    ['^(?<a>x(?<b>y))$', 'xy', 'b'],
    ['^(?=(?<a>x))(?<b>xy)$', 'xy', 'b'],
  ])('of the pattern %s, with the text %j, has no text of its own for %s', async (pattern, text, name) => {
    expect(await found(`/since: { type: string, pattern: '${pattern}' }`, `{ since: '${text}' }`)).toEqual([
      expect.stringMatching(new RegExp(`^\\d+: the group ${name} shares text of the example with another one$`)),
    ])
  })

  it('of a pattern may be a text that each group matches, an empty one too', async () => {
    const pattern = '^(?<a>\\p{L})(?<b>\\d*)$'
    expect(await found(`/since: { type: string, pattern: '${pattern}' }`, "{ since: 'é' }")).toEqual([])
  })

  it('is described by a schema that its value is valid against, and has a name of its own', async () => {
    const { text, found: faults } = await checked(
      `/a: true
                    /b: { type: string }
                    /c: { type: string, pattern: '^(?<n>\\d)$' }
                    /n: {}`,
      "{ a: 0, b: 0, c: '1', n: 0 }",
    )
    expect(faults).toEqual([
      `${lineOf(text, '/a: true')}: a varying part is described by a schema`,
      `${lineOf(text, 'value: { a: 0')}: b must be string, but is 0 (a number)`,
      `${lineOf(text, '/n: {}')}: two varying parts of this outcome are named n`,
    ])
  })

  it('that is wrong is told on the line of what is wrong within the example', async () => {
    const { text, found: faults } = await checked(
      '/list/0: { properties: { a: { type: string } } }',
      '\n                    list:\n                      - b: 1\n                        a: 5',
    )
    expect(faults).toEqual([`${lineOf(text, 'a: 5')}: list[0].a must be string, but is 5 (a number)`])
    const whole = await checked("'': { type: integer }", '{ since: 0 }')
    expect(whole.found).toEqual([
      `${lineOf(whole.text, 'value: { since: 0')}: the example must be integer, but is an object`,
    ])
  })

  it('is described by a schema all of which is one, and shown as it is', async () => {
    const { text, found: faults } = await checked('/since: { properties: { a: { type: text } } }', '{ since: 0 }')
    expect(faults).toEqual([
      `${lineOf(text, '/since: {')}: type must be array or boolean or integer or null or number or object or string, but is "text" (a text)`,
    ])
  })

  it('is described in the words of the version of its document', async () => {
    const text = changed(
      GOOD,
      SINCE,
      '/since: { type: integer, minimum: 0, exclusiveMinimum: true }\n                  value: { since: 0 }',
    )
    const of = async (version: string) => told(checkVaryingParts(await documentOf(changed(text, '3.1.0', version))))
    expect(await of('3.0.3')).toEqual([`${lineOf(text, 'value: { since')}: since must be > 0, but is 0 (a number)`])
    expect(await of('3.1.0')).toEqual([
      `${lineOf(text, '/since: {')}: exclusiveMinimum must be number, but is true (a boolean)`,
    ])
  })
})
