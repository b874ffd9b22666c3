import { isContainer } from '../../../json.ts'
import type { Answered, Check } from './answered.ts'
import { breach } from './breach.ts'

/**
 * Internals of a server: stack traces of Node, Java, Python, Ruby, Go, PHP and .NET, operating system errors, database
 * statements. All repetitions are bounded: a body may be crafted to be slow.
 */
const INSIDES: readonly RegExp[] = [
  /\bat [\w.<>$ [\]]{0,100}\(?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\s()]{0,300}:\d{1,6}/,
  /\bat [\w.$]{1,200}\(\w{1,100}\.java:\d{1,6}\)/,
  /\bat [\w.<>]{1,200}\([^)]{0,200}\) in .{1,300}:line \d/,
  /Traceback \(most recent call last\)|\bFile "[^"\n]{1,300}", line \d/,
  /\.rb:\d{1,6}:in [`']/,
  /\bgoroutine \d{1,9} \[/,
  /Stack trace:\s{1,9}#0 /,
  /\bE(?:NOENT|ACCES|PERM|CONNREFUSED|ADDRINUSE)\b: /,
  /\bSELECT\b.{1,300}\bFROM\b.{1,300}\bWHERE\b/,
]

/** No answer contains credentials or reveals internals of the server. */
export const checkLeak: Check = (answered) => {
  const looked = textsOf(answered)
  const parts = { check: 'leak', sources: [] } as const
  const repeats = looked.some(answered.repeatsSecret)
  const shows = INSIDES.some((inside) => looked.some((text) => inside.test(text.slice(0, LOOKED_AT))))
  return [
    ...(repeats ? [breach('the answer contains credentials', parts)] : []),
    ...(namesSecret(answered.json) || namesSecret(answered.sockets?.listened.map(({ events }) => events))
      ? [breach('the answer has a member named like a secret', parts)]
      : []),
    ...(shows ? [breach('the answer reveals internals of the server', parts)] : []),
  ]
}

// These patterns are slow on large texts.
const LOOKED_AT = 100_000

/** Header values, what others hear, the body, and its decoded strings unless it has them as they are. */
const textsOf = ({ received, json, sockets }: Answered): readonly string[] =>
  [
    received.headers.map(([name, value]) => `${name}: ${value}`).join('\n'),
    received.body,
    received.body.includes('\\') ? textsIn(json).join('\n') : '',
    sockets?.refusedBy ?? '',
    textsIn(sockets?.listened.map(({ events }) => events)).join('\n'),
  ].filter((text) => text !== '')

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return isContainer(value) ? Object.entries(value).flatMap(([key, item]) => [key, ...textsIn(item)]) : []
}

/** Names of members that no documented answer has. */
const SECRET_MEMBER = /passw(?:or)?d|bcrypt|secret|credential|private.?key/i

/** Whether a member with such a name has a string value, at any depth. */
const namesSecret = (value: unknown): boolean =>
  isContainer(value) &&
  Object.entries(value).some(
    ([name, item]) => (SECRET_MEMBER.test(name) && typeof item === 'string') || namesSecret(item),
  )
