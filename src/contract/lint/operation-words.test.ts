import { describe, expect, it } from 'vitest'
import { checkBannedWords } from './banned-words.ts'
import { contractOperations, isSuccessStatus, outcomePath } from './contract-operations.ts'
import { checkOperationWords } from './operation-words.ts'
import { checkOutcomeTwins } from './outcome-twins.ts'
import { checkRateLimit } from './rate-limit.ts'
import { changed, documentOf, GOOD } from './testing/documents.ts'

const PLAIN = GOOD.replaceAll(/x-(?=outcomes|mutates|wears-out|rate-limit)/g, 'y-')
const found = async (from: string, to: string) => checkOperationWords(await documentOf(changed(GOOD, from, to)))

describe('the words of an operation', () => {
  it.each([
    ['x-mutates: true', 'x-mutates: "true"'],
    ['x-mutates: true', 'x-mutates: 1'],
    ['x-wears-out: false', 'x-wears-out: no thing'],
    ['x-wears-out: false', 'x-wears-out: false\n      x-additional-parameters: open'],
    ['x-max-bytes: 100', 'x-max-bytes: 0'],
    ['x-max-bytes: 100', 'x-max-bytes: 1.5'],
    ['x-max-bytes: 100', 'x-max-bytes: -1'],
    ['- dark', '- Dark'],
    ['- dark', '- dark-'],
    ['- dark', '- dark--er'],
    ['- dark', '- 5'],
  ])('%s may not be %s', async (from, to) => {
    expect(await found(from, to)).toHaveLength(1)
  })

  it.each([
    ['x-max-bytes: 100', 'x-max-bytes: 1'],
    ['        x-max-bytes: 100\n', ''],
    ['x-wears-out: false', 'x-wears-out: true\n      x-additional-parameters: false'],
    ['- dark', '- dark-2-b'],
  ])('%s may be %s', async (from, to) => {
    expect(await found(from, to)).toEqual([])
  })

  it('say what wears out only where something changes', async () => {
    const text = changed(changed(GOOD, 'x-mutates: true', 'x-mutates: false'), '      x-wears-out: false\n', '')
    expect(checkOperationWords(await documentOf(text))).toEqual([])
  })

  it.each(['x-outcomes: []', 'x-outcomes: entered'])('list outcomes, which %s does not', async (written) => {
    const text = GOOD.replace(/x-outcomes:\n(?: +- [\w-]+\n)+/, `${written}\n`)
    expect(checkOperationWords(await documentOf(text))).toHaveLength(1)
  })

  it('are asked of a contract alone', async () => {
    const document = await documentOf(PLAIN.replace('operationId: enterStage', 'description: none'))
    expect(contractOperations(document)).toEqual([])
    for (const check of [checkOperationWords, checkOutcomeTwins, checkRateLimit, checkBannedWords])
      expect(check(document)).toEqual([])
  })
})

it('a success is what begins with 2, and an outcome has its place in the list', () => {
  expect(['200', '299', '2XX', '302', '429', 'default', '12'].filter(isSuccessStatus)).toEqual(['200', '299', '2XX'])
  expect(outcomePath({ path: ['a'], value: {} }, 3)).toEqual(['a', 'x-outcomes', '3'])
})

describe('two outcomes', () => {
  const REFUSED = '{ error: the light is out }'
  const twin = (value: string, more = '') =>
    GOOD.replace(
      / +x-varies:\n +\/error: .*\n +value: \{ error: painted until 12 \}/,
      `${more}                  value: ${value}`,
    )

  it('are told apart by status, by body, or by what is constant in a text that varies', async () => {
    expect(checkOutcomeTwins(await documentOf(twin(REFUSED)))).toHaveLength(1)
    expect(checkOutcomeTwins(await documentOf(twin('{ error: it is out }')))).toEqual([])
    const other = changed(GOOD, 'value: { error: slow down }', `value: ${REFUSED}`)
    expect(checkOutcomeTwins(await documentOf(other))).toEqual([])
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
  })
})

describe('a limit', () => {
  it.each([
    ['requests: 2', 'requests: 0'],
    ['windowMs: 5000', 'windowMs: 0'],
    ['windowMs: 5000', 'windowMs: 1.5'],
    ['key: address', 'key: user'],
    [', key: address', ''],
    ['x-rate-limit: {', 'x-rate-limit: { burst: 5,'],
  ])('%s is refused as %s', async (from, to) => {
    expect(checkRateLimit(await documentOf(changed(GOOD, from, to)))).toHaveLength(1)
  })

  it('may be that of an operation that answers no 429, where it names no outcome', async () => {
    const text = changed(changed(GOOD, ', outcome: rate-limited', ''), "'429'", "'420'")
    expect(checkRateLimit(await documentOf(text))).toEqual([])
    expect(checkRateLimit(await documentOf(changed(GOOD, 'x-rate-limit:', 'y-none:')))).toHaveLength(1)
  })
})

it('a discriminator is let pass without mapping, and 3.0 has other words', async () => {
  const text = changed(
    GOOD,
    'stage: { type: string }',
    'stage: { type: object, discriminator: { propertyName: kind } }',
  )
  expect(checkBannedWords(await documentOf(text))).toEqual([])
  const old = changed(changed(GOOD, 'openapi: 3.1.0', 'openapi: 3.0.3'), '{ type: string }', '{ prefixItems: [{}] }')
  expect(checkBannedWords(await documentOf(old))).toEqual([])
})
