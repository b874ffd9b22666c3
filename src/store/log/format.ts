import { Fault } from '../../fault.ts'

/** The version of the format that this greenroom writes. It reads all from 1 on. */
export const FORMAT = 2

/** Which format and edition wrote some data. */
export interface DataMark {
  readonly format: number
  readonly edition: string
}

/** Why data can't be used by a server of this edition; null if it can. `place` names it in the message. */
export function markFault(place: string, { format, edition }: DataMark, served: string | null): Fault | null {
  if (format > FORMAT)
    return new Fault(
      `${place} was written by a newer greenroom: its format is ${format}, this one reads up to ${FORMAT}`,
      'Use that version of greenroom, or other data. Nothing was changed.',
    )
  if (!(format >= 1))
    return new Fault(
      `${place} is damaged: its format is ${format}`,
      'Restore it from a copy, or use other data. Nothing was changed.',
    )
  if (served !== null && edition !== served)
    return new Fault(
      `${place} holds worlds of the edition ${edition}, not ${served}`,
      `Start with --edition ${edition}, or with other data. Nothing was changed.`,
    )
  return null
}
