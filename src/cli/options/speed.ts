import { Fault } from '../../fault.ts'

/** The speed factor of a scenario; 1 by default. Throws a Fault for anything else. */
export function toSpeed(text: string | undefined): number {
  if (text === undefined) return 1
  const speed = /^\d{1,4}(?:\.\d{1,3})?$/.test(text) ? Number(text) : NaN
  if (speed >= SLOWEST && speed <= FASTEST) return speed
  throw new Fault(
    `--speed takes ${SLOWEST} to ${FASTEST}, not ${text}`,
    'For example: 10 plays ten times as fast as written.',
  )
}

const SLOWEST = 0.1
const FASTEST = 1000
