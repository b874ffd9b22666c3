import { useEffect, useState } from 'preact/hooks'
import type { Session } from './session.ts'
import { useSignal } from './signal.ts'

/** A part of the world's state, read again whenever it may have changed. */
export interface Live<Value> {
  readonly value: Value | undefined
  /** Why it could not be read. */
  readonly fault: string
}

/** Between two readings, so that a busy mock is not asked all the time. */
const PAUSE_MS = 150

/**
 * Reads at once, and after each change of the world, or after those that `after` tells; never twice at the same time. `read` may
 * change only with `key`.
 */
export function useLive<Value>(
  session: Session,
  key: string,
  read: () => Promise<Value>,
  after: Session['changes'] = session.changes,
): Live<Value> {
  const [live, setLive] = useState<Live<Value>>({ value: undefined, fault: '' })
  const world = useSignal(session.world)?.name
  useEffect(() => {
    const state = { isReading: false, isStale: false, isOver: false }
    const refresh = async (): Promise<void> => {
      if (state.isReading) return void (state.isStale = true)
      Object.assign(state, { isReading: true, isStale: false })
      const next = await read().then(
        (value) => ({ value, fault: '' }),
        (error: unknown) => ({ value: undefined, fault: faultText(error) }),
      )
      if (!state.isOver) setLive(next)
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
      state.isReading = false
      if (state.isStale && !state.isOver) void refresh()
    }
    void refresh()
    const unsubscribe = after.subscribe(() => void refresh())
    return () => {
      state.isOver = true
      unsubscribe()
    }
  }, [session, key, world])
  return live
}

/** The reason for people, without the request that failed. */
export const faultText = (error: unknown): string =>
  error instanceof Error ? error.message.replace(/ \([A-Z]+ \/\S* was refused with \d+\)$/, '') : String(error)
