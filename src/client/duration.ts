import { Fault } from '../fault.ts'

/** A span of time: milliseconds, or a number with its unit (`500ms`, `5s`, `2m`, `1h`, `3d`); negative ones lead back. */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** A span of time in whole milliseconds. Throws a Fault for what is none. */
export function toMilliseconds(duration: number | string): number {
  const [, amount, unit = 'ms'] = /^([+-]?\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(String(duration)) ?? []
  const ms = Math.round(Number(amount ?? NaN) * (UNITS[unit] ?? NaN))
  if (Number.isSafeInteger(ms)) return ms
  throw new Fault(
    `${duration} is no span of time`,
    'Write milliseconds, or a number with its unit: 500ms, 5s, 2m, 1h, 3d.',
  )
}
