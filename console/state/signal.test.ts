import { expect, it } from 'vitest'
import { faultText } from './live.ts'
import { createSignal } from './signal.ts'

it('a signal tells its listeners of each new value, until they unsubscribe', () => {
  const signal = createSignal(1)
  const heard: number[] = []
  const unsubscribe = signal.subscribe(() => void heard.push(signal.get()))
  signal.set(2)
  signal.set(2)
  signal.set(3)
  unsubscribe()
  signal.set(4)
  expect([heard, signal.get()]).toEqual([[2, 3], 4])
})

it('a reason for failing is shown without the request that failed', () => {
  expect(faultText(new Error('the room is locked (PUT /worlds/qa was refused with 409)'))).toBe('the room is locked')
  expect(faultText(new Error('it is (really) over'))).toBe('it is (really) over')
  expect(faultText('a text')).toBe('a text')
})
