import { describe, expect, it } from 'vitest'
import { Fault } from '../../fault.ts'
import type { Recipe } from '../../world/recipe.ts'
import { createSeeds } from '../../world/seeds/seeds.ts'
import { recipeOf } from '../lasting.suite.ts'
import { createRecipeKeeper, isRecipeData } from './recipe-data.ts'

const keeper = (trust: string | null = null) =>
  createRecipeKeeper(createSeeds(), { jwtSecret: 'key', trustIn: () => trust })
const nothing = (): undefined => undefined
const documented = createSeeds().get('documented').seed
const own: Recipe = { ...recipeOf('documented'), tables: createSeeds({ ...documented, name: 'mine' }).get('mine') }

describe('a recipe as data', () => {
  it('has neither a key nor whom to trust, which are those of the server that reads it', () => {
    const recipe = { ...recipeOf('documented'), jwtSecret: 'other' }
    const data = keeper().toData({ ...recipe, settings: { ...recipe.settings, trust: 'agent' } })
    expect(JSON.stringify(data)).not.toMatch(/other|agent/)
    expect(isRecipeData(JSON.parse(JSON.stringify(data)))).toBe(true)
    expect(keeper('user').fromData(data, nothing)).toMatchObject({
      salt: recipe.salt,
      clock: recipe.clock,
      settings: { ...recipe.settings, trust: 'user' },
      jwtSecret: 'key',
    })
  })

  it('needs its seed kept, unless that is generated', () => {
    const { seedToKeep } = keeper()
    expect([seedToKeep(recipeOf('busy:50')), seedToKeep(recipeOf('documented'))?.name]).toEqual([null, 'documented'])
    expect(seedToKeep(own)).toBe(own.tables.seed)
    const seed = { ...own.tables.seed, name: 'busy:days' }
    expect(seedToKeep({ ...own, tables: { ...own.tables, seed } })).toBe(seed)
  })

  it('finds a seed here, or kept by its hash, once for all worlds of it', () => {
    const { toData, fromData } = keeper()
    const data = toData(own)
    expect(fromData(data, nothing)).toBeNull()
    const asked: string[] = []
    const kept = (hash: string): unknown => {
      asked.push(hash)
      return own.tables.seed
    }
    const found = [fromData(data, kept), fromData(data, kept)]
    expect(found[0]?.tables.seed).toBe(own.tables.seed)
    expect(found[1]?.tables).toBe(found[0]?.tables)
    expect(asked).toEqual([data.seedHash])
  })

  it('whose seed is generated otherwise here, or damaged where it was kept, is none', () => {
    const { toData, fromData } = keeper()
    expect(fromData({ ...toData(recipeOf('busy:50')), seedHash: 'other' }, nothing)).toBeNull()
    expect(fromData(toData(own), () => ({ people: 5 }))).toBeNull()
  })

  it('is refused where the server trusts in a role that its seed lacks', () => {
    const { fromData } = createRecipeKeeper(createSeeds(), {
      jwtSecret: null,
      trustIn: () => {
        throw new Fault('no such role', 'Name one.')
      },
    })
    expect(() => fromData(keeper().toData(recipeOf('documented')), nothing)).toThrow('no such role')
  })
})

it.each([
  [null],
  [{}],
  [{ seed: 'documented', seedHash: 'a' }],
  [{ seed: 1, seedHash: 'a', clock: {} }],
  [{ seed: 'documented', seedHash: 1, clock: {} }],
  [{ seed: 'documented', clock: {} }],
])('%j is no recipe', (data) => expect(isRecipeData(data)).toBe(false))

it.each(['seed', 'seedHash', 'salt', 'clock', 'settings'])('without its %s, it is none', (name) => {
  const data: Record<string, unknown> = { ...keeper().toData(recipeOf('documented')) }
  expect(isRecipeData(data)).toBe(true)
  delete data[name]
  expect(isRecipeData(data)).toBe(false)
})

it('a recipe that cannot be read is told by its name, and has no rooms', () => {
  const { tables, ...rest } = keeper().unknown()
  expect([tables.seed.name, tables.bases.meetingRooms.size, tables.bases.livechatRooms.size]).toEqual([
    '(unknown)',
    0,
    0,
  ])
  expect(rest).toEqual({
    salt: '',
    clock: { kind: 'frozen', at: 0 },
    settings: { anonymousReading: false, trust: null, rateLimit: true },
    jwtSecret: 'key',
  })
})
