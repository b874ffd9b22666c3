import { expect, it } from 'vitest'
import { allCases } from './all-cases.ts'

const kindOf = ({ id }: { readonly id: string }): string => /:(before|scenario)-/.exec(id)?.[1] ?? 'written'

it('written cases come first, then derived ones, then the scenarios', () => {
  const kinds = allCases.map(kindOf)
  expect(kinds.filter((kind, index) => kind !== kinds[index - 1])).toEqual(['written', 'before', 'scenario'])
  expect(allCases[0]?.id).toBe('connectMeetingRooms/connected')
})

it('each has an id of its own', () => {
  expect(new Set(allCases.map(({ id }) => id)).size).toBe(allCases.length)
})

it('each scenario of greenroom is one', () => {
  const names = allCases.flatMap(({ id }) => /:scenario-(.*)$/.exec(id)?.[1] ?? [])
  expect(names).toEqual(expect.arrayContaining(['full-house', 'locked-mid-call']))
})
