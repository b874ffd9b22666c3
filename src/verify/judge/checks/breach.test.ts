import { expect, it } from 'vitest'
import { breach, toFinding, withSources } from './breach.ts'

const redaction = {
  show: (value: unknown): string => `shown ${JSON.stringify(value)}`,
  text: (text: string): string => text.replaceAll('secret', '…'),
}

it('is about the whole answer unless it names a part, and as weak as its weakest source', () => {
  expect(breach('it is wrong', { check: 'body', sources: ['001_x.txt#Error', 'server'] })).toEqual({
    check: 'body',
    message: 'it is wrong',
    pointer: null,
    source: 'server',
    sources: ['001_x.txt#Error', 'server'],
  })
  expect(breach('it is wrong', { check: 'ack', sources: [], pointer: '', expected: 1, actual: null })).toEqual({
    check: 'ack',
    message: 'it is wrong',
    pointer: '',
    source: 'document',
    sources: [],
    expected: 1,
    actual: null,
  })
})

it('of another statement has that one’s sources, and is otherwise the same', () => {
  const of = breach('it is wrong', { check: 'effect', sources: ['inferred'], pointer: '/a', expected: 1, actual: 2 })
  expect(withSources(of, ['001_x.txt#Error'])).toEqual({ ...of, sources: ['001_x.txt#Error'], source: 'document' })
})

it('becomes a finding without secrets, in which a value that is not given is null, but a null is shown', () => {
  const whole = breach('/secret is wrong', {
    check: 'body',
    sources: ['server'],
    pointer: '/secret',
    expected: null,
    actual: 'x',
  })
  expect(toFinding(whole, 2, redaction)).toEqual({
    check: 'body',
    call: 2,
    message: '/… is wrong',
    pointer: '/…',
    expected: 'shown null',
    actual: 'shown "x"',
    source: 'server',
    sources: ['server'],
  })
  expect(toFinding(breach('it is wrong', { check: 'ack', sources: [] }), 1, redaction)).toMatchObject({
    call: 1,
    pointer: null,
    expected: null,
    actual: null,
  })
})

it('shows a wrong status and a wrong figure of a limit as they are, but no other number', () => {
  const shown = (check: 'status' | 'headers' | 'body'): unknown => {
    const { expected, actual } = toFinding(
      breach('x', { check, sources: [], expected: 'one of 1', actual: 2 }),
      1,
      redaction,
    )
    return [expected, actual]
  }
  expect([shown('status'), shown('headers'), shown('body')]).toEqual([
    ['shown "one of 1"', '2'],
    ['shown "one of 1"', '2'],
    ['shown "one of 1"', 'shown 2'],
  ])
})
