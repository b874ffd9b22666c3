import { PLAIN_HEADERS, undocumented, type Answer } from './answer.ts'

/** What a problem is about. Never sent in place of a documented answer. */
export interface Problem {
  readonly status: number
  readonly title: string
  /** What was wrong with which input, and what to do. */
  readonly detail: string
  readonly headers?: readonly string[]
  /** Further members, such as the nearest operation. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** An RFC 9457 problem as an answer. */
export const problem = ({ status, title, detail, headers = [], more = {} }: Problem): Answer => ({
  status,
  headers: ['Content-Type', 'application/problem+json', ...PLAIN_HEADERS, ...headers],
  body: JSON.stringify({ title, status, detail, ...more }),
  about: undocumented(detail),
})
