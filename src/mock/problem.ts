import { PLAIN_HEADERS, undocumented, type Answer } from './answer.ts'

/** An RFC 9457 problem. Never sent in place of a documented answer. */
export interface Problem {
  readonly status: number
  readonly title: string
  /** Names the faulty input, and how to fix it. */
  readonly detail: string
  readonly headers?: readonly string[]
  /** Extension members, such as the nearest operation. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** The detail also explains the answer in the log. */
export const problem = ({ status, title, detail, headers = [], more = {} }: Problem): Answer => ({
  status,
  headers: ['Content-Type', 'application/problem+json', ...PLAIN_HEADERS, ...headers],
  body: JSON.stringify({ title, status, detail, ...more }),
  about: undocumented(detail),
})
