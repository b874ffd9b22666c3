import type { MockRequest } from '../../src/mock/answer.ts'

/** A request as plain data, with a test's differences. */
export const requestOf = (method: string, target: string, more: Partial<MockRequest> = {}): MockRequest => ({
  method,
  target,
  headers: {},
  body: '',
  bodyBytes: more.body?.length ?? 0,
  isCut: false,
  address: '127.0.0.1',
  ...more,
})

/** The value of a header in the flat list of an answer; undefined if it is absent. */
export const headerOf = (headers: readonly string[], name: string): string | undefined => {
  const at = headers.findIndex((each, index) => index % 2 === 0 && each.toLowerCase() === name.toLowerCase())
  return at < 0 ? undefined : headers[at + 1]
}
