import { isScan, type Scan } from '../../src/domain/scan.ts'

/** The result of a scan, carried out to its end at once; null if it would take too much. */
export function finishScan<Result extends object>(found: Result | Scan<Result>): Result | null {
  if (!isScan(found)) return found
  let step = found.next()
  while (step.done !== true) step = found.next()
  return step.value
}
