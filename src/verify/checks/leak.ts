import { breach } from '../breach.ts'
import type { Check } from './answered.ts'

/** A line of a stack trace, as Node, Java, Python and Ruby write them. Every part is bounded: a body may be made to be slow. */
const TRACES: readonly RegExp[] = [
  /\bat [\w.<>$ [\]]{0,100}\(?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\s()]{0,300}:\d{1,6}/,
  /\bat [\w.$]{1,200}\(\w{1,100}\.java:\d{1,6}\)/,
  /Traceback \(most recent call last\)|\bFile "[^"\n]{1,300}", line \d/,
  /\.rb:\d{1,6}:in [`']/,
]

/** No answer repeats credentials, and none shows the insides of the server. */
export const checkLeak: Check = ({ received, secrets }) => {
  const text = `${received.headers.map(([name, value]) => `${name}: ${value}`).join('\n')}\n${received.body}`
  const held = secrets.some((secret) => secret.length >= 8 && text.includes(secret))
  const looked = received.body.slice(0, LOOKED_AT)
  const parts = { check: 'leak', source: 'document' } as const
  return [
    ...(held ? [breach('the answer repeats credentials', parts)] : []),
    ...(TRACES.some((trace) => trace.test(looked)) ? [breach('the answer shows a stack trace', parts)] : []),
  ]
}

const LOOKED_AT = 100_000
