import { faces } from './contract/compiled/faces.ts'
import type { Edition } from './contract/compiled/types.ts'
import { unknownWord } from './contract/model/nearest.ts'

const isEdition = (name: string): name is Edition => Object.hasOwn(faces, name)

/** The current version of the contract comes first. */
export const EDITIONS: readonly Edition[] = Object.keys(faces)
  .filter(isEdition)
  .sort((a, b) => Number(b === 'current') - Number(a === 'current'))

/** `undefined` means `current`. Throws a Fault that lists the editions for an unknown name. */
export function toEdition(name: string | undefined): Edition {
  if (name === undefined) return 'current'
  if (isEdition(name)) return name
  throw unknownWord('edition', name, EDITIONS)
}
