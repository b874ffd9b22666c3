import type { Answer, MockRequest } from '../mock/answer.ts'

/** Whatever answers requests: a mock, later the control plane. */
export type Dispatch = (request: MockRequest) => Answer | Promise<Answer>

/** A request and its answer, told after the answer was made. */
export interface Exchange {
  readonly request: Pick<MockRequest, 'method' | 'target' | 'headers' | 'address'>
  readonly answer: Answer
}
