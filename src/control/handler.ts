import type { Answer } from '../mock/answer.ts'
import { toldOf } from '../mock/answer.ts'
import { problem } from '../mock/problem.ts'

/** A request of the control plane whose query and body have passed their validators. */
export interface ControlCall {
  /** Values of the path template, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
}

/** Answers calls of one operation of the control plane. */
export type Handler = (call: ControlCall) => Answer | Promise<Answer>

/** The headers that every answer of the control plane bears, problems too. */
export const CONTROL_HEADERS: readonly string[] = [
  'Cross-Origin-Resource-Policy',
  'same-origin',
  'Content-Security-Policy',
  "default-src 'none'; frame-ancestors 'none'",
]

/** An answer that holds a value as JSON. */
export const json = (value: object, status = 200): Answer => ({
  status,
  headers: ['Content-Type', 'application/json', ...PLAIN, ...CONTROL_HEADERS],
  body: `${JSON.stringify(value)}\n`,
  told: toldOf('control plane'),
})

const PLAIN = ['Cache-Control', 'no-store', 'X-Content-Type-Options', 'nosniff']

/** 400: what is wrong, at which JSON Pointer of the request, and what was expected there. */
export const wrongInput = (pointer: string, expected: string, title = 'Bad request'): Answer =>
  problem({
    status: 400,
    title,
    detail: `${pointer === '' ? 'The request' : pointer} ${expected}.`,
    headers: CONTROL_HEADERS,
    more: { pointer, expected },
  })

/** 404 and its like: something that the request names is not there, or stands in its way. */
export const unavailable = (status: 404 | 409 | 503, title: string, detail: string): Answer =>
  problem({ status, title, detail, headers: CONTROL_HEADERS })
