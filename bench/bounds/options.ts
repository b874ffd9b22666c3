/** What a run of `npm run bounds` is asked for. */
export interface BoundsOptions {
  /** Of each kind. */
  readonly clients: number
  /** Only kinds with this word in their name. */
  readonly only: string
  /** A commit to measure the same clients with, too. */
  readonly against: string | null
}

/** Reads the command line. Throws an Error that names a word it does not know. */
export function toBoundsOptions(args: readonly string[]): BoundsOptions {
  let options: BoundsOptions = { clients: 200, only: '', against: null }
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? ''
    if (/^\d+$/.test(word)) options = { ...options, clients: Number(word) }
    else if (word === '--only') options = { ...options, only: args[++at] ?? '' }
    else if (word === '--against') options = { ...options, against: args[++at] ?? '' }
    else throw new Error(`bounds has no option ${word}; there are <clients>, --only <word>, --against <commit>`)
  }
  return options
}
