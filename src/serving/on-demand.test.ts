import { expect, it } from 'vitest'
import { createCore } from '../mock/core.ts'
import { groundOf } from '../mock/kept/ground.ts'
import { contractOf, dataOf, dialectNamed, othersOf, routesOf } from './on-demand.ts'

const DOCUMENT = 'tests/support/rest-of-the-api.openapi.yaml'

it('a contract that was read is taken as it is, one file or several are read', async () => {
  const file = 'specs/meeting-rooms.openapi.yaml'
  const one = await contractOf(file)
  expect(await contractOf(one)).toBe(one)
  expect(one.faces.map(({ operation }) => operation)).toContain('joinMeetingRoom')
  const several = await contractOf([file])
  expect(several.faces.map(({ operation }) => operation)).toEqual(one.faces.map(({ operation }) => operation))
})

it('a dialect is read by its name; without a name there is none, and no routes', async () => {
  expect(await dialectNamed(undefined)).toBeUndefined()
  expect(await routesOf(undefined, createCore())).toBeNull()
  const dialect = await dialectNamed('neuron-meet')
  if (!dialect) throw new Error('it is not read')
  const silent = { ...dialect, speech: { ...dialect.speech, routes: [] } }
  expect(await routesOf(silent, createCore())).toBeNull()
  const brief = { ...dialect, speech: { ...dialect.speech, routes: dialect.speech.routes.slice(0, 1) } }
  for (const each of [dialect, brief])
    expect(await routesOf(each, createCore())).toEqual({ beside: expect.any(Function) })
})

it('other documents are opened if there are any', async () => {
  expect(await othersOf([], createCore())).toBeNull()
  const also = await othersOf([DOCUMENT], createCore())
  expect(also?.operations.map(({ path }) => path)).toContain('/api/v1/me')
})

it('data that are named are opened as a step of the start; without a name, there is none', async () => {
  expect(await dataOf(undefined, groundOf({}), {})).toBeUndefined()
  expect(await dataOf('./worlds.db', groundOf({}), {})).toMatchObject({ name: 'the data', withinMs: 2_000 })
})
