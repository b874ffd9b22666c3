import { describe, expect, it } from 'vitest'
import { seeds } from '../contract/compiled/seeds.ts'
import type { Seed } from '../contract/compiled/types.ts'
import { createSeeds } from '../world/seeds/seeds.ts'
import { createRecipes, type WorldDefaults, type WorldOptions } from './recipes.ts'

const recipeOf = (world: string, options: WorldOptions = {}, defaults: WorldDefaults = {}) => {
  const own = typeof defaults.seed === 'object' ? defaults.seed : undefined
  return createRecipes(defaults, createSeeds(own))(world, options)
}
const INSTANT = Date.parse('2026-03-03T10:30:00.000Z')

describe('a world of no options', () => {
  it('has the documented seed, strict callers, limits, and its name for a salt', () => {
    const { tables, ...rest } = recipeOf('qa')
    expect([tables.seed.name, rest]).toEqual([
      'documented',
      {
        salt: 'qa',
        clock: { kind: 'frozen', at: INSTANT },
        settings: { anonymousReading: true, trust: null, rateLimit: true },
        jwtSecret: null,
      },
    ])
  })

  it('follows the machine’s clock if it is the default one', () => {
    expect(recipeOf('default').clock).toEqual({ kind: 'running', ahead: 0 })
    expect(recipeOf('default', { clock: 'seed' }).clock).toEqual({ kind: 'frozen', at: INSTANT })
    expect(recipeOf('qa', { clock: 'real' }).clock).toEqual({ kind: 'running', ahead: 0 })
  })
})

describe('the options', () => {
  it('of a world come before the mock’s', () => {
    const defaults = { seed: 'empty', rateLimit: false }
    expect(recipeOf('qa', {}, defaults)).toMatchObject({
      tables: { seed: { name: 'empty' } },
      settings: { rateLimit: false },
    })
    expect(recipeOf('qa', { seed: 'documented', rateLimit: true }, defaults)).toMatchObject({
      tables: { seed: { name: 'documented' } },
      settings: { rateLimit: true },
    })
    expect(recipeOf('qa', { rateLimit: false }, { rateLimit: true }).settings.rateLimit).toBe(false)
  })

  it('of the mock give the default world alone a salt', () => {
    const salts = (options: WorldOptions) =>
      ['default', 'qa'].map((name) => recipeOf(name, options, { salt: 's' }).salt)
    expect([salts({}), salts({ salt: 'own' })]).toEqual([
      ['s', 'qa'],
      ['own', 'own'],
    ])
    expect(recipeOf('default').salt).toBe('default')
  })

  it('may hold a seed of one’s own, which worlds name', () => {
    const seed = { ...seeds.documented, name: 'mine', settings: { anonymousReading: false } }
    expect(recipeOf('qa', {}, { seed })).toMatchObject({
      tables: { seed: { name: 'mine' } },
      settings: { anonymousReading: false },
    })
    expect(recipeOf('qa', { seed: 'documented' }, { seed }).tables.seed.name).toBe('documented')
  })

  it('let the edition say whether anonymous users may read, unless the seed is one’s own or somebody else says', () => {
    const settingsOf = (options: WorldOptions, defaults: WorldDefaults, seed: string | Seed = 'documented') => {
      const own = typeof seed === 'object' ? seed : undefined
      const recipes = createRecipes({ ...defaults, seed }, createSeeds(own), { anonymousReading: false })
      return recipes('qa', options).settings.anonymousReading
    }
    const mine = { ...seeds.documented, name: 'mine' }
    expect([settingsOf({}, {}), settingsOf({}, {}, mine)]).toEqual([false, true])
    expect([settingsOf({}, { anonymousReading: true }), settingsOf({ anonymousReading: true }, {})]).toEqual([
      true,
      true,
    ])
    expect(settingsOf({ seed: 'documented' }, {}, mine)).toBe(false)
    expect(settingsOf({ anonymousReading: false }, { anonymousReading: true }, mine)).toBe(false)
  })

  it('say how rooms that wait are routed, of a world before the mock', () => {
    expect(recipeOf('qa').settings.routing).toBeUndefined()
    expect(recipeOf('qa', {}, { routing: 'auto' }).settings.routing).toBe('auto')
    expect(recipeOf('qa', { routing: 'manual' }, { routing: 'auto' }).settings.routing).toBe('manual')
  })

  it('may hold the key of another system, but no empty one', () => {
    expect(recipeOf('qa', {}, { jwtSecret: 'k' }).jwtSecret).toBe('k')
    expect(() => createRecipes({ jwtSecret: '' }, createSeeds())).toThrow(
      expect.objectContaining({
        message: 'the JWT key is empty, so anyone could sign tokens',
        fix: 'Pass the key of your own system.',
      }),
    )
  })
})

it('limits livechat as the world says, else as the mock does, and says nothing where neither does', () => {
  const limits = (options: WorldOptions, defaults: WorldDefaults = {}) =>
    recipeOf('qa', options, defaults).settings.livechatLimits
  expect(limits({}, { livechatLimits: true })).toBe(true)
  expect(limits({ livechatLimits: false }, { livechatLimits: true })).toBe(false)
  expect(limits({ livechatLimits: true })).toBe(true)
  expect(recipeOf('qa').settings).not.toHaveProperty('livechatLimits')
})

describe('the role of trusted callers', () => {
  it('is one of the seed, or that of an identity', () => {
    const roleOf = (trust: string | null) => recipeOf('qa', {}, { trust }).settings.trust
    expect([null, 'user', 'livechat-manager', 'agent', 'manager', 'no-permission'].map(roleOf)).toEqual([
      null,
      'user',
      'livechat-manager',
      'livechat-agent',
      'livechat-manager',
      'user',
    ])
  })

  it.each(['nobody', 'host', 'agents', 'toString', '__proto__', ''])('is not %j', (trust) => {
    expect(() => recipeOf('qa', {}, { trust })).toThrow(
      expect.objectContaining({
        message: `there is no role ${trust} to trust callers as`,
        fix: 'Use agent, manager or no-permission.',
      }),
    )
  })
})

it('an unknown seed is a fault', () => {
  expect(() => recipeOf('qa', { seed: 'none' })).toThrow(expect.objectContaining({ message: 'there is no seed none' }))
})
