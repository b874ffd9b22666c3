import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { seeds } from '../../contract/compiled/seeds.ts'
import { populationOf } from './population.ts'
import { callMaker } from './video-call.ts'

const population = populationOf(50, seeds.documented)
const calls = Array.from({ length: 60 }, (_, place) => callMaker(population)(`call-${place}`, place))

describe('a generated call', () => {
  it('is the same on every machine, in every version, and one in three is private', () => {
    expect(createHash('sha256').update(JSON.stringify(calls)).digest('hex')).toBe(
      'a74187856836aee796acd003c841a51572df22faeae2dea3d95f5d48d3b73264',
    )
    const agents = population.others.map(({ id }) => id)
    for (const [place, { id, url, providerName, members, users, anonymousUsers }] of calls.entries()) {
      expect([url, providerName, users, anonymousUsers]).toEqual([
        `http://g.co/meet/RocketChat_${id}`,
        'googlemeet',
        [],
        0,
      ])
      expect(members !== null).toBe(place % 3 === 1)
      expect(new Set(members ?? []).size).toBe(members?.length ?? 0)
      for (const member of members ?? []) expect(agents).toContain(member)
    }
  })
})
