import { isObject, parseJson } from '../../json.ts'
import { CHECKS } from '../../verify/model/finding.ts'
import { TRANSPORTS } from '../../verify/model/transport.ts'
import type { KeptCase, Night } from './night.ts'

/** The nights of a file. */
export interface Nights {
  /** As the caller named it. */
  readonly file: string
  /** Whole ones, in the order of the file. */
  readonly nights: readonly Night[]
  /** Lines that were left out, each with its place and the reason. */
  readonly leftOut: readonly string[]
}

/** Reads a file of nights, a line of JSON for each. What is damaged, or was cut off, is left out and named. */
export function readNights(text: string, name: string): Nights {
  const nights: Night[] = []
  const leftOut: string[] = []
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return
    const read = readNight(line)
    if (typeof read === 'string') leftOut.push(`${name}:${index + 1} was left out: ${read}`)
    else nights.push(read)
  })
  return { file: name, nights, leftOut }
}

/** The last night of a target and edition; undefined if there is none. */
export const lastOf = (
  { nights }: Pick<Nights, 'nights'>,
  { target, edition }: Pick<Night, 'target' | 'edition'>,
): Night | undefined => nights.findLast((each) => each.target === target && each.edition === edition)

function readNight(line: string): Night | string {
  const value = parseJson(line)
  if (value === undefined) return 'it is not JSON'
  if (!isObject(value) || value['format'] !== 1) return 'this version of greenroom has not recorded it'
  if (typeof value['end'] === 'string') return `its run is not complete, ${value['end']}`
  return isNight(value) ? value : 'it lacks a part, or has one of the wrong kind'
}

const isText = (value: unknown): value is string => typeof value === 'string'
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText)
const isTransport = (name: unknown): boolean => TRANSPORTS.some((each) => each === name)

function isNight(value: object): value is Night {
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
