import type { Received } from '../model/exchange.ts'

/** The longest wait, even if a target asks for more. */
const MOST_MS = 5 * 60_000

/** How long an answer asks to wait (RFC 9110, section 10.2.3: seconds, or a date), in milliseconds; 0 if it doesn't. */
export function retryAfter(headers: Received['headers'], now: number): number {
  const text = headers.find(([name]) => name === 'retry-after')?.[1]?.trim() ?? ''
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isNaN(ms) ? 0 : Math.min(MOST_MS, Math.max(0, ms))
}
