import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { useSession } from '../../parts/context.ts'
import { Change, Field, Reason } from '../../parts/controls.tsx'
import { useAction } from '../../state/action.ts'

const STEPS = [
  [-60_000, '−1 min'],
  [5_000, '+5 s'],
  [60_000, '+1 min'],
  [3_600_000, '+1 h'],
  [86_400_000, '+1 day'],
] as const

/** Moves or sets the clock of the world. */
export function ClockPanel(): VNode {
  const { ask } = useSession()
  const action = useAction()
  const [set, setSet] = useState('')
  const change = (body: object) => () => ask('PUT', '/clock', body)
  return (
    <section class="panel">
      <h2>Clock</h2>
      <div class="actions">
        {STEPS.map(([advanceMs, text]) => (
          <Change key={text} action={action} work={change({ advanceMs })}>
            {text}
          </Change>
        ))}
        <Change action={action} work={change({ freeze: true })}>
          Freeze
        </Change>
        <Change action={action} work={change({ run: true })}>
          Run
        </Change>
      </div>
      <div class="row-of-fields">
        <Field label="Set to" value={set} onValue={setSet} placeholder="2026-03-03T10:30:00Z" />
        <Change action={action} work={change({ set })}>
          Set
        </Change>
      </div>
      <Reason of={action.fault} />
    </section>
  )
}
