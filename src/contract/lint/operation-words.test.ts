import { describe, expect, it } from 'vitest'
import { checkBannedWords } from './banned-words.ts'
import { contractOperations } from './contract-operations.ts'
import { checkOperationWords } from './operation-words.ts'
import { checkOutcomeTwins } from './outcome-twins.ts'
import { checkRateLimit } from './rate-limit.ts'
import { changed, documentOf, GOOD, lineOf } from './testing/documents.ts'

const PLAIN = GOOD.replaceAll(/x-(?=outcomes|mutates|wears-out|rate-limit)/g, 'y-')
/** What messages say before what is there instead. */
const MUTATES_IS = 'x-mutates must be true or false: whether success changes state, but is '
const BYTES_IS = 'x-max-bytes must be a whole number of bytes above 0, but is '
const ENCODINGS_IS = 'x-content-encodings must be a list of gzip, deflate or br, but is '
const NAME_IS = "an outcome's name is kebab-case, but this one is "

const found = async (from: string, to: string) => checkOperationWords(await documentOf(changed(GOOD, from, to)))

describe('the words of an operation', () => {
  it.each([
    ['x-mutates: true', 'x-mutates: "true"', `${MUTATES_IS}"true" (a text)`],
    ['x-mutates: true', 'x-mutates: 1', `${MUTATES_IS}1 (a number)`],
    [
      'x-wears-out: false',
      'x-wears-out: no thing',
      'x-wears-out must be true or false: whether success makes its subject unusable for later cases, but is "no thing" (a text)',
    ],
    [
      'x-wears-out: false',
      'x-wears-out: false\n      x-additional-parameters: open',
      'x-additional-parameters must be true or false, but is "open" (a text)',
    ],
    ['x-max-bytes: 100', 'x-max-bytes: 0', `${BYTES_IS}0 (a number)`],
    ['x-max-bytes: 100', 'x-max-bytes: 1.5', `${BYTES_IS}1.5 (a number)`],
    ['x-max-bytes: 100', 'x-max-bytes: -1', `${BYTES_IS}-1 (a number)`],
    ['x-max-bytes: 100', 'x-content-encodings: []', `${ENCODINGS_IS}a list`],
    ['x-max-bytes: 100', 'x-content-encodings: gzip', `${ENCODINGS_IS}"gzip" (a text)`],
    ['x-max-bytes: 100', 'x-content-encodings: [gzip, zip]', `${ENCODINGS_IS}a list`],
    ['- dark', '- Dark', `${NAME_IS}"Dark" (a text)`],
    ['- dark', '- dark-', `${NAME_IS}"dark-" (a text)`],
    ['- dark', '- -dark', `${NAME_IS}"-dark" (a text)`],
    ['- dark', '- dark--er', `${NAME_IS}"dark--er" (a text)`],
    ['- dark', '- dark_er', `${NAME_IS}"dark_er" (a text)`],
    ['- dark', "- ''", `${NAME_IS}"" (a text)`],
    ['- dark', '- 5', `${NAME_IS}5 (a number)`],
  ])('%s may not be %s', async (from, to, message) => {
    expect((await found(from, to)).map((each) => each.message)).toEqual([message])
  })

  it.each([
    ['x-max-bytes: 100', 'x-max-bytes: 1'],
    ['        x-max-bytes: 100\n', ''],
    ['x-max-bytes: 100', 'x-content-encodings: [gzip, deflate, br]'],
    ['x-wears-out: false', 'x-wears-out: true\n      x-additional-parameters: false'],
    ['- dark', '- dark-2-b'],
    ['- dark', '- 404-dark'],
  ])('%s may be %s', async (from, to) => {
    expect(await found(from, to)).toEqual([])
  })

  it('say what wears out only where something changes', async () => {
    const text = changed(changed(GOOD, 'x-mutates: true', 'x-mutates: false'), '      x-wears-out: false\n', '')
    expect(checkOperationWords(await documentOf(text))).toEqual([])
  })

  it.each(['x-outcomes: []', 'x-outcomes: entered'])('list outcomes, which %s does not', async (written) => {
    const text = GOOD.replace(/x-outcomes:\n(?: +- [\w-]+\n)+/, `${written}\n`)
    expect(checkOperationWords(await documentOf(text))).toMatchObject([
      { message: 'the operation has no x-outcomes: a list of the names of its answers' },
    ])
  })

  it('are asked of a contract alone', async () => {
    const document = await documentOf(PLAIN.replace('operationId: enterStage', 'description: none'))
    expect(contractOperations(document)).toEqual([])
    for (const check of [checkOperationWords, checkOutcomeTwins, checkRateLimit, checkBannedWords])
      expect(check(document)).toEqual([])
  })
})

describe('what is wrong with the words of an operation is told with what to write:', () => {
  const MUTATES = 'x-mutates: true'
  const stating = (sources: string): string => `${MUTATES}\n      x-sources: ${sources}`

  it.each([
    ['      operationId: enterStage\n', '', 'Add operationId: and its name.'],
    ['- dark', '- Dark', 'Write it like room-locked, here and at its example.'],
    [MUTATES, 'x-mutates: maybe', 'Write x-mutates: and true or false: whether success changes state.'],
    ['x-max-bytes: 100', 'x-content-encodings: gzip', 'Write x-content-encodings: and a list of gzip, deflate or br.'],
    [MUTATES, stating('server'), 'Write them as members.'],
    [MUTATES, stating('{ effects: [] }'), 'Write a list.'],
    [MUTATES, stating('{ efects: [server] }'), 'Write effects.'],
    [MUTATES, stating('{ zzz: [server] }'), 'Write one of effects, announces, refusal-ack.'],
  ])('%j → %j: %s', async (from, to, fix) => {
    expect(await found(from, to)).toMatchObject([{ fix, check: 'operation-words' }])
  })

  it('on its own line', async () => {
    const text = changed(
      GOOD,
      MUTATES,
      `${MUTATES}\n      x-sources:\n        effects: [server]\n        announces: none`,
    )
    expect(checkOperationWords(await documentOf(text))).toMatchObject([{ line: lineOf(text, 'announces: none') }])
    const bytes = changed(GOOD, 'x-max-bytes: 100', 'x-max-bytes: 0')
    expect(checkOperationWords(await documentOf(bytes))).toMatchObject([{ line: lineOf(bytes, 'x-max-bytes') }])
  })

  it('a name that is missing, or taken', async () => {
    expect(await found('      operationId: enterStage\n', '')).toMatchObject([
      { line: lineOf(GOOD, 'post:'), message: 'the operation has no operationId' },
    ])
    const operation = GOOD.slice(GOOD.indexOf('    post:'), GOOD.indexOf('components:'))
    const text = changed(GOOD, 'components:', `  /other:\n${operation}components:`)
    const second = text.slice(0, text.lastIndexOf('operationId')).split('\n').length
    expect(checkOperationWords(await documentOf(text))).toMatchObject([
      {
        line: second,
        message: 'another operation of this document is also named enterStage',
        fix: 'Give one of them another name.',
      },
    ])
  })

  it('statements that are none', async () => {
    const text = changed(GOOD, MUTATES, stating('server'))
    expect(checkOperationWords(await documentOf(text))).toMatchObject([{ line: lineOf(text, 'x-sources: server') }])
  })

  it('each of its statements may have sources', async () => {
    const sources = '{ effects: [server], announces: [server], refusal-ack: [inferred] }'
    expect(await found(MUTATES, stating(sources))).toEqual([])
  })

  it('a list of outcomes that is not there', async () => {
    const text = GOOD.replace(/x-outcomes:\n(?: +- [\w-]+\n)+/, 'x-outcomes: []\n')
    expect(checkOperationWords(await documentOf(text))).toMatchObject([
      { line: lineOf(text, 'x-outcomes'), fix: 'List them in their order of precedence.' },
    ])
  })
})
