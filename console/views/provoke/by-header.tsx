import type { VNode } from 'preact'
import type { FaceInfo, OutcomeInfo } from '../../../src/contract/compiled/types.ts'
import { Copy } from '../../parts/copy.tsx'

interface Provoked {
  readonly face: FaceInfo
  readonly outcome: OutcomeInfo
}

/** What one call can ask for itself. */
export function ByHeader({ face, outcome }: Provoked): VNode | null {
  if (face.way !== 'http') return null
  const header = `Prefer: example=${outcome.name}`
  return (
    <section class="way">
      <h4>By header</h4>
      <p>
        <code>{header}</code> <Copy text={header} />
      </p>
    </section>
  )
}
