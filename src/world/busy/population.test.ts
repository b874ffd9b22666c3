import { describe, expect, it } from 'vitest'
import { seeds } from '../../contract/compiled/seeds.ts'
import { createDice } from './dice.ts'
import { nameOf, populationOf, STRANGER } from './population.ts'

describe('the people of a busy seed', () => {
  it('are the documented agent, others that nobody can call as, and hosts', () => {
    const { rooms, instant, agent, others, hosts } = populationOf(50, seeds.documented)
    expect([rooms, instant, agent.username]).toEqual([50, Date.parse('2026-03-03T10:30:00.000Z'), 'agent'])
    expect(others).toEqual([
      { id: 'x4ujQrgshFvui8aME', username: 'tonya.barrows1', name: 'Tonya Barrows', role: 'livechat-agent' },
      { id: 'RZLQ8bNp38u6wdKcH', username: 'dylan.hermiston2', name: 'Dylan Hermiston', role: 'livechat-agent' },
      { id: 'uSRh3kGtdRGTW27tm', username: 'lesley.okeefe3', name: "Lesley O'Keefe", role: 'livechat-agent' },
    ])
    expect(hosts.map(({ username }) => username)).toEqual([
      'host',
      'member',
      'tonya.barrows1',
      'dylan.hermiston2',
      'lesley.okeefe3',
    ])
  })

  it.each([
    [0, 3],
    [150, 3],
    [151, 4],
    [10_000, 200],
    [1_000_000, 200],
  ])('with %i rooms are %i other agents, each with names of their own', (rooms, count) => {
    const { others } = populationOf(rooms, seeds.documented)
    expect([others.length, new Set(others.map(({ username }) => username)).size]).toEqual([count, count])
    for (const { username } of others) expect(username).toMatch(/^[a-z0-9.]+\d$/)
  })

  it('of a seed without the documented identities are strangers and others', () => {
    const { agent, hosts } = populationOf(1, { ...seeds.documented, identities: {} })
    expect([agent, hosts.length]).toEqual([STRANGER, 3])
  })
})

it('a name has a first and a last part', () => {
  const dice = createDice(1, 1)
  dice.begin(1)
  expect(nameOf(dice)).toEqual([expect.stringMatching(/^\S+$/), expect.stringMatching(/^\S+$/)])
})
