import { isContainer } from '../../json.ts'

/** The same depth as for the body of an HTTP answer. */
const DEEPEST = 64

/** A received value, or a placeholder if it is nested so deep that walking it could overflow the stack. */
export function boundedDepth(value: unknown): unknown {
  let level: readonly unknown[] = [value]
  for (let depth = 0; depth <= DEEPEST; depth++) {
    level = level.flatMap((each) => (isContainer(each) && !ArrayBuffer.isView(each) ? Object.values(each) : []))
    if (level.length === 0) return value
  }
  return `(nested deeper than ${DEEPEST} levels)`
}
