import { isContainer } from '../../json.ts'

/** As deep as a body that is read over HTTP may be. */
const DEEPEST = 64

/** What a target has sent, or a text in its place where it is nested so deep that whoever walks it would fall. */
export function boundedDepth(value: unknown): unknown {
  let level: readonly unknown[] = [value]
  for (let depth = 0; depth <= DEEPEST; depth++) {
    level = level.flatMap((each) => (isContainer(each) && !ArrayBuffer.isView(each) ? Object.values(each) : []))
    if (level.length === 0) return value
  }
  return `(nested deeper than ${DEEPEST} levels)`
}
