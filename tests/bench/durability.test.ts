import { expect, it } from 'vitest'
import { playKills } from '../../bench/durability/kills.ts'

/** The same moments each time; those of `npm run durability` are of chance. */
const moments = (): (() => number) => {
  let state = 7
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647
}

it('a server killed under load loses no join that it answered, gives no seat or id twice, and frees the seats of its sockets', async ({
  task,
}) => {
  const figures = await playKills({ kills: 3, random: moments() })
  expect(figures).toMatchObject({ kills: 3, lost: 0, doubled: 0, repeated: 0, unreleased: 0 })
  expect(figures.acknowledged).toBeGreaterThan(3)
  task.meta.held = { way: 'through a kill', cases: figures.acknowledged }
})
