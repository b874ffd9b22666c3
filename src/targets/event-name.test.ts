import { expect, it } from 'vitest'
import { eventNameOf, sendable } from './event-name.ts'
import { valueOfData } from './yaml-value.ts'

const named = (name: unknown) => eventNameOf(valueOfData(name, 'event'))

it.each(['join-room', 'enter', 'connected', 'message', 'Connect'])('an event can be named %s', (name) => {
  expect(named(name)).toBe(name)
})

// The emitters of Node and of Socket.IO throw for these.
it.each(['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'])(
  'an event cannot be named %s, which Socket.IO has for itself',
  (name) =>
    expect(() => named(name)).toThrow(
      expect.objectContaining({ message: `event: ${name} can't be sent: Socket.IO has it for itself` }),
    ),
)

it('an event has a name', () => {
  expect(() => sendable('', valueOfData('', 'event'))).toThrow(
    expect.objectContaining({ message: "event: an empty name can't be sent: Socket.IO has it for itself" }),
  )
  for (const name of ['', 'connect'])
    expect(() => sendable(name, valueOfData(name, 'event'))).toThrow(
      expect.objectContaining({ fix: 'Choose another name.' }),
    )
  for (const none of ['', 7]) expect(() => named(none)).toThrow('event is not a string')
})
