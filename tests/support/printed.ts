import { patience } from './patience.ts'

/** What a command writes, as it comes. */
export interface Printed {
  readonly add: (text: string) => void
  readonly text: () => string
  /** Waits until this has been written, and gives all there is by then. Rejects if the command ends without, or hangs. */
  readonly wrote: (text: string | RegExp, ended?: Promise<unknown>) => Promise<string>
}

const HANGS_MS = patience(60_000)

/** An empty one. */
export function printed(): Printed {
  let all = ''
  const waiting = new Set<() => void>()
  const has = (text: string | RegExp): boolean => (typeof text === 'string' ? all.includes(text) : text.test(all))
  return {
    add(text) {
      all += text
      for (const look of waiting) look()
    },
    text: () => all,
    async wrote(text, ended = NEVER) {
      if (has(text)) return all
      const { promise, resolve, reject } = Promise.withResolvers<string>()
      const look = (): void => void (has(text) && resolve(all))
      const never = (why: unknown): void => reject(new Error(`never wrote ${String(text)}: ${JSON.stringify(why)}`))
      waiting.add(look)
      const timer = setTimeout(() => never(all), HANGS_MS)
      ended.then(never, never)
      return promise.finally(() => {
        waiting.delete(look)
        clearTimeout(timer)
      })
    },
  }
}

const NEVER = new Promise<never>(() => {})
