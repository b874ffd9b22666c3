import type { Participant } from '../../src/contract/compiled/types.ts'

/** A guest who is inside a meeting room, with a test's differences. */
export const participantOf = (differences: Partial<Participant> = {}): Participant => ({
  id: 'p',
  roomId: 'r',
  userId: null,
  guestName: null,
  isActive: true,
  isHost: false,
  joinedAt: '2026-03-03T10:30:00.000Z',
  leftAt: null,
  ...differences,
})
