import type { VNode } from 'preact'
import type { FaceInfo } from '../../../src/contract/compiled/types.ts'
import { useSession } from '../../parts/context.ts'
import { useSignal } from '../../state/signal.ts'
import { Armed } from './armed.tsx'
import { OutcomeItem } from './outcome-item.tsx'

/** The name of a face in the address and on its tab. */
const idOf = ({ operation, way }: FaceInfo): string => (way === 'http' ? operation : `${operation}@socket`)

/** Every outcome, to get it in two clicks: by state, by arming, or by a header. */
export function Provoke(): VNode {
  const { router, faces } = useSession()
  const { settings } = useSignal(router)
  const all = useSignal(faces)
  const face = all.find((each) => idOf(each) === settings['operation']) ?? all[0]
  return (
    <div class="provoke">
      <Armed />
      <nav class="choices" aria-label="Operations">
        {all.map((each) => (
          <button
            type="button"
            key={idOf(each)}
            aria-pressed={each === face}
            onClick={() => router.adjust({ operation: idOf(each), outcome: '' })}
          >
            <b>{each.way === 'http' ? each.method : 'socket'}</b> {each.path ?? each.event ?? 'connect'}
          </button>
        ))}
      </nav>
      {face ? (
        <section>
          <h2>{face.summary}</h2>
          <p class="none">In order of precedence: the first rule that matches decides.</p>
          <ol class="outcomes">
            {face.outcomes.map((outcome) => (
              <OutcomeItem
                key={`${idOf(face)}/${outcome.name}`}
                face={face}
                outcome={outcome}
                isOpen={settings['outcome'] === outcome.name}
                onToggle={(isOpen) => router.adjust({ operation: idOf(face), outcome: isOpen ? outcome.name : '' })}
              />
            ))}
          </ol>
        </section>
      ) : null}
    </div>
  )
}
