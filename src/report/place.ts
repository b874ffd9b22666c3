/** A place in a file, as CI systems want it. */
export interface Place {
  readonly file: string
  readonly line: number
}

/** The parts of a `file:line`; null where it is none. */
export function placeOf(at: string): Place | null {
  const [, file, line] = /^(.+?):(\d+)(?::\d+)?$/.exec(at) ?? []
  return file === undefined || line === undefined ? null : { file, line: Number(line) }
}
