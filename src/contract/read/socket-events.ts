import type { SocketFace } from '../model/face.ts'

/** Every event that calls a face over Socket.IO or is sent by one, without duplicates. */
export const eventsOf = (faces: readonly SocketFace[]): readonly string[] => [
  ...new Set(
    faces.flatMap(({ event, announces, withoutAck }) =>
      [event, ...announces.map((each) => each.event), withoutAck.success, withoutAck.refusal].filter(
        (each) => each !== null,
      ),
    ),
  ),
]
