import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { ArmInfo } from '../../../src/contract/compiled/types.ts'
import { useSession } from '../../parts/context.ts'
import { Change, Field, Reason } from '../../parts/controls.tsx'
import { useAction } from '../../state/action.ts'
import { useLive } from '../../state/live.ts'
import { counted, spanText } from '../../text/times.ts'

/** What is armed, with what is left of it; and trouble that no document describes. */
export function Armed(): VNode {
  const session = useSession()
  const { value } = useLive(session, 'arms', () => session.ask<{ arms: ArmInfo[] }>('GET', '/arms'))
  const action = useAction()
  const arms = value?.arms ?? []
  return (
    <section class="armed">
      <h2>Armed</h2>
      {arms.length === 0 ? <p class="none">Nothing is armed: the rules decide.</p> : null}
      <ul>
        {arms.map((arm) => (
          <li key={arm.id}>
            <b>{effectOf(arm)}</b> for {arm.operation ?? 'any operation'}
            {arm.latencyMs > 0 ? `, ${spanText(arm.latencyMs)} late` : ''}
            <span class="left">{arm.times === null ? 'until cleared' : counted(arm.times, 'call')}</span>
          </li>
        ))}
      </ul>
      <Trouble />
      {arms.length === 0 ? null : (
        <Change action={action} work={() => session.ask('DELETE', '/arms')}>
          Disarm everything
        </Change>
      )}
      <Reason of={action.fault} />
    </section>
  )
}

const effectOf = ({ outcome, status, reset }: ArmInfo): string =>
  outcome ?? (reset ? 'connection reset' : status === null ? 'the usual answer' : String(status))

function Trouble(): VNode {
  const { ask } = useSession()
  const action = useAction()
  const [times, setTimes] = useState('1')
  const count = (): object => (times === '' ? {} : { times: Number(times) })
  const arm = (effect: object) => () => ask('POST', '/arms', { ...effect, ...count() })
  return (
    <details>
      <summary>Trouble that no document describes</summary>
      <div class="row-of-fields">
        <Field label="Next calls" value={times} onValue={setTimes} inputMode="numeric" placeholder="all" />
        <Change action={action} work={arm({ status: 503 })}>
          503
        </Change>
        <Change action={action} work={arm({ reset: true })}>
          Break the connection
        </Change>
        <Change action={action} work={arm({ latencyMs: 2000 })}>
          2 s late
        </Change>
      </div>
      <Reason of={action.fault} />
    </details>
  )
}
