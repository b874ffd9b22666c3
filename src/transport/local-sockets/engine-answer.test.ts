import { expect, it } from 'vitest'
import { refusal } from './engine-answer.ts'

it.each([
  ['transport', 400, 0, 'Transport unknown'],
  ['session', 400, 1, 'Session ID unknown'],
  ['method', 400, 2, 'Bad handshake method'],
  ['request', 400, 3, 'Bad request'],
  ['forbidden', 403, 4, 'Forbidden'],
  ['protocol', 400, 5, 'Unsupported protocol version'],
] as const)(
  'a request that is refused for its %s is told so in the words of Engine.IO',
  (why, status, code, message) => {
    expect(refusal(why)).toEqual({ status, type: 'application/json', body: JSON.stringify({ code, message }) })
  },
)
