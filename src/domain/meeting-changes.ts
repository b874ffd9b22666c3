import type { Announcement } from './announcement.ts'
import type { MeetingRoom } from './state.ts'

/** The announcements for a room edited through the control plane: who left, who joined, whether it was locked. */
export function changesByHand(before: MeetingRoom | undefined, after: MeetingRoom | null): Announcement[] {
  const [was, is] = [before?.inside ?? [], after?.inside ?? []]
  const code = after?.code ?? before?.code ?? ''
  const gone = was.filter(({ id }) => !is.some((inside) => inside.id === id))
  const come = is.filter(({ id }) => !was.some((inside) => inside.id === id))
  const hasCome = (userId: string | null): boolean =>
    userId !== null && come.some((participant) => participant.userId === userId)
  return [
    ...gone.map((participant): Announcement => ({
      kind: 'left',
      room: code,
      participant,
      reason: hasCome(participant.userId) ? 'Joined from elsewhere' : 'Removed by host',
    })),
    ...come.map((participant): Announcement => ({ kind: 'joined', room: code, participant, socketId: null })),
    ...(after !== null && after.isLocked !== (before?.isLocked ?? after.isLocked)
      ? [
          {
            kind: 'said',
            room: code,
            event: 'room-locked',
            payload: { locked: after.isLocked },
            socketId: null,
          } as const,
        ]
      : []),
  ]
}
