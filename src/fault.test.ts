import { expect, it } from 'vitest'
import { Fault } from './fault.ts'

it('a fault that nobody catches shows how to fix it', () => {
  const fault = new Fault('no greenroom is running ($&)', 'Start one with greenroom serve.')
  const text = 'Fault: no greenroom is running ($&)\n  Start one with greenroom serve.'
  expect(String(fault)).toBe(text)
  expect(fault.stack?.startsWith(`${text}\n    at `)).toBe(true)
  expect(fault.message).toBe('no greenroom is running ($&)')
})
