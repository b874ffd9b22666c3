import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contest } from '../../bench/replicas/contest.ts'
import { createDisturbances, type Disturbance } from '../../bench/replicas/disturbances.ts'
import { startFleet, type Fleet } from '../../bench/replicas/fleet.ts'
import { createRandom } from '../../bench/replicas/random.ts'
import { noRedis } from '../support/redis-server.ts'

let fleet: Fleet
const KINDS: readonly Disturbance[] = ['nothing', 'a bad network', 'a mock killed', 'Redis restarted', 'a mock paused']

describe.skipIf(noRedis)(
  `a contest for seats at three mocks in processes${noRedis ? `: ${noRedis}` : ''}`,
  { tags: ['long'] },
  () => {
    beforeAll(async () => {
      fleet = await startFleet(3)
    })
    afterAll(() => fleet[Symbol.asyncDispose]())

    it.each(KINDS)('fits one order, and loses nothing, with %s in the middle', async (kind) => {
      const random = createRandom(KINDS.indexOf(kind))
      const disturb = (): Promise<void> => createDisturbances(random)[kind](fleet)
      const { wrong } = await contest(fleet, {
        world: kind.replaceAll(' ', '-').toLowerCase(),
        guests: 20,
        seats: 8,
        random,
        disturb,
      })
      expect(wrong).toEqual([])
    })
  },
)
