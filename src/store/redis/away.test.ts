import { expect, it } from 'vitest'
import { Away, Declined } from './away.ts'

it('errors of a server that is away, or declines, are known by their names and their reasons', () => {
  expect(String(new Away('it has closed the connection'))).toBe('Away: it has closed the connection')
  expect(String(new Declined('NOPERM'))).toBe('Declined: NOPERM')
})

it('a command counts as sent only where that is said', () => {
  expect([new Away('gone').wasSent, new Away('gone', true).wasSent]).toEqual([false, true])
})
