import { valueAt } from '../model/pointer.ts'
import type { Complaint } from './finding.ts'
import type { Leaf } from './judge/leaves.ts'
import { isContainer } from '../../json.ts'

/**
 * An error in words: what is required, what is there, and how to fix it. Its path starts from `value`; `name` is for the
 * reader.
 */
export const inWords = (leaf: Leaf, value: unknown, name: string): Complaint =>
  (WORDS[leaf.keyword] ?? otherWords)(name, leaf, valueAt(value, leaf.path))

const OTHER_FIX = 'Change the value or its schema.'

type Words = (name: string, leaf: Leaf, actual: unknown) => Complaint

const WORDS: Readonly<Record<string, Words>> = {
  type: (name, { params }, actual) => ({
    message: `${name} must be ${listed(params['type'])}, but is ${shown(actual)}`,
    fix: typeFix(params['type'], actual),
  }),
  enum: (name, { params }, actual) => wrongConstant(name, params['allowedValues'], actual),
  const: (name, { params }, actual) => wrongConstant(name, params['allowedValue'], actual),
  required: (name, { params }) => ({
    message: `${name} has no ${listed(params['missingProperty'])}`,
    fix: `Add ${listed(params['missingProperty'])}.`,
  }),
  additionalProperties: unwanted,
  unevaluatedProperties: unwanted,
  format: (name, { params }, actual) => ({
    message: `${name} must be a ${listed(params['format'])}, but is ${shown(actual)}`,
    fix: `Write it like ${SAMPLES[String(params['format'])] ?? 'its format says'}.`,
  }),
  not: (name, { params }, actual) => ({
    message: `${name} ${excluded(params['schema'], actual)}`,
    fix: 'Change the value, or the schema under not:.',
  }),
  oneOf: (name, { params }) => ({
    message: Array.isArray(params['passingSchemas'])
      ? `${name} matches more than one alternative of oneOf: ${listed(params['passingSchemas'])}, counted from 0`
      : `${name} matches no alternative of oneOf`,
    fix: 'Change the value or its schema, so that exactly one matches.',
  }),
  anyOf: (name) => ({
    message: `${name} matches no alternative of anyOf`,
    fix: 'Change the value or its schema, so that one matches.',
  }),
  if: (name, { params }) => ({
    message: `${name} does not match the schema under ${String(params['failingKeyword'])}:, as its if: requires`,
    fix: OTHER_FIX,
  }),
  'false schema': (name) => ({ message: `${name} is not allowed: its schema is false`, fix: 'Remove it.' }),
  // Its path leads to the member, so `name` would say the wrong name once more.
  propertyNames: (_name, { params }) => ({
    message: `no member may be named ${JSON.stringify(params['propertyName'])} here`,
    fix: 'Rename it, or change the schema under propertyNames:.',
  }),
  contains: (name, { params }) => ({
    message: `${name} must contain ${matching(params['minContains'], params['maxContains'])} contains:`,
    fix: OTHER_FIX,
  }),
  dependentRequired: (name, { params }) => ({
    message: `${name} has ${String(params['property'])}, but not ${String(params['missingProperty'])}, which must go with it`,
    fix: `Add ${String(params['missingProperty'])}.`,
  }),
}

/** How many items match: `at least 1 item that matches`, `1 to 3 items that match`. */
function matching(least: unknown, most: unknown): string {
  const items = (count: unknown): string => (count === 1 ? '1 item that matches' : `${String(count)} items that match`)
  if (most === undefined) return `at least ${items(least)}`
  if (least === 0) return `at most ${items(most)}`
  return least === most ? items(most) : `${String(least)} to ${items(most)}`
}

/** What a schema under `not` excludes. */
function excluded(schema: unknown, actual: unknown): string {
  const { required, enum: values } = isContainer(schema) ? schema : {}
  if (Array.isArray(required))
    return required.length > 1 ? `must not have both ${required.join(' and ')}` : `must not have ${listed(required)}`
  if (Array.isArray(values)) return `must not be ${listed(values)}`
  return `is excluded by its schema (not:), but is ${shown(actual)}`
}

const SAMPLES: Readonly<Record<string, string>> = {
  'date-time': '2026-03-03T10:30:00.000Z',
  uri: 'https://example.com/path',
  regex: '^[a-z]+$, a regular expression',
}

const otherWords: Words = (name, { text, keyword }, actual) => ({
  // Without a keyword, the text says all.
  message: keyword === '' ? `${name} ${text}` : `${name} ${text}, but is ${shown(actual)}`,
  fix: OTHER_FIX,
})

const wrongConstant = (name: string, allowed: unknown, actual: unknown): Complaint => {
  const wanted = [allowed].flat().map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
  return {
    message: `${name} must be ${wanted.join(' or ')}, but is ${shown(actual)}`,
    fix: `Write ${wanted.join(' or ')}.`,
  }
}

function unwanted(name: string): Complaint {
  return { message: `${name} is not allowed here`, fix: 'Remove it, or check its spelling.' }
}

/** A text that reads like the wanted value was probably quoted by mistake. */
function typeFix(type: unknown, actual: unknown): string {
  const isQuoted = typeof actual === 'string' && [type].flat().some((name) => QUOTED[String(name)]?.test(actual))
  return isQuoted ? `Write ${actual} without quotes.` : `Give it a value of type ${listed(type)}.`
}

const NUMBER = /^-?\d+(?:\.\d+)?$/
const QUOTED: Readonly<Record<string, RegExp>> = {
  boolean: /^(?:true|false)$/,
  null: /^null$/,
  number: NUMBER,
  integer: /^-?\d+$/,
}

/** A value with its type, truncated if long: `"true" (a text)`. */
export function shown(value: unknown): string {
  if (value === undefined) return 'not there'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (isContainer(value)) return 'an object'
  const text = JSON.stringify(value)
  return `${text.length > 60 ? `${text.slice(0, 60)}…` : text} (a ${typeof value === 'string' ? 'text' : typeof value})`
}

const listed = (value: unknown): string => [value].flat().map(String).join(' or ')

/** A path for people: `state.mic`, `rooms[0].open`. */
export const dotted = (path: readonly string[]): string =>
  path.reduce((text, part) => (/^\d+$/.test(part) ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`), '')

/** The last part of a deep path, with its list if it is a number; the line shows the rest. */
export const nearName = (path: readonly string[]): string => {
  const index = path.findLastIndex((part) => !/^\d+$/.test(part))
  return dotted(path.slice(Math.max(0, index))) || 'the document'
}
