import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contest } from '../../bench/replicas/contest.ts'
import { createDisturbances, type Disturbance } from '../../bench/replicas/disturbances.ts'
import { startFleet, type Fleet } from '../../bench/replicas/fleet.ts'
import { createRandom } from '../../bench/replicas/random.ts'
import { noRedis } from '../support/redis-server.ts'

let fleet: Fleet

/** These come soon; the others wait until leases run out, or repeat what tests of replicas show. */
const SOON: readonly Disturbance[] = ['a bad network', 'Redis restarted']
const LATER: readonly Disturbance[] = ['nothing', 'a mock killed', 'a mock paused']

const orders = async (kind: Disturbance): Promise<void> => {
  const random = createRandom(kind.length)
  const { wrong } = await contest(fleet, {
    world: kind.replaceAll(' ', '-').toLowerCase(),
    guests: 20,
    seats: 8,
    random,
    disturb: () => createDisturbances(random)[kind](fleet),
  })
  expect(wrong).toEqual([])
}

describe.skipIf(noRedis)(
  `a contest for seats at three mocks in processes${noRedis ? `, not run: ${noRedis}` : ''}`,
  () => {
    beforeAll(async () => {
      fleet = await startFleet(3)
    })
    afterAll(() => fleet[Symbol.asyncDispose]())

    it.each(SOON)('fits one order, and loses nothing, with %s in the middle', orders)
    it.each(LATER)('fits one order, and loses nothing, with %s in the middle', { tags: ['long'] }, orders)
  },
)
