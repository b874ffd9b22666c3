import { expect, it } from 'vitest'
import { asking } from './testing/asking.ts'

it('lets guests into a world, or keeps them out, and leaves its other settings alone', async () => {
  const { core, ask, told } = asking({ edition: '8.6' })
  await ask('POST', '/worlds', { name: 'w' })
  const settings = () => core.store.change('w', (state) => ({ result: state.settings, writes: [] }))
  const before = await settings()
  expect(before.anonymousReading).toBe(false)
  expect((await ask('PUT', '/worlds/w/guests', { allowed: true })).body).toEqual({ allowed: true })
  expect(await settings()).toEqual({ ...before, anonymousReading: true })
  expect(told.at(-1)).toBe('w: guests allowed')
  await ask('PUT', '/worlds/w/guests', { allowed: false })
  expect(await settings()).toEqual(before)
})

it('makes a world that they may enter, if that is asked for', async () => {
  const { core, ask } = asking({ edition: '8.6' })
  await ask('POST', '/worlds', { name: 'w', anonymousReading: true })
  expect(await core.store.change('w', ({ settings }) => ({ result: settings.anonymousReading, writes: [] }))).toBe(true)
})
