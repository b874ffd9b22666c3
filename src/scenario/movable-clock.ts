import type { ClockSetting, State } from '../domain/state.ts'
import type { Store } from '../world/store.ts'

/** The time in a world, with the setting of its clock. */
export interface Time {
  readonly now: number
  readonly clock: ClockSetting
}

/** Moves the clock of a world. */
export interface MovableClock {
  readonly read: () => Promise<Time>
  /** Sets it to an instant; a running clock continues from there. */
  readonly put: (instant: number) => Promise<void>
  /** The same, unless the clock is later already. */
  readonly reach: (instant: number) => Promise<void>
  readonly restore: (clock: ClockSetting) => Promise<void>
}

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
