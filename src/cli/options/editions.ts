import { faces } from '../../contract/compiled/faces.ts'
import type { Edition } from '../../contract/compiled/types.ts'
import { toEdition } from './shared.ts'

/** Every edition, the current one first. */
export const editionsOf = (): Edition[] =>
  Object.keys(faces)
    .map((name) => toEdition(name))
    .sort((a, b) => Number(b === 'current') - Number(a === 'current'))
