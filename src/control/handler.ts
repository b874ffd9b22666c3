import { PLAIN_HEADERS, undocumented, type Answer } from '../mock/answer.ts'
import { problem } from '../mock/problem.ts'

/** A request to the control plane whose query and body are valid. */
export interface ControlCall {
  /** Values of the path's parameters, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
}

/** Handles one operation of the control plane. */
export type Handler = (call: ControlCall) => Answer | Promise<Answer>

/** An answer with a JSON body. */
export const json = (value: object, status = 200): Answer => ({
  status,
  headers: ['Content-Type', 'application/json', ...PLAIN_HEADERS],
  body: `${JSON.stringify(value)}\n`,
  about: undocumented('control plane'),
})

/** 400 with the JSON Pointer to the fault in the request, and what was expected there. */
export const wrongInput = (pointer: string, expected: string, title = 'Bad request'): Answer =>
  problem({
    status: 400,
    title,
    detail: `${pointer === '' ? 'The request' : pointer} ${expected}.`,
    more: { pointer, expected },
  })

/** The request names something that doesn't exist (404), conflicts (409), or can't be created (503). */
export const unavailable = (status: 404 | 409 | 503, title: string, detail: string): Answer =>
  problem({ status, title, detail })
