import { toEscapedJson } from '../../report/text/escaped-json.ts'
import { isContainer } from '../../json.ts'
import type { Change } from './change.ts'

/** Changes for people: a block for each operation, a line for each change; headers that change alike share one. */
export function changesText(changes: readonly Change[]): string {
  const byOperation = Map.groupBy(changes, ({ operation }) => operation)
  return [...byOperation]
    .map(
      ([operation, own]) =>
        `${operation ?? 'everywhere'}\n${distinct(own)
          .map((change) => `  ${lineOf(change)}\n`)
          .join('')}`,
    )
    .join('\n')
}

/** One change in place of several of headers that are alike, with the names of all of them. */
function distinct(changes: readonly Change[]): Change[] {
  const alike = Map.groupBy(changes, (change) =>
    change.kind === 'headers' ? headersText(change.from, change.to) : change,
  )
  return [...alike.values()].flatMap((all) => all.slice(0, 1).map((first) => ({ ...first, name: namesOf(all) })))
}

const namesOf = (changes: readonly Change[]): string => changes.map(({ name }) => name ?? '').join(', ')

const lineOf = (change: Change): string => LINES[change.kind](change, change.name ?? '')

/** What changed, in words. `+` is new, `-` is gone, `~` is different. */
const LINES: Readonly<Record<Change['kind'], (change: Change, name: string) => string>> = {
  operation: ({ from, to }) => (to === null ? `- ${plain(from)} is gone` : `+ ${plain(to)} is new`),
  address: ({ from, to }) => `~ ${plain(from)} is now ${plain(to)}`,
  outcome: ({ from, to }, name) =>
    to === null ? `- ${name} is gone (${seen(from)})` : `+ ${name} is new: ${seen(to)}`,
  status: ({ from, to }, name) => `~ ${name} has the status ${plain(to)}, not ${plain(from)}`,
  body: ({ from, to }, name) => `~ ${name} answers ${exampleOf(to)}, not ${exampleOf(from)}`,
  headers: ({ from, to }, name) => `~ headers of ${name}: ${headersText(from, to)}`,
  order: ({ to }, name) => `~ ${name} now comes before ${listed(to)}`,
  parameter: (change, name) => (name === '' ? unlistedText(change) : parameterText(change, name)),
  'parameter-order': ({ to }) => `~ of several faulty parameters, the first of these is reported: ${listed(to)}`,
  'request-body': ({ to }) => `~ the schema of the body is now ${short(to)}`,
  coercion: ({ from, to }, name) => `~ values in the ${name} are converted as ${plain(to)}, not ${plain(from)}`,
  limits: ({ from, to }, name) => `~ limit of ${name}: ${limitText(to)}, not ${limitText(from)}`,
  counting: ({ to }, name) => `~ ${name} ${to === true ? 'counts' : 'does not count'} against the limit`,
  credentials: ({ to }) => `~ wrong credentials ${to === true ? 'count as none' : 'are refused'}`,
  elsewhere: ({ to }) => `~ where no operation is: ${elsewhereText(to)}`,
  settings: ({ to }, name) => `~ worlds begin with ${name} ${to === null ? 'as their seed says' : plain(to)}`,
}

/** A text as it is, anything else as JSON. */
const plain = (value: unknown): string => (typeof value === 'string' ? value : toEscapedJson(value))

const member = (value: unknown, name: string): unknown => (isContainer(value) ? value[name] : undefined)

const seen = (outcome: unknown): string =>
  `${plain(member(outcome, 'status'))} ${short(member(outcome, 'example'))}, ${plain(member(outcome, 'cause'))}`

const exampleOf = (body: unknown): string => short(member(body, 'example'))

/** Long lists say nothing in a line. */
function short(value: unknown): string {
  const text = toEscapedJson(value)
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text
}

const MOST = 200

const listed = (names: unknown): string => (Array.isArray(names) ? names.join(', ') : plain(names))

function headersText(from: unknown, to: unknown): string {
  const names = [...new Set([from, to].flatMap((all) => Object.keys(isContainer(all) ? all : {})))]
  const parts = names.flatMap((name) => {
    const [before, after] = [member(from, name), member(to, name)]
    if (before === after) return []
    if (after === undefined) return [`${name} as usual`]
    return [after === null ? `no ${name}` : `${name}: ${plain(after)}`]
  })
  return parts.join('; ')
}

function parameterText({ from, to }: Change, name: string): string {
  if (to === null) return `- parameter ${name} is gone`
  const required = member(to, 'required') === true ? ', required' : ''
  const schema = short(member(to, 'schema'))
  return from === null
    ? `+ parameter ${name} is new: ${schema}${required}`
    : `~ parameter ${name} is now ${schema}${required}`
}

const unlistedText = ({ to }: Change): string => `~ unlisted parameters are now ${to === true ? 'ignored' : 'refused'}`

function limitText(limit: unknown): string {
  if (!isContainer(limit)) return limit === null ? 'none' : plain(limit)
  const { requests, windowMs, key, exempt, outcome } = limit
  const told = outcome === null ? 'for pacing only' : `enforced as ${plain(outcome)}`
  const who = typeof exempt === 'string' ? `, not for holders of ${exempt}` : ''
  return `${plain(requests)} in ${Number(windowMs) / 1000} s by ${plain(key)}, ${told}${who}`
}

function elsewhereText(all: unknown): string {
  const [first] = Array.isArray(all) ? all : []
  if (!isContainer(first)) return 'problems of the mock, 404 and 405'
  const { under, unknown, preflight, options } = first
  const said = (answer: unknown): string => `${plain(member(answer, 'status'))} ${plain(member(answer, 'body'))}`
  return `below ${plain(under)}, ${said(unknown)}; to OPTIONS of a page, ${said(preflight)}; to other OPTIONS, ${said(options)}`
}
