import { expect, it } from 'vitest'
import { readOnlyToken } from '../transport/control-guard.ts'
import { consoleUrl } from './console-url.ts'

it('the address of the console has a token in its fragment: the whole one, or one that only reads', () => {
  const plane = { control: 'http://127.0.0.1:4011', token: 'secret' }
  expect(consoleUrl(plane, { isReadOnly: false })).toBe('http://127.0.0.1:4011/console/#token=secret')
  expect(consoleUrl(plane, { isReadOnly: true })).toBe(
    `http://127.0.0.1:4011/console/#readonly=${readOnlyToken('secret')}`,
  )
})
