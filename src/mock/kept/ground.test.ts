import { expect, it } from 'vitest'
import { seeds } from '../../contract/compiled/seeds.ts'
import { setClock } from '../../world/clock.ts'
import { defaultLimits } from '../limits.ts'
import { groundOf } from './ground.ts'

it('the ground of a mock without options is the current edition, its limits, and a clock that runs', () => {
  const { edition, contract, limits, machine, jwtSecret, trustIn, recipeOf } = groundOf({})
  expect([edition, limits, jwtSecret, trustIn(seeds.documented)]).toEqual(['current', defaultLimits, null, null])
  expect(contract.faces).toBe(groundOf({ edition: 'current' }).contract.faces)
  expect(machine.now()).toBeGreaterThan(Date.parse('2026-01-01'))
  expect(recipeOf('w', {}).tables.seed.name).toBe('documented')
})

it('the ground of a mock has what its options say', () => {
  const clock = setClock(7)
  const own = { ...seeds.documented, name: 'mine' }
  const ground = groundOf({ edition: '2022', clock, limits: { body: 9 }, jwtSecret: 'key', trust: 'agent', seed: own })
  expect([ground.edition, ground.limits, ground.jwtSecret]).toEqual(['2022', { ...defaultLimits, body: 9 }, 'key'])
  expect(ground.machine).toBe(clock)
  expect([ground.seeds.get('mine').seed, ground.recipeOf('w', {}).tables.seed]).toEqual([own, own])
  expect(ground.trustIn(own)).toBe('livechat-agent')
  expect(ground.contract.faces).not.toEqual(groundOf({}).contract.faces)
})

it("the ground of a mock with a contract of one's own has its operations", () => {
  const { contract } = groundOf({})
  const faces = contract.faces.map((face) => ({ ...face, summary: 'mine' }))
  expect(groundOf({ contract: { ...contract, faces } }).contract.faces.map(({ summary }) => summary)).toEqual(
    faces.map(() => 'mine'),
  )
})

it('generated rooms are those of servers in the editions that are named after a release', () => {
  const first = (edition: '8.6' | '2022' | 'current') =>
    groundOf({ edition }).seeds.get('busy:5').bases.livechatRooms.at(0)
  expect(first('8.6')).toHaveProperty('priorityWeight')
  for (const edition of ['2022', 'current'] as const) expect(first(edition)).not.toHaveProperty('priorityWeight')
})

it.each(['2021', 'toString'])('there is no edition %s', (edition) => {
  // As a caller in plain JavaScript may ask.
  const options = JSON.parse(JSON.stringify({ edition }))
  expect(() => groundOf(options)).toThrow(
    expect.objectContaining({
      message: `there is no edition ${edition}`,
      fix: 'Use one of 2022, current, 8.0, 8.3, 8.6.',
    }),
  )
})
