import { toNullType } from '../read/nullable.ts'
import { holdsNames } from '../read/data-words.ts'
import { isContainer } from '../../json.ts'

/** Members that contain data, or our own keywords, where `nullable` has no meaning. */
const DATA = /^(?:example|examples|default|enum|const|value|x-.*)$/

/** Copies a 3.1 document, replacing `nullable: true` beside a type by a type with null. */
export const nullTypesIn = (document: object): object =>
  Object.fromEntries(Object.entries(document).map(([word, value]) => [word, mapMember(word, value)]))

function map(value: unknown, isNamed: boolean): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => map(item, false))
  if (!isContainer(value)) return value
  const entries = Object.entries(value)
  if (isNamed) return Object.fromEntries(entries.map(([name, part]) => [name, map(part, false)]))
  return toNullType(Object.fromEntries(entries.map(([word, part]) => [word, mapMember(word, part)])))
}

const mapMember = (word: string, value: unknown): unknown => (DATA.test(word) ? value : map(value, holdsNames(word)))
