import { expect, it } from 'vitest'
import { until } from '../../../tests/support/until.ts'
import type { AbandonedSeats } from '../../world/store.ts'
import { createUndertaker } from './undertaker.ts'

const seat = (by: string, participantId: string) => ({
  by,
  participantId,
  code: 'abc',
  socketId: `of ${participantId}`,
})

/** One for the process `me`, whose timer the test moves. */
function begin(dead: readonly string[]) {
  const [asked, faults]: [string[][], unknown[]] = [[], []]
  const due: { ms: number; work: () => void }[] = []
  const undertaker = createUndertaker({
    presence: {
      async dead(processes) {
        asked.push([...processes])
        return dead
      },
    },
    worlds: () => [
      { world: 'v', seats: [seat('me', 'ann'), seat('b', 'ben'), seat('c', 'cat'), seat('b', 'dan')] },
      { world: 'w', seats: [seat('c', 'eve')] },
    ],
    by: 'me',
    everyMs: 700,
    later(ms, work) {
      due.push({ ms, work })
      return () => due.splice(0)
    },
    onFault: (fault) => faults.push(fault),
  })
  return { undertaker, asked, faults, due }
}

it('the seats of dead processes are found by world, of all but this one, again and again until it is stopped', async () => {
  const { undertaker, asked, due } = begin(['b'])
  const found: AbandonedSeats[] = []
  undertaker.start((seats) => void found.push(seats))
  await until(() => due.length === 1)
  expect(asked).toEqual([['b', 'c']])
  expect(found).toEqual([{ world: 'v', seats: [seat('b', 'ben'), seat('b', 'dan')] }])
  expect(due[0]?.ms).toBe(700)
  due.shift()?.work()
  await until(() => due.length === 1)
  expect([asked.length, found.length]).toEqual([2, 2])
  undertaker.stop()
  expect(due).toEqual([])
})

it('a world is looked at after the one before was cleared', async () => {
  const { undertaker, due } = begin(['b', 'c'])
  const told: string[] = []
  undertaker.start(async ({ world }) => {
    told.push(`${world} begins`)
    await Promise.resolve()
    told.push(`${world} ends`)
  })
  await until(() => due.length === 1)
  expect(told).toEqual(['v begins', 'v ends', 'w begins', 'w ends'])
  undertaker.stop()
})

it('a look that fails is told of, and not the last one', async () => {
  const { undertaker, faults, due } = begin(['b'])
  const fault = new Error('not released')
  undertaker.start(() => Promise.reject(fault))
  await until(() => due.length === 1)
  expect(faults).toEqual([fault])
  undertaker.stop()
})

it('no look follows one during which it was stopped', async () => {
  const { undertaker, due } = begin(['b'])
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  let isAsked = false
  undertaker.start(async () => {
    isAsked = true
    await released
  })
  await until(() => isAsked)
  undertaker.stop()
  release()
  await new Promise(setImmediate)
  expect(due).toEqual([])
})
