import type { VNode } from 'preact'
import type { FaceInfo, OutcomeInfo } from '../../../src/contract/compiled/types.ts'
import { Chip } from '../../parts/chip.tsx'
import { sourceText } from '../../text/sources.ts'
import { ByArm } from './by-arm.tsx'
import { ByHeader } from './by-header.tsx'
import { ByState } from './by-state.tsx'

interface OutcomeItemProps {
  readonly face: FaceInfo
  readonly outcome: OutcomeInfo
  readonly isOpen: boolean
  readonly onToggle: (isOpen: boolean) => void
}

/** An outcome, and the three ways to get it. */
export const OutcomeItem = ({ face, outcome, isOpen, onToggle }: OutcomeItemProps): VNode => (
  <li class={isOpen ? 'outcome is-open' : 'outcome'}>
    <h3>
      <button type="button" aria-expanded={isOpen} onClick={() => onToggle(!isOpen)}>
        <Chip status={outcome.status} />
        <span class="name">{outcome.name}</span>
        <span class="cause">{outcome.cause}</span>
      </button>
    </h3>
    {isOpen ? (
      <div class="ways">
        <p class="from">
          {outcome.sources.map((source) => (
            <span key={source} title={source}>
              {sourceText(source)}
            </span>
          ))}
          <code>{outcome.at}</code>
        </p>
        <ByState face={face} outcome={outcome} />
        <ByArm face={face} outcome={outcome} />
        <ByHeader face={face} outcome={outcome} />
      </div>
    ) : null}
  </li>
)
