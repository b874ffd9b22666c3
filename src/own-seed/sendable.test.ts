import { expect, it } from 'vitest'
import { Fault } from '../fault.ts'
import { checkHeaderValue, checkPathPart } from './sendable.ts'

const SENT = { what: 'the token', header: 'X-Auth-Token', place: 'rooms.yaml:3' }

it.each(['a', 'a b', '~!', 'x'.repeat(2_000), 'a  b'])('a header can carry %j', (text) => {
  expect(() => checkHeaderValue(text, SENT)).not.toThrow()
})

it.each(['', ' ', ' a', 'a ', 'é', 'a\tb', 'a\nb', 'a\u007f', '…'])(
  'no header can carry %j, which is told with its place',
  (text) => {
    const checking = (): void => checkHeaderValue(text, SENT)
    expect(checking).toThrow(Fault)
    expect(checking).toThrow(`rooms.yaml:3: the token ${JSON.stringify(text)} cannot be sent in X-Auth-Token`)
  },
)

it.each(['abc-def-ghi', '...', '.a', 'é', 'a/b', '😀'])('a URL can have the code %j in its path', (code) => {
  expect(() => checkPathPart(code, 'rooms.yaml:3')).not.toThrow()
})

it.each(['.', '..', '\ud800', 'a\udc00'])(
  'no URL can have the code %j in its path, which is told with its place',
  (code) => {
    const checking = (): void => checkPathPart(code, 'rooms.yaml:3')
    expect(checking).toThrow(Fault)
    expect(checking).toThrow(`rooms.yaml:3: no URL can have the code ${JSON.stringify(code)} in its path`)
  },
)

it('what to write instead is said', () => {
  expect(() => checkHeaderValue('é', SENT)).toThrow(
    expect.objectContaining({ fix: 'Use letters, digits and signs of ASCII, without a space at either end.' }),
  )
  expect(() => checkPathPart('..', 'a')).toThrow(
    expect.objectContaining({ fix: 'Use another one, such as abc-def-ghi.' }),
  )
})
