import { unknownWord } from '../contract/model/nearest.ts'
import { Fault } from '../fault.ts'
import { isObject } from '../json.ts'
import type { RunSettings, VerifierOptions } from './options.ts'

/** What a value must be: the sentence `<name> takes <says>`. Programs in JavaScript have no types that would check it. */
interface Kind {
  readonly says: string
  readonly is: (value: unknown) => boolean
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isListOf =
  (is: Kind['is']) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(is)

const TEXT: Kind = { says: 'a text', is: isText }
const TEXTS: Kind = { says: 'a list of texts', is: isListOf(isText) }
const OBJECT: Kind = { says: 'an object', is: isObject }
const NUMBER: Kind = { says: 'a number', is: (value) => typeof value === 'number' }
const FLAG: Kind = { says: 'true or false', is: (value) => typeof value === 'boolean' }
const FUNCTION: Kind = { says: 'a function', is: (value) => typeof value === 'function' }
const SIGNAL: Kind = { says: 'an AbortSignal', is: (value) => value instanceof AbortSignal }
const FILE_OR_OBJECT: Kind = {
  says: 'the path of a file, or its contents as an object',
  is: (value) => isText(value) || isObject(value),
}
const FILE_OR_LIST: Kind = {
  says: 'the path of a file, or its contents as a list of objects',
  is: (value) => isText(value) || isListOf(isObject)(value),
}
const SKIPS: Kind = {
  says: 'a list of { case, reason }, both texts',
  is: isListOf((each) => isObject(each) && isText(each['case']) && isText(each['reason'])),
}
const CONTROL: Kind = {
  says: '{ url, token }, both texts; the token may be omitted',
  is: (value) => isObject(value) && isText(value['url']) && (value['token'] === undefined || isText(value['token'])),
}

/** Every option of a verifier: a misspelt one would be silently ignored. */
const OPTIONS: Readonly<Record<keyof VerifierOptions, Kind>> = {
  url: TEXT,
  target: FILE_OR_OBJECT,
  edition: TEXT,
  control: CONTROL,
  ca: TEXT,
  env: OBJECT,
  timeoutMs: NUMBER,
}

/** Every setting of a run. */
const SETTINGS: Readonly<Record<keyof RunSettings, Kind>> = {
  cases: TEXTS,
  skip: SKIPS,
  transports: TEXTS,
  shuffle: NUMBER,
  gate: TEXT,
  minCoverage: NUMBER,
  deviations: FILE_OR_LIST,
  allowMutating: TEXTS,
  deadlineMs: NUMBER,
  retries: NUMBER,
  workers: NUMBER,
  keepBodies: FLAG,
  signal: SIGNAL,
  reproduce: FUNCTION,
}

/** Throws a Fault for an unknown option, with the nearest one, and for one of the wrong type, with the right one. */
export const checkOptions = (given: unknown): void => check('option of createVerifier', given, OPTIONS)

/** Throws a Fault for an unknown setting, with the nearest one, and for one of the wrong type, with the right one. */
export const checkSettings = (given: unknown): void => check('setting of a run', given, SETTINGS)

function check(what: string, given: unknown, kinds: Readonly<Record<string, Kind>>): void {
  if (!isObject(given))
    throw new Fault(`each ${what} is a member of an object, not of ${worded(given)}`, 'Omit it for the defaults.')
  for (const [name, value] of Object.entries(given)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
    if (!kind) throw unknownWord(what, name, Object.keys(kinds))
    if (value !== undefined && !kind.is(value))
      throw new Fault(`${name} takes ${kind.says}, not ${worded(value)}`, 'Omit it for the default.')
  }
}

/** The type of a value; never the value, which may be a secret. */
function worded(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list with ${worded(value[0])}`
  return typeof value === 'object' ? 'such an object' : `a ${typeof value}`
}
