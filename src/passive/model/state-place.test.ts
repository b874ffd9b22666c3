import { expect, it } from 'vitest'
import { statePlace } from './state-place.ts'

const url = (text: string): URL => new URL(text)

it('a world that is named in any way is the same place', () => {
  const plain = { url: url('http://localhost:4010/rooms/x/join'), headers: [] }
  const there = 'http://localhost:4010/~qa'
  expect(statePlace('', plain)).toBe('http://localhost:4010')
  expect(statePlace('/~qa', plain)).toBe(there)
  expect(statePlace('', { ...plain, headers: [['x-greenroom-world', 'qa']] })).toBe(there)
  expect(statePlace('', { ...plain, headers: [['cookie', 'a=1; greenroom-world=qa']] })).toBe(there)
  expect(statePlace('', { ...plain, url: url('http://localhost:4010/rooms/x/join?__world=qa') })).toBe(there)
  expect(statePlace('', { ...plain, auth: { world: 'qa' } })).toBe(there)
})
