import { toPointer } from '../contract/model/pointer.ts'
import type { SourceFile } from '../contract/read/source.ts'
import { Fault } from '../fault.ts'
import { nearestWord } from '../contract/model/nearest.ts'

/** A value of a YAML file, or of data like one, with its place for messages. */
export interface YamlValue {
  readonly origin: Origin
  readonly parts: readonly string[]
  readonly value: unknown
}

/** Where values come from. */
export interface Origin {
  /** The file, or the name of the data. */
  readonly name: string
  readonly placeOf: (parts: readonly string[]) => string
  /** Whether others may read it, so that it must not contain secrets. */
  readonly isShared: boolean
}

/** A whole file. The place of a value is `file:line`; an empty value, which has no line, gets its parent's. */
export function valueOfFile(source: SourceFile): YamlValue {
  const { file, value } = source
  const placeOf = (parts: readonly string[]): string => `${file}:${source.lineOf(toPointer(parts))}`
  return { origin: { name: file, placeOf, isShared: true }, parts: [], value }
}

/** Data like a file. The place of a value is its path: `target.identities.agent`. */
export const valueOfData = (value: unknown, name: string): YamlValue => ({
  origin: { name, placeOf: (parts) => [name, ...parts].join('.'), isShared: false },
  parts: [],
  value,
})

/** The place of a value: `file:line`, or its path in data. */
export const placeOf = ({ origin, parts }: YamlValue): string => origin.placeOf(parts)

/** The Fault of an invalid value. */
export const wrong = (at: YamlValue, message: string, fix: string): Fault =>
  new Fault(`${placeOf(at)}: ${message}`, fix)

/** The members of a mapping, except those that are empty, or undefined in data. Throws a Fault for unknown keys. */
export function membersOf(
  at: YamlValue,
  what: string,
  words: readonly string[] | null = null,
): ReadonlyMap<string, YamlValue> {
  if (isEmpty(at.value)) return new Map()
  if (typeof at.value !== 'object' || Array.isArray(at.value))
    throw wrong(at, `${named(at)} is not a mapping`, 'Write it as name: value.')
  const members = Object.entries(at.value).map(([key, value]): [string, YamlValue] => [
    key,
    { origin: at.origin, parts: [...at.parts, key], value },
  ])
  for (const [key, member] of members) if (words) checkWord(member, key, what, words)
  return new Map(members.filter(([, { value }]) => !isEmpty(value)))
}

/** The items of a list; none for an empty value. */
export function itemsOf(at: YamlValue): readonly YamlValue[] {
  if (isEmpty(at.value)) return []
  if (!Array.isArray(at.value))
    throw wrong(at, `${named(at)} is not a list`, 'Write one item per line, each after a dash.')
  return at.value.map((value: unknown, index) => ({ origin: at.origin, parts: [...at.parts, String(index)], value }))
}

/** A non-empty string on one line. */
export function textOf(at: YamlValue): string {
  if (typeof at.value !== 'string' || at.value.trim() === '')
    throw wrong(at, `${named(at)} is not a string`, 'Write a string; put one that looks like a number in quotes.')
  // A line break would end a header or a path.
  if (hasControls(at.value))
    throw wrong(at, `${named(at)} contains a line break or another control character`, 'Remove it.')
  if (/^<.*>$/.test(at.value))
    throw wrong(at, `${named(at)} is not filled in yet`, 'Replace <…> with the value, or remove the entry.')
  return at.value
}

/** Throws a Fault for a word that is not in the list. */
export function wordOf(at: YamlValue, what: string, words: readonly string[]): string {
  const word = textOf(at)
  checkWord(at, word, what, words)
  return word
}

/** A positive whole number. */
export function countOf(at: YamlValue): number {
  if (typeof at.value === 'number' && Number.isSafeInteger(at.value) && at.value > 0) return at.value
  throw wrong(at, `${named(at)} is not a positive whole number`, 'Write one, without quotes.')
}

/** Throws a Fault for an unknown word, with the one that was probably meant. */
function checkWord(at: YamlValue, word: string, what: string, words: readonly string[]): void {
  if (words.includes(word)) return
  const meant = nearestWord(word, words)
  throw wrong(
    at,
    `there is no ${what} ${word.slice(0, 60)}`,
    `${meant === undefined ? '' : `Did you mean ${meant}? `}${words.length === 0 ? 'It has none.' : `Known: ${words.join(', ')}.`}`,
  )
}

/** A required member. */
export function needed(at: YamlValue, members: ReadonlyMap<string, YamlValue>, name: string): YamlValue {
  const member = members.get(name)
  if (member) return member
  throw wrong(at, `${named(at)} has no ${name}`, `Add ${name}.`)
}

/** Whether a text contains a line break or another control character. */
// oxlint-disable-next-line no-control-regex -- it matches control characters
export const hasControls = (text: string): boolean => /[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(text)

const isEmpty = (value: unknown): value is null | undefined => value === null || value === undefined

const named = ({ parts, origin }: YamlValue): string => {
  const last = parts.at(-1)
  return last === undefined ? (origin.isShared ? 'the file' : origin.name) : /^\d+$/.test(last) ? 'the item' : last
}
