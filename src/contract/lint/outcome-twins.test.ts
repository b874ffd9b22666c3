import { describe, expect, it } from 'vitest'
import { checkOutcomeTwins } from './outcome-twins.ts'
import { changed, documentOf, GOOD, lineOf } from './testing/documents.ts'

describe('two outcomes', () => {
  const REFUSED = '{ error: the light is out }'
  const twin = (value: string, more = '') =>
    GOOD.replace(
      / +x-varies:\n +\/error: .*\n +value: \{ error: painted until 12 \}/,
      `${more}                  value: ${value}`,
    )

  it('are told apart by status, by body, or by what is constant in a text that varies', async () => {
    expect(checkOutcomeTwins(await documentOf(twin(REFUSED)))).toMatchObject([
      {
        check: 'outcome-twins',
        line: lineOf(twin(REFUSED), '                off-limits:'),
        message: 'off-limits answers the same status and body as dark',
        fix: 'Make it a second case of dark, or give them different bodies.',
      },
    ])
    expect(checkOutcomeTwins(await documentOf(twin('{ error: it is out }')))).toEqual([])
    const other = changed(GOOD, 'value: { error: slow down }', `value: ${REFUSED}`)
    expect(checkOutcomeTwins(await documentOf(other))).toEqual([])
  })

  it('are the same in another order of their members, and another media type tells them apart', async () => {
    const text = changed(twin('{ b: 1, a: { d: 2, c: 3 } }'), REFUSED, '{ a: { c: 3, d: 2 }, b: 1 }')
    expect(checkOutcomeTwins(await documentOf(text))).toHaveLength(1)
    const schema = "              schema: { $ref: '#/components/schemas/Refusal' }\n              examples:\n"
    const other = text.replace(
      '                off-limits:',
      () => `            text/plain:\n${schema}                off-limits:`,
    )
    expect(checkOutcomeTwins(await documentOf(other))).toEqual([])
  })

  it('are told apart by what is constant around what varies, at any depth', async () => {
    const withParts = (dark: string, painted: string, pattern = '^out (?<n>\\d+)'): string => {
      const varies = (own: string) => `                  x-varies: { /a/error: { type: string, pattern: '${own}' } }\n`
      const text = twin(`{ a: { error: ${painted} } }`, varies('^out (?<n>\\d+)'))
      return text.replace(
        `                  value: ${REFUSED}`,
        `${varies(pattern)}                  value: { a: { error: ${dark} } }`,
      )
    }
    expect(checkOutcomeTwins(await documentOf(withParts('out 1', 'out 2')))).toHaveLength(1)
    expect(checkOutcomeTwins(await documentOf(withParts('in 1', 'out 2', '^in (?<n>\\d+)')))).toEqual([])
  })

  it('are the same where nothing but whole values that vary differs', async () => {
    const varies = '                  x-varies: { /error: { type: string } }\n'
    const text = twin('{ error: another }', varies).replace(
      `                  value: ${REFUSED}`,
      `${varies}                  value: ${REFUSED}`,
    )
    expect(checkOutcomeTwins(await documentOf(text))).toHaveLength(1)
    const lists = text.replace(REFUSED, '{ error: [x, y] }')
    expect(checkOutcomeTwins(await documentOf(lists))).toHaveLength(1)
    const items = changed(changed(text, '{ error: another }', '{ error: [a, b] }'), REFUSED, '{ error: [a, c] }')
    const varying = (at: string) => documentOf(items.replaceAll('{ /error:', `{ /error/${at}:`))
    expect(checkOutcomeTwins(await varying('1'))).toHaveLength(1)
    expect(checkOutcomeTwins(await varying('0'))).toEqual([])
  })
})
