import { expect, it } from 'vitest'
import { howLongStateLives } from './how-long-state-lives.ts'

it('what is told of a place says what survives; where mocks share it, what clients that poll need', () => {
  expect([howLongStateLives(), howLongStateLives('another')]).toEqual([
    'State lives in memory and ends with the process.',
    'State lives in memory and ends with the process.',
  ])
  expect(howLongStateLives('file')).toContain('survives the process')
  expect(howLongStateLives('redis')).toMatch(/shared with other mocks.*that poll need its cookie/)
})
