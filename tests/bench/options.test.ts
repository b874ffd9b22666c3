import { expect, it } from 'vitest'
import { toBenchOptions } from '../../bench/options.ts'

it('a run without options is a whole one', () => {
  expect(toBenchOptions([])).toEqual({ isQuick: false, only: '', against: null })
})

it('options combine', () => {
  const options = toBenchOptions(['--only', 'sockets', '--quick', '--against', 'abc1234'])
  expect(options).toEqual({ isQuick: true, only: 'sockets', against: 'abc1234' })
})

it('a misspelt option starts no long run', () => {
  expect(() => toBenchOptions(['--quik'])).toThrow('--quik')
  expect(() => toBenchOptions(['--only', '--quick'])).toThrow('--only needs a value')
})
