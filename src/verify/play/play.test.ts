import { expect, it } from 'vitest'
import type { Arranger } from '../model/arranger.ts'
import { onWebSocket, plannedOf } from '../testing/answers.ts'
import { arrangedFor, notedLease, partsFor } from '../testing/plays.ts'
import { documented } from '../testing/runs.ts'
import { playCase } from './play.ts'

const planned = plannedOf('joinMeetingRoom/room-full')
const arranging = (arrange: Arranger['arrange']): Arranger => ({
  name: 'control',
  isolated: true,
  arrange,
  lacks: () => null,
})

it('a case is arranged, played, and cleaned up', async () => {
  const order: string[] = []
  const arranger = arranging(async (testCase) => {
    order.push(`arrange ${testCase.id}`)
    return arrangedFor({
      headers: { 'x-case': testCase.id },
      cleanUp: async () => void order.push('clean up'),
    })
  })
  const parts = partsFor({
    arranger,
    send: async (...call) => {
      order.push('send')
      return documented(...call)
    },
  })
  const attempt = await playCase(planned, notedLease(), parts)
  expect(attempt).toMatchObject({ kind: 'judged', calls: [{ judgement: { breaches: [] } }] })
  expect(order).toEqual(['arrange joinMeetingRoom/room-full', 'send', 'clean up'])
})

it('a case that cannot be arranged is blocked, and nothing is sent', async () => {
  const arranger = arranging(async () => ({ kind: 'situation', reason: 'nothing makes it' }))
  const send = (): Promise<never> => Promise.reject(new Error('nothing is to be sent'))
  expect(await playCase(planned, notedLease(), partsFor({ arranger, send }))).toEqual({
    kind: 'blocked',
    why: 'situation',
    reason: 'nothing makes it',
    calls: [],
  })
})

it('a case on a socket is sent over no HTTP', async () => {
  const seen: string[] = []
  const parts = partsFor({
    arranger: arranging(async () => arrangedFor()),
    socketFaces: [onWebSocket('joinMeetingRoom/room-full').face],
    send: () => Promise.reject(new Error('nothing is to be sent')),
    socketClient: {
      connect: async ({ transport }) => {
        seen.push(transport)
        return { kind: 'refused', message: 'No one is there.' }
      },
      reach: async () => null,
    },
  })
  const attempt = await playCase(onWebSocket('joinMeetingRoom/room-full'), notedLease(), parts)
  expect(attempt).toMatchObject({ kind: 'trouble', trouble: { kind: 'refused' } })
  expect(seen[0]).toBe('websocket')
})
