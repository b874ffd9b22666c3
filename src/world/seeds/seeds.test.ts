import { describe, expect, it } from 'vitest'
import { seeds } from '../../contract/compiled/seeds.ts'
import { createSeeds } from './seeds.ts'

const seed = seeds.documented

describe('seeds', () => {
  it('are made once, one of your own too, and a name that is none is a Fault', () => {
    const own = { ...seed, name: 'own' }
    const made = createSeeds(own)
    expect(made.get('documented')).toBe(made.get('documented'))
    expect(made.get('own').seed).toBe(own)
    for (const name of ['none', 'busy:', 'busy:0x5', 'constructor'])
      expect(() => made.get(name)).toThrow(
        expect.objectContaining({
          name: 'Fault',
          message: `there is no seed ${name}`,
          fix: 'Use one of documented, empty, busy:<number up to 1000000>.',
        }),
      )
  })

  it('are remembered, the latest eight of them', () => {
    const made = createSeeds()
    const first = made.get('busy:1')
    for (let n = 2; n <= 8; n++) made.get(`busy:${n}`)
    expect(made.get('busy:1')).toBe(first)
    const second = made.get('busy:2')
    for (let n = 9; n <= 15; n++) made.get(`busy:${n}`)
    expect(made.get('busy:2')).toBe(second)
    expect(made.get('busy:1')).not.toBe(first)
  })

  it('of generated rooms have them as servers do only where that is said', () => {
    const first = (likeServers?: boolean) => createSeeds(undefined, likeServers).get('busy:5').bases.livechatRooms.at(0)
    expect(first(true)).toHaveProperty('priorityWeight')
    for (const plain of [first(), first(false)]) expect(plain).not.toHaveProperty('priorityWeight')
  })

  it("of one's own may have the name of another, whose place it takes", () => {
    const own = { ...seed, people: [] }
    expect(createSeeds(own).get('documented').seed).toBe(own)
  })
})
