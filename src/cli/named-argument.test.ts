import { expect, it } from 'vitest'
import { Fault } from '../fault.ts'
import { namingArgument, refusedAt } from './named-argument.ts'

const refusal = new Fault('/times must be >= 1.', 'Fix it.', { cause: { pointer: '/times', expected: 'must be >= 1' } })

it('a refusal of the control plane names the argument that was wrong', () => {
  expect(namingArgument(refusal, { '/times': '--times' }, 'arm')).toMatchObject({
    message: '--times must be >= 1',
    fix: 'greenroom arm --help says what it takes.',
    cause: refusal,
  })
})

const inherited = new Fault('odd', 'Fix it.', { cause: { pointer: 'toString', expected: 'must be odd' } })

it.each([[refusal], [inherited], [new Fault('no control plane answers', 'Start it.')], [new Error('other')]])(
  'an error that no argument caused stays as it is: %s',
  (error) => expect(namingArgument(error, { '/status': '--status', '': 'x' }, 'arm')).toBe(error),
)

it('a refusal says where and why, and other errors do not', () => {
  expect(refusedAt(refusal)).toEqual({ pointer: '/times', expected: 'must be >= 1' })
  const caused = (cause: unknown): Fault => new Fault('a', 'b', { cause })
  const whole = new Error('no fault', { cause: { pointer: '/a', expected: 'b' } })
  const others = [caused({ pointer: 1, expected: 'b' }), caused({ pointer: '/a' }), new Fault('a', 'b'), 'a', whole]
  expect(others.map(refusedAt)).toEqual([null, null, null, null, null])
})
