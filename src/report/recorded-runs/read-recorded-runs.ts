import { isObject, parseJson } from '../../json.ts'
import { CHECKS } from '../../verify/model/finding.ts'
import { TRANSPORTS } from '../../verify/model/transport.ts'
import type { KeptCase, RecordedRun } from './recorded-run.ts'

/** The runs of a file. */
export interface RecordedRuns {
  /** As the caller named it. */
  readonly file: string
  /** Whole ones, in the order of the file. */
  readonly runs: readonly RecordedRun[]
  /** Lines that were left out, each with its place and the reason. */
  readonly leftOut: readonly string[]
}

/** Reads a file of runs, a line of JSON for each. What is damaged, or was cut off, is left out and named. */
export function readRecordedRuns(text: string, name: string): RecordedRuns {
  const runs: RecordedRun[] = []
  const leftOut: string[] = []
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return
    const read = readRecordedRun(line)
    if (typeof read === 'string') leftOut.push(`${name}:${index + 1} was left out: ${read}`)
    else runs.push(read)
  })
  return { file: name, runs, leftOut }
}

/** The last run of a target and edition; undefined if there is none. */
export const lastOf = (
  { runs }: Pick<RecordedRuns, 'runs'>,
  { target, edition }: Pick<RecordedRun, 'target' | 'edition'>,
): RecordedRun | undefined => runs.findLast((each) => each.target === target && each.edition === edition)

function readRecordedRun(line: string): RecordedRun | string {
  const value = parseJson(line)
  if (value === undefined) return 'it is not JSON'
  if (!isObject(value) || value['format'] !== 1) return 'this version of greenroom has not recorded it'
  if (typeof value['end'] === 'string') return `its run is not complete, ${value['end']}`
  return isRecordedRun(value) ? value : 'it lacks a part, or has one of the wrong kind'
}

const isText = (value: unknown): value is string => typeof value === 'string'
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText)
const isTransport = (name: unknown): boolean => TRANSPORTS.some((each) => each === name)

function isRecordedRun(value: object): value is RecordedRun {
  if (!isObject(value)) return false
  const { at, target, edition, held, others } = value
  return (
    isText(at) &&
    !Number.isNaN(Date.parse(at)) &&
    isText(target) &&
    isText(edition) &&
    isObject(held) &&
    Object.entries(held).every(([name, ids]) => isTransport(name) && areTexts(ids)) &&
    Array.isArray(others) &&
    others.every(isKept)
  )
}

const isKept = (value: unknown): value is KeptCase =>
  isObject(value) &&
  isText(value['id']) &&
  isTransport(value['transport']) &&
  ['held', 'deviates', 'unjudged'].includes(String(value['state'])) &&
  (value['extra'] === undefined || areTexts(value['extra'])) &&
  (value['findings'] === undefined || (Array.isArray(value['findings']) && value['findings'].every(isFinding)))

const isFinding = (value: unknown): boolean => isObject(value) && CHECKS.some((each) => each === value['check'])
