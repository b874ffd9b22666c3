import { textOf, wrong, type YamlValue } from './yaml-value.ts'

/** The events that Socket.IO keeps for itself: its libraries throw if anyone emits one. */
const RESERVED = ['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener']

/** The name of an event that can be sent. */
export const eventNameOf = (at: YamlValue): string => sendable(textOf(at), at)

/** The same name, which stands at this place. Throws a Fault for one that can't be sent. */
export function sendable(name: string, at: YamlValue): string {
  if (name === '' || RESERVED.includes(name))
    throw wrong(
      at,
      `${name === '' ? 'an empty name' : name} can't be sent: Socket.IO has it for itself`,
      'Choose another name.',
    )
  return name
}
