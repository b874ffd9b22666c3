/** What a command knows about its process. */
export interface Io {
  out(text: string): void
  error(text: string): void
  /** Everything on standard input; none by default. */
  readonly stdin?: () => Promise<Uint8Array>
  /** Standard input as it comes, until its end or the signal; none by default. */
  readonly stdinChunks?: (signal: AbortSignal) => AsyncIterable<Uint8Array>
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether output may be coloured; not by default. */
  readonly colours?: boolean
  /** Width of the terminal; undefined if output goes elsewhere. */
  readonly columns?: number | undefined
  /** Bytes written to `out` that have not been read yet. */
  readonly unread?: () => number
  /** Aborts when nobody can read `out` any more, which only shows when something is written. */
  readonly readerGone?: AbortSignal
  /** Declares that `out` is a log from now on: it may be lost, and the process ends without waiting for it. */
  readonly outIsLog?: () => void
  /** Resolves when the command should end; by default on a signal. */
  readonly ended?: Promise<void>
}

/** An option of a command. Each also has a variable: `GREENROOM_` and its name in upper case. */
export interface Option {
  readonly name: string
  /** One letter: `f` for `-f`. */
  readonly short?: string
  /** `flag` takes no value; `list` may be repeated (in its variable: separated by commas). */
  readonly kind: 'text' | 'number' | 'flag' | 'list'
  /** Placeholder for the value in the help: `<port>`. */
  readonly value?: string
  readonly help: string
}

/** A command, described well enough to print its help and read its arguments. */
export interface Command {
  readonly name: string
  /** What follows the name: `[file…]`. */
  readonly operands?: string
  readonly summary: string
  readonly options: readonly Option[]
  readonly examples: readonly string[]
  run(input: Input, io: Io): Promise<number>
}

/** Parsed arguments. */
export interface Input {
  readonly operands: readonly string[]
  text(name: string): string | undefined
  number(name: string): number | undefined
  flag(name: string): boolean
  list(name: string): readonly string[]
  /** Whether it was given as an argument, so meant for this command; a variable is set for many. */
  isTyped(name: string): boolean
  readonly env: Io['env']
}
