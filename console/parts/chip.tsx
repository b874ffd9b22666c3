import type { VNode } from 'preact'
import { familyOf } from '../text/family.ts'

/** A status, coloured by what it is about. */
export const Chip = ({ status }: { readonly status: number | null }): VNode => (
  <span class={`chip of-${familyOf(status)}`}>{status ?? '–'}</span>
)
