import { expect, it } from 'vitest'
import { allCases } from './all-cases.ts'

const kindOf = ({ id }: { readonly id: string }): string =>
  id.includes(':scenario-') ? 'scenario' : /:before-|precedence/.test(id) ? 'precedence' : 'written'

it('written cases come first, then derived ones, then the scenarios', () => {
  const [first, last] = [allCases[0], allCases.at(-1)]
  expect(first?.id).toBe('connectMeetingRooms/connected')
  expect(last && kindOf(last)).toBe('scenario')
  const firstScenario = allCases.findIndex((each) => kindOf(each) === 'scenario')
  expect(allCases.slice(firstScenario).every((each) => kindOf(each) === 'scenario')).toBe(true)
})

it('each has an id of its own', () => {
  expect(new Set(allCases.map(({ id }) => id)).size).toBe(allCases.length)
})

it('each scenario of greenroom is one', () => {
  const names = allCases.flatMap(({ id }) => /:scenario-(.*)$/.exec(id)?.[1] ?? [])
  expect(names).toEqual(expect.arrayContaining(['full-house', 'locked-mid-call']))
})
