import { expect, it } from 'vitest'
import { createChannel } from './channel.ts'

it('a channel tells whoever listens then, and no more once they stop', () => {
  const { publish, subscribe } = createChannel<number>()
  const heard: string[] = []
  const stop = subscribe((n) => heard.push(`a${n}`))
  subscribe((n) => heard.push(`b${n}`))
  publish(1)
  stop()
  stop()
  publish(2)
  expect(heard).toEqual(['a1', 'b1', 'b2'])
})
