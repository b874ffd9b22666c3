import type { SocketFace } from '../model/face.ts'

/** Every event that faces over Socket.IO are called by, or send; each once. */
export const eventsOf = (faces: readonly SocketFace[]): readonly string[] => [
  ...new Set(
    faces.flatMap(({ event, announces, withoutAck }) =>
      [event, ...announces.map((each) => each.event), withoutAck.success, withoutAck.refusal].filter(
        (each) => each !== null,
      ),
    ),
  ),
]
