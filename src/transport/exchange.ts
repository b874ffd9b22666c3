import type { Answer, MockRequest } from '../mock/answer.ts'

/** A request and its answer, reported after the answer was made. */
export interface Exchange {
  readonly request: Pick<MockRequest, 'method' | 'target' | 'headers' | 'address'>
  readonly answer: Answer
}
