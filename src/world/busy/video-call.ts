import type { VideoCall } from '../../domain/state.ts'
import { STRANGER, type Population } from './population.ts'
import { createDice } from './dice.ts'
import { STREAMS } from './streams.ts'

/** Creates the call at a place: one in three is private, visible only to an agent or two that nobody can call as. */
export function callMaker(population: Population): (id: string, place: number) => VideoCall {
  const dice = createDice(population.rooms, STREAMS.calls)
  return (id, place) => {
    dice.begin(place)
    const member = (): string => dice.one(population.others, STRANGER).id
    return {
      id,
      url: `http://g.co/meet/RocketChat_${id}`,
      providerName: 'googlemeet',
      members: place % 3 === 1 ? [...new Set([member(), member()])] : null,
      users: [],
      anonymousUsers: 0,
    }
  }
}
