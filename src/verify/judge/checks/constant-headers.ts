import { headerValues, type Check } from './answered.ts'
import { breach } from './breach.ts'

/** The answer has the constant headers of its outcome, and lacks those that the contract takes away. Only real servers have any. */
export const checkConstantHeaders: Check = ({ outcome, received, sockets, caseSources }) => {
  if (sockets !== null && sockets.callerId !== null) return []
  const sources = ['server', ...caseSources]
  return Object.entries(outcome.headers ?? {}).flatMap(([name, expected]) => {
    const actual = headerValues(received, name.toLowerCase()).join(', ')
    if (actual === (expected ?? '')) return []
    if (expected === null)
      return [breach(`an answer has ${name}, which it should not`, { check: 'headers', sources, actual })]
    const what = actual === '' ? `the answer has no ${name}` : `${name} is wrong`
    return [breach(what, { check: 'headers', sources, expected, ...(actual === '' ? {} : { actual }) })]
  })
}
