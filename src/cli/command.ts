/** All that a command knows of the process that it runs in. */
export interface Io {
  out(text: string): void
  error(text: string): void
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether what it writes may have colours; not by default. */
  readonly colours?: boolean
  /** How wide the terminal is that it writes to; undefined: to none. */
  readonly columns?: number | undefined
  /** Bytes written to `out` that have not been read yet. */
  readonly unread?: () => number
  /** Declares that what is written to `out` from now on is a log: it may be lost, and the process ends without waiting for it. */
  readonly outIsLog?: () => void
  /** Resolves when it is told to end; by default a signal tells it. */
  readonly ended?: Promise<void>
}

/** An option of a command. Each can also be given by its variable, `GREENROOM_` and its name in capitals. */
export interface Option {
  readonly name: string
  /** One letter: `f` for `-f`. */
  readonly short?: string
  /** `flag` takes no value; `list` may come more than once (in its variable: separated by commas). */
  readonly kind: 'text' | 'number' | 'flag' | 'list'
  /** What stands for the value in the help: `<port>`. */
  readonly value?: string
  readonly help: string
}

/** A command, described well enough to print its help and read its arguments. */
export interface Command {
  readonly name: string
  /** What comes after the name: `[file…]`. */
  readonly operands?: string
  readonly summary: string
  readonly options: readonly Option[]
  readonly examples: readonly string[]
  run(input: Input, io: Io): Promise<number>
}

/** Arguments as read. */
export interface Input {
  readonly operands: readonly string[]
  text(name: string): string | undefined
  number(name: string): number | undefined
  flag(name: string): boolean
  list(name: string): readonly string[]
  /** Whether it stands among the arguments. A variable is set for many commands, an argument is meant for this one. */
  isTyped(name: string): boolean
  readonly env: Io['env']
}
