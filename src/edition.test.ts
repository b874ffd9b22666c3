import { expect, it } from 'vitest'
import { EDITIONS, toEdition } from './edition.ts'

it('the editions are listed with the current one first, which is also what no name means', () => {
  expect(EDITIONS).toEqual(['current', '2022', '8.0', '8.3', '8.6'])
  expect([toEdition(undefined), toEdition('current'), toEdition('2022')]).toEqual(['current', 'current', '2022'])
})

it.each(['', '2021', 'Current', 'toString', '__proto__'])(
  '%j is no edition, and the fault lists those there are',
  (name) => {
    expect(() => toEdition(name)).toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: `there is no edition ${name}`,
        fix: expect.stringMatching(/Known: current, 2022, 8\.0, 8\.3, 8\.6\.$/),
      }),
    )
  },
)
