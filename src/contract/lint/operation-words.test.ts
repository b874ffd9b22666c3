import { describe, expect, it } from 'vitest'
import { checkBannedWords } from './banned-words.ts'
import { contractOperations } from './contract-operations.ts'
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
    ['x-max-bytes: 100', 'x-content-encodings: []'],
    ['x-max-bytes: 100', 'x-content-encodings: gzip'],
    ['x-max-bytes: 100', 'x-content-encodings: [gzip, zip]'],
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
    ['x-max-bytes: 100', 'x-content-encodings: [gzip, deflate, br]'],
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
