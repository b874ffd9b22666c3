/** Exit codes; the first that applies of 2, 1, 3, 4, 5. */
export const exitCode = {
  held: 0,
  /** The contract is broken, or lint found something. */
  broken: 1,
  /** Wrong usage, or an unreadable file. */
  usage: 2,
  unreachable: 3,
  refusedForSafety: 4,
  uncovered: 5,
  /** Something that should never happen (EX_SOFTWARE of sysexits). */
  fault: 70,
  /** Interrupted, and cleaned up: 128 plus the number of SIGINT. */
  interrupted: 130,
} as const
