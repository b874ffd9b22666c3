import { varyValidators } from '../../../contract/compiled/response-validators.js'
import { under, valueAt } from '../../../contract/model/pointer.ts'
import { isContainer, sameJson } from '../../../json.ts'
import { whyUnread } from '../../model/parsed-body.ts'
import type { Answered, Check } from './answered.ts'
import { breach, type Breach } from './breach.ts'
import { sourcesOf } from './statement.ts'
import { filledText } from './wanted.ts'

/** The body is the documented one: literally outside its varying parts, by their schemas within them. */
export const checkBody: Check = (answered) => {
  if (answered.json === undefined)
    return [
      breach(
        answered.received.body === '' ? 'the answer has no body' : `the body ${whyUnread(answered.received.body)}`,
        {
          check: 'body',
          sources: sourcesOf(answered, 'body'),
          expected: JSON.parse(answered.outcome.example),
          actual: answered.received.body,
        },
      ),
    ]
  if (answered.received.body.includes('\ufffd'))
    return [breach('the body is not UTF-8', { check: 'body', sources: sourcesOf(answered, 'body') })]
  return [...compared(JSON.parse(answered.outcome.example), answered.json, '', answered), ...valuesOf(answered)]
}

function compared(expected: unknown, actual: unknown, pointer: string, answered: Answered): Breach[] {
  if (Object.hasOwn(answered.outcome.varies, pointer)) return varying(actual, pointer, answered)
  if (!isContainer(expected) || !isContainer(actual) || Array.isArray(expected) !== Array.isArray(actual))
    return sameJson(expected, actual) ? [] : [unequal(expected, actual, pointer, answered)]
  if (Array.isArray(expected) && expected.length !== Object.keys(actual).length)
    return [unequal(expected, actual, pointer, answered)]
  return Object.entries(expected).flatMap(([key, value]) =>
    Object.hasOwn(actual, key)
      ? compared(value, Reflect.get(actual, key), under(pointer, key), answered)
      : answered.absent.includes(key)
        ? []
        : [missing(value, under(pointer, key), answered)],
  )
}

function varying(actual: unknown, pointer: string, answered: Answered): Breach[] {
  const { face, outcome } = answered
  const fault = varyValidators[face.edition]?.[face.operation]?.[outcome.name]?.[pointer]?.(actual) ?? null
  if (fault === null) return []
  return [
    breach(`the answer at ${pointer}${fault.pointer} ${fault.text}`, {
      check: 'body',
      sources: partSources(answered, pointer),
      // For a list, the faulty item rather than all of it.
      pointer: `${pointer}${fault.pointer}`,
      actual: valueAt(actual, fault.pointer),
    }),
  ]
}

/** What a case expects of the varying parts. */
const valuesOf = (answered: Answered): Breach[] =>
  Object.entries(answered.call.values).flatMap(([name, wanted]) => {
    const expected = filledText(wanted, answered.values)
    const actual = namedPart(name, answered)
    return actual === expected
      ? []
      : [
          breach(`${name} is wrong`, {
            check: 'body',
            sources: sourcesOf(answered, 'body'),
            expected,
            actual: actual ?? null,
          }),
        ]
  })

/** A varying part by the name of its group in a pattern, or by its pointer without the first slash. */
export function namedPart(name: string, { outcome, json }: Pick<Answered, 'outcome' | 'json'>): string | undefined {
  for (const [pointer, pattern] of Object.entries(outcome.varies)) {
    const value = valueAt(json, pointer)
    if (pattern === null && pointer === `/${name}`) return typeof value === 'string' ? value : JSON.stringify(value)
    const groups =
      pattern === null || typeof value !== 'string' ? undefined : new RegExp(pattern, 'u').exec(value)?.groups
    if (groups && Object.hasOwn(groups, name)) return groups[name]
  }
  return undefined
}

const unequal = (expected: unknown, actual: unknown, pointer: string, answered: Answered): Breach =>
  breach(pointer === '' ? 'the body is wrong' : `${pointer} is wrong`, {
    check: 'body',
    sources: partSources(answered, pointer),
    pointer,
    expected,
    actual,
  })

const missing = (expected: unknown, pointer: string, answered: Answered): Breach =>
  breach(`${pointer} is missing`, { check: 'body', sources: partSources(answered, pointer), pointer, expected })

/** The sources of a part of the body; '' is the whole body. */
export const partSources = (answered: Answered, pointer: string): readonly string[] =>
  sourcesOf(answered, pointer === '' ? 'body' : `/${pointer.slice(1)}`)
