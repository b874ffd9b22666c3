import type { Redaction } from '../model/redaction.ts'
import type { Mask } from './mask.ts'
import { createRedactor } from './redactor.ts'

/** Headers whose values identify no one. */
const PLAIN_HEADERS = /^(?:content-type|content-length|date|x-ratelimit-.*|retry-after|allow)$/

/** Redacts these secrets and, with a mask, everything the contract does not determine. */
export function createRedaction(secrets: readonly string[], mask: Mask | null): Redaction {
  const redactor = createRedactor({ secrets })
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
    recorded: (status, body) => redactor.deep(mask && status < 400 ? withoutFigures(mask.value(body)) : body),
    learn: redactor.learn,
  }
}

/** A masked value without fingerprints, since records are compared with answers in later runs. */
const withoutFigures = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll(/"(?:(?:text\(\d+\)|number) #[0-9a-f]{6}|… \d+ more)"/g, '"…"'))
