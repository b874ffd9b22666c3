import { PLAIN_HEADERS, undocumented, type Answer } from '../mock/answer.ts'
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

/** An answer that holds a value as JSON. */
export const json = (value: object, status = 200): Answer => ({
  status,
  headers: ['Content-Type', 'application/json', ...PLAIN_HEADERS],
  body: `${JSON.stringify(value)}\n`,
  about: undocumented('control plane'),
})

/** 400: what is wrong, at which JSON Pointer of the request, and what was expected there. */
export const wrongInput = (pointer: string, expected: string, title = 'Bad request'): Answer =>
  problem({
    status: 400,
    title,
    detail: `${pointer === '' ? 'The request' : pointer} ${expected}.`,
    more: { pointer, expected },
  })

/** 404 and its like: something that the request names is not there, or stands in its way. */
export const unavailable = (status: 404 | 409 | 503, title: string, detail: string): Answer =>
  problem({ status, title, detail })
