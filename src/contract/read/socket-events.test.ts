import { expect, it } from 'vitest'
import { socketFaces } from '../compiled/socket-faces.ts'
import { eventsOf } from './socket-events.ts'

it('the events of faces are those that call, announce, or answer without an ack, each once', () => {
  expect(eventsOf(socketFaces).toSorted()).toEqual([
    'end-room',
    'exception',
    'force-disconnect',
    'join-room',
    'leave-room',
    'lock-room',
    'room-joined',
    'room-locked',
    'user-joined',
    'user-left',
  ])
  expect(eventsOf(socketFaces.filter(({ event }) => event === null))).toEqual([])
})
