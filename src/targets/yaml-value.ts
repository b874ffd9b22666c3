import { toPointer } from '../contract/model/pointer.ts'
import type { SourceFile } from '../contract/read/source.ts'
import { Fault } from '../fault.ts'
import { nearestWord } from '../contract/model/nearest.ts'

/** A value of a YAML file, or of data that has the form of one, with its place for messages. */
export interface YamlValue {
  readonly origin: Origin
  readonly parts: readonly string[]
  readonly value: unknown
}

/** Where values come from. */
export interface Origin {
  /** The file, or what the data is called. */
  readonly name: string
  readonly placeOf: (parts: readonly string[]) => string
  /** Whether others may read it, too: then no secret may stand in it. */
  readonly isShared: boolean
}

/** The whole of a file. The place of a value is `file:line`; of what holds it where it is left empty, and so has no line. */
export function valueOfFile(source: SourceFile): YamlValue {
  const { file, value } = source
  const placeOf = (parts: readonly string[]): string => {
    const lines = parts.map((_, index) => source.lineOf(toPointer(parts.slice(0, parts.length - index))))
    return `${file}:${lines.find((line) => line > 0) ?? 1}`
  }
  return { origin: { name: file, placeOf, isShared: true }, parts: [], value }
}

/** Data in the form of a file. The place of a value is its path: `target.identities.agent`. */
export const valueOfData = (value: unknown, name: string): YamlValue => ({
  origin: { name, placeOf: (parts) => [name, ...parts].join('.'), isShared: false },
  parts: [],
  value,
})

/** Where a value stands: `file:line`, or its path in data. */
export const placeOf = ({ origin, parts }: YamlValue): string => origin.placeOf(parts)

/** The Fault of a value that cannot stay as it is. */
export const wrong = (at: YamlValue, message: string, fix: string): Fault =>
  new Fault(`${placeOf(at)}: ${message}`, fix)

/** The members of a mapping; one whose value is left empty, or undefined in data, counts as not there. Throws a Fault for a key that is none of the words. */
export function membersOf(
  at: YamlValue,
  what: string,
  words: readonly string[] | null = null,
): ReadonlyMap<string, YamlValue> {
  if (isEmpty(at.value)) return new Map()
  if (typeof at.value !== 'object' || Array.isArray(at.value))
    throw wrong(at, `${named(at)} is no mapping`, 'Write it as name: value.')
  const members = Object.entries(at.value).map(([key, value]): [string, YamlValue] => [
    key,
    { origin: at.origin, parts: [...at.parts, key], value },
  ])
  for (const [key, member] of members) if (words) checkWord(member, key, what, words)
  return new Map(members.filter(([, { value }]) => !isEmpty(value)))
}

/** The items of a list; an empty value has none. */
export function itemsOf(at: YamlValue): readonly YamlValue[] {
  if (isEmpty(at.value)) return []
  if (!Array.isArray(at.value))
    throw wrong(at, `${named(at)} is no list`, 'Write one item per line, each after a dash.')
  return at.value.map((value: unknown, index) => ({ origin: at.origin, parts: [...at.parts, String(index)], value }))
}

/** A text on one line, not an empty one. */
export function textOf(at: YamlValue): string {
  if (typeof at.value !== 'string' || at.value.trim() === '')
    throw wrong(at, `${named(at)} is no text`, 'Write a text; one that looks like a number goes in quotes.')
  // A line break in what becomes a header or a path would end it there.
  if (hasControls(at.value))
    throw wrong(at, `${named(at)} holds a line break or another control character`, 'Take it out.')
  if (/^<.*>$/.test(at.value))
    throw wrong(at, `${named(at)} is still to be filled in`, 'Write the value in place of <…>, or take the entry out.')
  return at.value
}

/** A text that is one of the words. */
export function wordOf(at: YamlValue, what: string, words: readonly string[]): string {
  const word = textOf(at)
  checkWord(at, word, what, words)
  return word
}

/** A whole number from 1 on. */
export function countOf(at: YamlValue): number {
  if (typeof at.value === 'number' && Number.isSafeInteger(at.value) && at.value > 0) return at.value
  throw wrong(at, `${named(at)} is no whole number above 0`, 'Write one, without quotes.')
}

/** Throws a Fault for a word that does not exist, with the one that may have been meant. */
function checkWord(at: YamlValue, word: string, what: string, words: readonly string[]): void {
  if (words.includes(word)) return
  const meant = nearestWord(word, words)
  throw wrong(
    at,
    `there is no ${what} ${word.slice(0, 60)}`,
    `${meant === undefined ? '' : `Did you mean ${meant}? `}${words.length === 0 ? 'It has none.' : `There ${words.length === 1 ? 'is' : 'are'} ${words.join(', ')}.`}`,
  )
}

/** A member that must be there. */
export function needed(at: YamlValue, members: ReadonlyMap<string, YamlValue>, name: string): YamlValue {
  const member = members.get(name)
  if (member) return member
  throw wrong(at, `${named(at)} has no ${name}`, `Add ${name}.`)
}

/** Whether a text holds a line break or another control character. */
// oxlint-disable-next-line no-control-regex -- these are what it is about
export const hasControls = (text: string): boolean => /[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(text)

const isEmpty = (value: unknown): value is null | undefined => value === null || value === undefined

const named = ({ parts, origin }: YamlValue): string => {
  const last = parts.at(-1)
  return last === undefined ? (origin.isShared ? 'the file' : origin.name) : /^\d+$/.test(last) ? 'the item' : last
}
