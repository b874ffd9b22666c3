import { Fault } from '../../fault.ts'

/** How many times as fast as written a scenario plays; 1 for none. Throws a Fault for what is no such number. */
export function toSpeed(text: string | undefined): number {
  if (text === undefined) return 1
  const speed = /^\d{1,4}(?:\.\d{1,3})?$/.test(text) ? Number(text) : NaN
  if (speed >= SLOWEST && speed <= FASTEST) return speed
  throw new Fault(
    `--speed takes ${SLOWEST} to ${FASTEST}, not ${text}`,
    'Write 10 for ten times as fast as written, say.',
  )
}

const SLOWEST = 0.1
const FASTEST = 1000
