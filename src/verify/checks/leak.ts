import { breach } from '../breach.ts'
import type { Check } from './answered.ts'

/** A line of a stack trace, as Node, Python, Java and Ruby write them. */
const TRACE =
  /\n?\s*at (?:async )?[\w.<>$ [\]]* ?\(?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\s()]*:\d+(?::\d+)?\)?|\bat [\w.$]+\([\w$]+\.java:\d+\)|Traceback \(most recent call last\)|\bFile "[^"\n]+", line \d+|\.rb:\d+:in [`']/

/** No answer repeats credentials, and none shows the insides of the server. */
export const checkLeak: Check = ({ received, secrets }) => {
  const text = `${received.headers.map(([name, value]) => `${name}: ${value}`).join('\n')}\n${received.body}`
  const held = secrets.some((secret) => secret.length >= 8 && text.includes(secret))
  const parts = { check: 'leak', source: 'document' } as const
  return [
    ...(held ? [breach('the answer repeats credentials', parts)] : []),
    ...(TRACE.test(received.body.slice(0, LOOKED_AT)) ? [breach('the answer shows a stack trace', parts)] : []),
  ]
}

const LOOKED_AT = 100_000
