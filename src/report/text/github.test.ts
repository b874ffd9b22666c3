import { expect, it } from 'vitest'
import { toMessage, toProperty } from './github.ts'

it('a message is one line, whose breaks and percent signs are escaped, and is no command', () => {
  expect(toMessage('50 %\nof a:b,c')).toBe('50 %25%0Aof a:b,c')
  expect(toMessage('%0A\r\nx\ry')).toBe('%250A%0Ax␍y')
  expect(toMessage('::error::x')).toBe(': :error::x')
})

it('a property ends at no comma and no colon', () => {
  expect(toProperty('a:b,c %\nd')).toBe('a%3Ab%2Cc %25⏎d')
})
