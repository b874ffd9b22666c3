import { Fault } from '../fault.ts'

/** Milliseconds, or a number with a unit (`500ms`, `5s`, `2m`, `1h`, `3d`); negative values go back in time. */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Converts to whole milliseconds. Throws a Fault for anything else. */
export function toMilliseconds(duration: number | string): number {
  const [, amount, unit = 'ms'] = /^([+-]?\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(String(duration)) ?? []
  const ms = Math.round(Number(amount ?? NaN) * (UNITS[unit] ?? NaN))
  if (Number.isSafeInteger(ms)) return ms
  throw new Fault(`${duration} is not a duration`, 'Use milliseconds, or a number with a unit: 500ms, 5s, 2m, 1h, 3d.')
}
