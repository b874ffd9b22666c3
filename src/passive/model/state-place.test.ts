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
  expect(statePlace('', { ...plain, url: url('http://localhost:4010/rooms/x/join?world=qa') })).toBe(there)
  expect(statePlace('', { ...plain, headers: [['cookie', 'not-greenroom-world=x; greenroom-world=qa;b=1']] })).toBe(
    there,
  )
  expect(statePlace('', { ...plain, auth: { world: 'qa' } })).toBe(there)
})

it('of several worlds that a call names, the place is the first: by a header, the URL, the auth, a cookie', () => {
  const cookie = ['cookie', 'greenroom-world=d'] as const
  const there = url('http://localhost:4010/rooms/x/join?__world=b&world=x')
  const auth = { world: 'c' }
  expect(statePlace('', { url: there, headers: [['x-greenroom-world', 'a'], cookie], auth })).toMatch(/~a$/)
  expect(statePlace('', { url: there, headers: [cookie], auth })).toMatch(/~b$/)
  expect(statePlace('', { url: url('http://localhost:4010/'), headers: [cookie], auth })).toMatch(/~c$/)
  const none = { url: url('http://localhost:4010/'), headers: [['x-greenroom-world', ''], cookie] as const }
  expect(statePlace('', { ...none, auth: { world: 7 } })).toMatch(/~d$/)
})
