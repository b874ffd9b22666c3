/** Prints a line to standard error. */
export const reportLine = (line: string): void => console.error(line)
/** Prints a fault to standard error. */
// Without a stack, an error would be printed in brackets.
export const reportFault = (fault: unknown): void =>
  console.error(fault instanceof Error && fault.stack === fault.message ? fault.message : fault)
