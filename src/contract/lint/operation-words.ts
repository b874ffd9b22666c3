import { isObject } from '../../json.ts'
import { nearestWord } from '../model/nearest.ts'
import type { Document } from '../read/load.ts'
import { member } from '../read/openapi.ts'
import { contractOperations, outcomePath, type ContractOperation } from './contract-operations.ts'
import { reporter, type LintFinding, type ReportFinding } from './finding.ts'
import { shown } from './wording.ts'

/** Each operation of a contract has a unique name and outcomes, and says whether it mutates. */
export function checkOperationWords(document: Document): LintFinding[] {
  const report = reporter(document, 'operation-words')
  const operations = contractOperations(document)
  return operations.flatMap((operation, index) => [
    ...wrongName(operation, operations.slice(0, index), report),
    ...wrongOutcomes(operation, report),
    ...WORDS.flatMap((word) => wrongWord(operation, word, report)),
    ...wrongStatements(operation, report),
    ...wrongWord(operation, { ...WEARS_OUT, isNeeded: operation.value['x-mutates'] === true }, report),
  ])
}

function wrongName(
  operation: ContractOperation,
  before: readonly ContractOperation[],
  report: ReportFinding,
): LintFinding[] {
  if (operation.id === '')
    return [
      report(operation.path, { message: 'the operation has no operationId', fix: 'Add operationId: and its name.' }),
    ]
  if (!before.some(({ id }) => id === operation.id)) return []
  const message = `another operation of this document is also named ${operation.id}`
  return [report([...operation.path, 'operationId'], { message, fix: 'Give one of them another name.' })]
}

const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

function wrongOutcomes(operation: ContractOperation, report: ReportFinding): LintFinding[] {
  const list = operation.value['x-outcomes']
  if (!Array.isArray(list) || list.length === 0) {
    const message = 'the operation has no x-outcomes: a list of the names of its answers'
    return [report([...operation.path, 'x-outcomes'], { message, fix: 'List them in their order of precedence.' })]
  }
  return list.flatMap((name: unknown, index) => {
    if (typeof name === 'string' && NAME.test(name)) return []
    const message = `an outcome's name is kebab-case, but this one is ${shown(name)}`
    return [
      report(outcomePath(operation, index), { message, fix: 'Write it like room-locked, here and at its example.' }),
    ]
  })
}

interface Word {
  readonly name: string
  /** The member of the operation that has the keyword; null: the operation itself. */
  readonly of: string | null
  readonly isNeeded: boolean
  readonly wants: string
  readonly fits: (value: unknown) => boolean
}

const isBoolean = (value: unknown): boolean => typeof value === 'boolean'
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0

const STATEMENTS = ['effects', 'announces', 'refusal-ack']

/** Their names in the header Content-Encoding. */
const ENCODINGS: readonly unknown[] = ['gzip', 'deflate', 'br']

const areEncodings = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((each) => ENCODINGS.includes(each))

/** The statements that an operation may give sources for. */
function wrongStatements(
  { path, value: { 'x-sources': stated } }: ContractOperation,
  report: ReportFinding,
): LintFinding[] {
  if (stated === undefined) return []
  const wants = `${STATEMENTS.join(', ')}, each with a list of sources`
  if (!isObject(stated))
    return [
      report([...path, 'x-sources'], {
        message: `x-sources must have ${wants}, but is ${shown(stated)}`,
        fix: 'Write them as members.',
      }),
    ]
  return Object.entries(stated).flatMap(([word, list]) => {
    const at = [...path, 'x-sources', word]
    if (!STATEMENTS.includes(word)) {
      const meant = nearestWord(word, STATEMENTS)
      const fix = meant === undefined ? `Write one of ${STATEMENTS.join(', ')}.` : `Write ${meant}.`
      return [report(at, { message: `an operation has no statement ${word}`, fix })]
    }
    if (Array.isArray(list) && list.length > 0) return []
    return [report(at, { message: `${word} must be a list of sources, but is ${shown(list)}`, fix: 'Write a list.' })]
  })
}

const WORDS: readonly Word[] = [
  {
    name: 'x-mutates',
    of: null,
    isNeeded: true,
    wants: 'true or false: whether success changes state',
    fits: isBoolean,
  },
  { name: 'x-additional-parameters', of: null, isNeeded: false, wants: 'true or false', fits: isBoolean },
  {
    name: 'x-content-encodings',
    of: 'requestBody',
    isNeeded: false,
    wants: 'a list of gzip, deflate or br',
    fits: areEncodings,
  },
  { name: 'x-max-bytes', of: 'requestBody', isNeeded: false, wants: 'a whole number of bytes above 0', fits: isCount },
]

const WEARS_OUT: Omit<Word, 'isNeeded'> = {
  name: 'x-wears-out',
  of: null,
  wants: 'true or false: whether success makes its subject unusable for later cases',
  fits: isBoolean,
}

function wrongWord(
  operation: ContractOperation,
  { name, of, isNeeded, wants, fits }: Word,
  report: ReportFinding,
): LintFinding[] {
  const part = of === null ? operation : member(operation, of)
  const value = part.value[name]
  if (fits(value) || (value === undefined && !isNeeded)) return []
  const message = `${name} must be ${wants}, but is ${shown(value)}`
  return [report([...part.path, name], { message, fix: `Write ${name}: and ${wants}.` })]
}
