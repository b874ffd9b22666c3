import { describe, expect, it } from 'vitest'
import { begin, MACHINE, START } from './testing/begin.ts'

describe('the clock of a world, as a play moves it,', () => {
  it('stands or runs as before where it is put, and is reached only where it is not later', async () => {
    const { clock } = await begin([0], { mode: 'step' })
    await clock.put(START + 5)
    await clock.reach(START + 3)
    expect(await clock.read()).toEqual({ now: START + 5, clock: { kind: 'frozen', at: START + 5 } })
    await clock.restore({ kind: 'running', ahead: 0 })
    await clock.put(START)
    expect(await clock.read()).toEqual({ now: START, clock: { kind: 'running', ahead: START - MACHINE } })
    await clock.reach(START + 1)
    expect((await clock.read()).now).toBe(START + 1)
  })
})
