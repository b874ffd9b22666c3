import type { ClockChange, Limiter } from '../contract/compiled/types.ts'
import type { ClockSetting, State } from '../domain/state.ts'
import { toClockInfo } from './clock-info.ts'
import { json, wrongInput, type Handler } from './handler.ts'
import { inWorld, type ControlParts } from './parts.ts'

/** Handlers for the clock of a world, and for its rate limiter. */
export const clockHandlers = (
  parts: ControlParts,
): Readonly<Record<'readClock' | 'changeClock' | 'changeLimiter', Handler>> => {
  const { store } = parts.core
  return {
    readClock: inWorld(parts, async ({ name }) =>
      json(await store.change(name, (state) => ({ result: toClockInfo(state), writes: [] }))),
    ),
    changeClock: inWorld(parts, async ({ name }, { body }) => {
      const change = toChange(body)
      const moved = await store.change(name, (state) => {
        const value = settingAfter(change, state)
        if (value === null) return { result: null, writes: [] }
        const now = value.kind === 'frozen' ? value.at : state.machineTime + value.ahead
        const info = toClockInfo({ now, clock: value })
        return {
          result: { before: state.now, info },
          writes: [{ table: 'clock', key: '', value }],
          what: `clock ${info.now} ${info.mode}`,
        }
      })
      if (moved === null) return wrongInput(pointerOf(change), 'must give an existing date in the years 0 to 9000')
      const { before, info } = moved
      await (await parts.plays.ifAny())?.clockMoved(name, before)
      return json(info)
    }),
    changeLimiter: inWorld(parts, async ({ name }, { body }) => {
      const { enforced } = toLimiter(body)
      await store.change(name, ({ settings }) => ({
        result: null,
        writes: [{ table: 'settings', key: '', value: { ...settings, rateLimit: enforced } }],
        what: `rate limits ${enforced ? 'on' : 'off'}`,
      }))
      return json({ enforced })
    }),
  }
}

const toChange = (body: unknown): ClockChange => (typeof body === 'object' && body !== null ? body : {})

const toLimiter = (body: unknown): Limiter => ({
  enforced: typeof body === 'object' && body !== null && 'enforced' in body && body.enforced === true,
})

const pointerOf = (change: ClockChange): string => `/${Object.keys(change)[0] ?? ''}`

/** The setting after a change; null if the result is not a date in the years 0 to 9000. */
function settingAfter({ freeze, run, set, advanceMs }: ClockChange, state: State): ClockSetting | null {
  const at = set === undefined ? state.now + (advanceMs ?? 0) : Date.parse(set)
  if (!(at >= EARLIEST && at <= LATEST)) return null
  // `Date.parse` accepts 30 February as a day in March.
  if (set !== undefined && !new Date(at).toISOString().startsWith(set.slice(0, 19))) return null
  const stands = freeze ?? (run === undefined && state.clock.kind === 'frozen')
  return stands ? { kind: 'frozen', at } : { kind: 'running', ahead: at - state.machineTime }
}

const EARLIEST = Date.parse('0000-01-01T00:00:00.000Z')
// A clock running from there won't reach a five-digit year.
const LATEST = Date.parse('9000-12-31T23:59:59.999Z')
