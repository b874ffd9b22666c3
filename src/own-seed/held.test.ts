import { expect, it } from 'vitest'
import { heldSeed } from './held.ts'

const HELD = { instant: '2026-03-03T10:30:00.000Z', jwtSecret: 'key' }

it('what a world holds is a seed of its name, whose rooms can be named by their facts', () => {
  const seed = heldSeed('default', {
    ...HELD,
    people: [{ id: 'ann', username: 'ann', name: 'Ann', role: 'user' }],
    identities: { host: { member: 'ann', says: 'the host' } },
    meetingRooms: [{ code: 'lck-own-rom', hostId: 'ann', isLocked: true }],
  })
  expect([seed.name, seed.people.map(({ username }) => username)]).toEqual(['default', ['ann']])
  expect(seed.reserved).toContainEqual(
    expect.objectContaining({ subject: 'meeting-room', facts: ['locked'], values: { code: 'lck-own-rom' } }),
  )
})

it('what is wrong with it is told by its place in what is held', () => {
  const data = { ...HELD, meetingRooms: [{ code: 'own', hostId: 'nobody' }] }
  expect(() => heldSeed('qa', data)).toThrow(
    expect.objectContaining({
      message: 'qa/meetingRooms/0/hostId: there is no person nobody',
      fix: 'Add one to the file.',
    }),
  )
})

it('something that is no data is refused', () => {
  // As a server of another version may tell.
  const data = JSON.parse('null')
  expect(() => heldSeed('qa', data)).toThrow(
    expect.objectContaining({
      name: 'Fault',
      message: 'the control plane tells no data',
      fix: 'Is greenroom serve of this version?',
    }),
  )
})
