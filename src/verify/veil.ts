import type { Veil } from './evidence.ts'
import type { Mask } from './mask.ts'
import { createRedactor } from './redact.ts'

/** Header values that say nothing of anybody. */
const PLAIN_HEADERS = /^(?:content-type|content-length|date|x-ratelimit-.*|retry-after|allow)$/

/** A veil of the secrets that are known, and of a mask where bodies may hold what nobody outside should read. */
export function createVeil(secrets: readonly string[], mask: Mask | null): Veil {
  const known = new Set(secrets)
  let redactor = createRedactor({ secrets })
  const masked = (value: unknown): unknown => (mask ? mask.value(value) : value)
  return {
    show: (value) => JSON.stringify(redactor.deep(masked(value))),
    pointer: (pointer) =>
      redactor.text(
        pointer
          .split('/')
          .map((part) => (part === '' ? part : String(masked(part))))
          .join('/'),
      ),
    text: (text) => redactor.text(text),
    headers: (headers) =>
      redactor
        .headers(headers)
        .map(([name, value]) => [name, PLAIN_HEADERS.test(name) ? value : String(masked(value))]),
    body: (text) => redactor.text(mask ? mask.body(text) : text),
    value: (value) => redactor.deep(value),
    learn(further) {
      const unknown = further.filter((secret) => !known.has(secret))
      for (const secret of unknown) known.add(secret)
      if (unknown.length > 0) redactor = createRedactor({ secrets: [...known] })
    },
  }
}
