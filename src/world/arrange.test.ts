import { describe, expect, it } from 'vitest'
import { worldOf } from '../../tests/support/world-of.ts'
import { factWords } from '../contract/compiled/facts.ts'
import type { Make } from '../domain/operation.ts'
import { createRecipes } from '../mock/recipes.ts'
import { arrange, subjects } from './arrange.ts'
import { setClock } from './clock.ts'
import { memoryStore } from './memory.ts'
import { createSeeds } from './seeds/seeds.ts'

const make: Make = { id: (kind) => `${kind}-1`, now: 0, isoText: String }
const store = memoryStore(setClock(0), 1_000_000)
await store.begin('arranged', createRecipes({}, createSeeds())('arranged', {}))
const state = await store.change('arranged', (now) => ({ result: now, writes: [] }))
const stage = {
  make,
  state,
  values: {},
  limited: [
    {
      operation: 'joinVideoConference',
      rateLimit: { requests: 2, windowMs: 5000, key: 'address', outcome: 'rate-limited' },
    },
  ],
  address: '::1',
  keepsSeats: false,
} as const

describe('the vocabulary of situations', () => {
  it('names the subjects that there are functions for', () => {
    expect(Object.keys(subjects).sort()).toEqual(Object.keys(factWords).sort())
  })

  it.each(
    Object.entries(factWords).flatMap(([subject, { facts }]) =>
      Object.keys(facts).map((fact) => [subject, fact] as const),
    ),
  )('has a function for a %s that is %s, which yields what the vocabulary says', (subject, fact) => {
    const { result } = arrange({ [subject]: [fact] }, stage)
    const words = Object.entries(factWords).find(([name]) => name === subject)?.[1]
    expect(Object.keys(result)).toEqual(Object.keys(words?.yields ?? {}))
  })

  it('writes nothing for what is unknown', () => {
    for (const subject of ['meeting-room', 'livechat-room', 'call'])
      expect(arrange({ [subject]: ['unknown'] }, stage).writes).toEqual([])
  })

  it.each([
    [['last-seat'], 1],
    [['full'], 2],
    [['full', 'last-seat'], 2],
    [['last-seat', 'full'], 2],
    [['inactive', 'last-seat', 'locked'], 1],
  ])('a meeting room of two seats that is %j has %i taken', (facts, taken) => {
    const [write] = arrange({ 'meeting-room': facts }, stage).writes
    expect(write?.value).toMatchObject({
      maxParticipants: 2,
      isActive: !facts.includes('inactive'),
      isLocked: facts.includes('locked'),
    })
    expect(write?.value).toHaveProperty('inside.length', taken)
  })

  it.each([
    [['full'], 50, 50],
    [['last-seat'], 49, 50],
    [['two-seats'], 48, 50],
  ])('a meeting room that keeps its seats and is %j has %i of %i taken', (facts, taken, seats) => {
    const kept = { ...stage, keepsSeats: true, values: { code: 'abc-def-ghi' } }
    const [write] = arrange({ 'meeting-room': facts }, kept).writes
    expect(write?.value).toMatchObject({ maxParticipants: seats })
    expect(write?.value).toHaveProperty('inside.length', taken)
  })

  it('changes the settings of the world in one row, whatever several subjects change of them', () => {
    const { writes } = arrange({ call: ['open-to-guests'], 'livechat-room': ['prevented'] }, stage)
    expect(writes.filter(({ table }) => table === 'settings')).toEqual([
      {
        table: 'settings',
        key: '',
        value: {
          ...state.settings,
          anonymousReading: true,
          barredRooms: { 'livechat-room-1': { app: expect.any(String) } },
        },
      },
    ])
    expect(arrange({ call: [] }, stage).writes.map(({ table }) => table)).toEqual(['calls'])
    const closed = worldOf({ settings: { anonymousReading: false } })
    expect(arrange({ call: ['open-to-guests'] }, { ...stage, state: closed }).writes.at(-1)?.value).toEqual({
      ...closed.settings,
      anonymousReading: true,
    })
  })

  it('refuses words that it does not have, naming those it has', () => {
    expect(() => arrange({ 'meting-room': [] }, stage)).toThrow(
      new Error('there is no subject meting-room; known: meeting-room, livechat-room, call, limit'),
    )
    expect(() => arrange({ 'meeting-room': ['lockd'] }, stage)).toThrow('no function for the fact lockd')
    expect(() => arrange({ 'meeting-room': ['constructor'] }, stage)).toThrow('constructor')
  })
})
