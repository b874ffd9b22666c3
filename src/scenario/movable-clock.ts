import type { ClockSetting, State } from '../domain/state.ts'
import type { Store } from '../world/store.ts'

/** What time it is in a world, and by which setting. */
export interface Time {
  readonly now: number
  readonly clock: ClockSetting
}

/** The clock of a world, as a play moves it. */
export interface MovableClock {
  readonly read: () => Promise<Time>
  /** Puts it to an instant; one that runs goes on from there. */
  readonly put: (instant: number) => Promise<void>
  /** The same, unless it is later there already. */
  readonly reach: (instant: number) => Promise<void>
  readonly restore: (clock: ClockSetting) => Promise<void>
}

/** The clock of the world of this name. */
export function movableClock(store: Store, world: string): MovableClock {
  const set = async (settingOf: (state: State) => ClockSetting | null): Promise<void> => {
    await store.change(world, (state) => {
      const value = settingOf(state)
      return { result: null, writes: value === null ? [] : [{ table: 'clock', key: '', value }] }
    })
  }
  return {
    read: async () => store.change(world, ({ now, clock }) => ({ result: { now, clock }, writes: [] })),
    put: (instant) => set((state) => settingAt(instant, state)),
    reach: (instant) => set((state) => (state.now >= instant ? null : settingAt(instant, state))),
    restore: (clock) => set(() => clock),
  }
}

const settingAt = (at: number, { clock, machineTime }: State): ClockSetting =>
  clock.kind === 'frozen' ? { kind: 'frozen', at } : { kind: 'running', ahead: at - machineTime }
