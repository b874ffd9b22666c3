import type { CodeOptions } from 'ajv/dist/2020.js'

type Engine = NonNullable<CodeOptions['regExp']>

/** Patterns of schemas, which may take time exponential in the length of a text. */
export interface Patterns {
  /** Makes regular expressions for a validator. */
  readonly engine: Engine
  /** The result of work, or null if it must be done again under a deadline, since a pattern met a long text. */
  quickly<T>(work: () => T): T | null
}

/** Texts up to this length are matched at once: even a bad pattern takes only milliseconds. */
const SHORT = 16

/** Patterns that know whether there is a deadline. */
export function createPatterns(): Patterns {
  let isQuick = false
  const toMatcher = (pattern: string, flags: string) => {
    const regExp = new RegExp(pattern, flags)
    return {
      test(text: string): boolean {
        if (isQuick && text.length > SHORT) throw new LongText()
        return regExp.test(text)
      },
      // Ajv takes patterns with the same text for one.
      toString: () => String(regExp),
    }
  }
  return {
    // Ajv asks for the code to write into modules, which are not made here.
    engine: Object.assign(toMatcher, { code: 'engine' }),
    quickly(work) {
      isQuick = true
      try {
        return work()
      } catch (error) {
        if (error instanceof LongText) return null
        throw error
      } finally {
        isQuick = false
      }
    },
  }
}

/** Interrupts a validator. */
class LongText extends Error {}
