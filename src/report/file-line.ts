/** A place in a file, as CI systems expect it. */
export interface FileLine {
  readonly file: string
  readonly line: number
}

/** The parts of a `file:line`; null for anything else. */
export function toFileLine(at: string): FileLine | null {
  const [, file, line] = /^(.+?):(\d+)(?::\d+)?$/.exec(at) ?? []
  return file === undefined || line === undefined ? null : { file, line: Number(line) }
}
