import { describe, expect, it } from 'vitest'
import { until } from '../../../tests/support/until.ts'
import type { EndReason, WorldLife } from '../../world/store.ts'
import { recipeOf } from '../lasting.suite.ts'
import { Away } from '../redis/away.ts'
import type { Listing } from './directory.ts'
import type { Living } from './living.ts'
import { createLivingWorlds } from './living-worlds.ts'
import type { Begun } from './world-data.ts'

const BEGUN: Begun = { recipe: recipeOf('documented'), contents: undefined }

const begun = (name: string, log = `log of ${name}`): Listing => ({
  is: 'begun',
  world: { name, log, generation: 1 },
  cause: { kind: 'made', why: 'asked' },
})
const ended = (name: string, why: EndReason = 'asked'): Listing => ({
  is: 'ended',
  world: { name, log: `log of ${name}`, generation: 1 },
  why,
})

/** Living worlds of a process that reads what they began with by `get`. */
function begin(get: (log: string) => Promise<Begun | null> = async () => BEGUN) {
  const [told, lives, unreadable, faults]: [string[], WorldLife[], string[], unknown[]] = [[], [], [], []]
  const jumps: (() => void)[] = []
  let returns = 0
  const worlds = createLivingWorlds({
    data: { put: async () => {}, get: async (_, log) => get(log), withoutLog: async () => [], expire: async () => {} },
    toLiving(listed, { recipe, contents }, onJump): Living {
      jumps.push(onJump)
      return {
        listed,
        stored: { name: listed.name, recipe, contents, generation: listed.generation },
        change: async () => Promise.reject(new Error('nobody asks')),
        seal: async () => {},
        contents: async () => Promise.reject(new Error('nobody asks')),
        seats: () => [],
        follow: () => () => {},
        catchUp: async () => {},
      }
    },
    isListed: ({ log }) => log !== 'ended since',
    toUnreadable: (listed) => ({
      listed,
      stored: { name: listed.name, recipe: BEGUN.recipe, contents: undefined, generation: listed.generation },
      change: async () => Promise.reject(new Error('nobody can')),
      seal: async () => {},
      contents: async () => Promise.reject(new Error('nobody can')),
      seats: () => [{ code: 'c', participantId: 'told apart', socketId: 's', by: 'b' }],
      follow: () => () => {},
      catchUp: async () => {},
    }),
    tell(life) {
      lives.push(life)
      const name = life.kind === 'begun' ? life.world.name : life.world
      told.push(`${name} ${life.kind}${worlds.get(name) ? '' : ', not there'}`)
    },
    onUnreadable: (name) => unreadable.push(name),
    returned: async () => {
      returns++
      await new Promise(setImmediate)
    },
    onFault: (fault) => faults.push(fault),
  })
  return { worlds, told, lives, unreadable, faults, jumps, returns: () => returns }
}

describe('the living worlds of a process', () => {
  it('are there, and told of, once what they began with was read', async () => {
    const { worlds, told, lives } = begin()
    worlds.take(begun('v'))
    worlds.take(begun('w'))
    expect([worlds.all(), told]).toEqual([[], []])
    await worlds.settled()
    expect(worlds.all().map(({ stored }) => stored.name)).toEqual(['v', 'w'])
    expect([told, lives[0]]).toEqual([
      ['v begun', 'w begun'],
      { kind: 'begun', world: worlds.get('v')?.stored, cause: { kind: 'made', why: 'asked' } },
    ])
  })

  it('come in the order of the list, though one is read later than the next', async () => {
    const { promise: late, resolve: release } = Promise.withResolvers<Begun>()
    const { worlds, told } = begin((log) => (log === 'log of v' ? late : Promise.resolve(BEGUN)))
    worlds.take(begun('v'))
    worlds.take(begun('w'))
    worlds.take(ended('v', 'idle'))
    await new Promise(setImmediate)
    expect(told).toEqual([])
    release(BEGUN)
    await worlds.settled()
    expect(told).toEqual(['v begun', 'w begun', 'v ended, not there'])
  })

  it('end with the reason of the list; of one that is not here, nothing is told', async () => {
    const { worlds, lives } = begin()
    worlds.take(begun('w'))
    worlds.take(ended('nobody'))
    worlds.take(ended('w', 'idle'))
    await worlds.settled()
    expect([lives.slice(1), worlds.get('w')]).toEqual([[{ kind: 'ended', world: 'w', why: 'idle' }], undefined])
  })

  it('are not read if it was said what they begin with, once', async () => {
    const read: string[] = []
    const { worlds } = begin(async (log) => {
      read.push(log)
      return BEGUN
    })
    worlds.expect('mine', { ...BEGUN, contents: { rows: {}, ids: { participant: 7 } } })
    worlds.take(begun('w', 'mine'))
    await worlds.settled()
    expect([read, worlds.get('w')?.stored.contents?.ids]).toEqual([[], { participant: 7 }])
    worlds.take(begun('w', 'mine'))
    await worlds.settled()
    expect([read, worlds.get('w')?.stored.contents]).toEqual([['mine'], undefined])
  })

  it('pass over one that has ended since it was listed', async () => {
    const { worlds, told, unreadable } = begin(async () => null)
    worlds.take(begun('w', 'ended since'))
    worlds.take(ended('w'))
    await worlds.settled()
    expect([worlds.all(), told, unreadable]).toEqual([[], [], []])
  })

  it('have one that cannot be read, too, in its place, which is said', async () => {
    const { worlds, told, unreadable } = begin(async (log) => (log === 'damaged' ? null : BEGUN))
    worlds.take(begun('w'))
    worlds.take(begun('w', 'damaged'))
    worlds.take(begun('v'))
    await worlds.settled()
    expect([worlds.all().map(({ stored }) => stored.name), unreadable, told]).toEqual([
      ['w', 'v'],
      ['w'],
      ['w begun', 'w begun', 'v begun'],
    ])
    expect(worlds.get('w')?.seats()).toHaveLength(1)
  })

  it('tell of a jump of one that lives, not of one that has ended or was replaced: it would be there again', async () => {
    const { worlds, lives, jumps } = begin()
    worlds.take(begun('w'))
    worlds.take(begun('v'))
    worlds.take(begun('v', 'another log of v'))
    worlds.take(ended('w', 'lost'))
    await worlds.settled()
    const before = lives.length
    for (const jump of jumps) jump()
    expect(lives.slice(before)).toEqual([
      {
        kind: 'begun',
        world: worlds.get('v')?.stored,
        cause: {
          kind: 'reset',
          why: 'asked',
          because:
            'This world has gone on elsewhere without this server, or its data was lost. Connect and join again.',
        },
      },
    ])
  })

  it('are read again once the server is back', async () => {
    let tries = 0
    const { worlds, faults, returns } = begin(async () => {
      if (++tries < 3) throw new Away('gone')
      return BEGUN
    })
    worlds.take(begun('w'))
    await until(() => worlds.get('w') !== undefined)
    expect([tries, returns(), faults]).toEqual([3, 2, []])
  })

  it('go on after one whose reading fails, which is told', async () => {
    const fault = new Error('a defect')
    const { worlds, faults, told } = begin(async (log) => {
      if (log === 'log of v') throw fault
      return BEGUN
    })
    worlds.take(begun('v'))
    worlds.take(begun('w'))
    await worlds.settled()
    expect([faults, told]).toEqual([[fault], ['w begun']])
  })
})
