/** What a run of the benchmark is asked for. */
export interface BenchOptions {
  /** Short rounds, to see that everything runs. */
  readonly isQuick: boolean
  /** Only what has this word in the name of its part or in its label. */
  readonly only: string
  /** A commit to compare the current sources with. */
  readonly against: string | null
}

/** Reads the command line of the benchmark. Throws an Error that names a word it does not know. */
export function toBenchOptions(args: readonly string[]): BenchOptions {
  let [isQuick, only, against] = [false, '', null as string | null]
  for (let at = 0; at < args.length; at++) {
    const word = args[at]
    if (word === '--quick') isQuick = true
    else if (word === '--only') only = valueOf(word, args[++at])
    else if (word === '--against') against = valueOf(word, args[++at])
    else throw new Error(`the benchmark has no option ${word}; there are --quick, --only <word>, --against <commit>`)
  }
  return { isQuick, only, against }
}

function valueOf(option: string, value: string | undefined): string {
  if (value === undefined || value.startsWith('--')) throw new Error(`${option} needs a value`)
  return value
}
