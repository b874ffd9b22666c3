import type { VNode } from 'preact'
import type { LimiterInfo } from '../../../src/contract/compiled/types.ts'
import { useSession } from '../../parts/context.ts'
import { Change, Reason } from '../../parts/controls.tsx'
import { useAction } from '../../state/action.ts'
import { useLive } from '../../state/live.ts'
import { clockText, counted, spanText } from '../../text/times.ts'

/** The documented limits, and what each caller has left. */
export function LimitPanel(): VNode {
  const session = useSession()
  const action = useAction()
  const { value, fault } = useLive(session, 'limits', () => session.ask<LimiterInfo>('GET', '/limiter'))
  const isOn = value?.enforced === true
  return (
    <section class="panel">
      <h2>Limits</h2>
      {value?.limits.map(({ operation, requests, windowMs, callers }) => (
        <div key={operation}>
          <p>
            {operation}: {counted(requests, 'call')} in {spanText(windowMs)}
          </p>
          {callers.length === 0 ? <p class="none">Everyone has all of them left.</p> : null}
          <ul>
            {callers.map(({ address, left, resetsAt }) => (
              <li key={address}>
                {address} has <b>{left}</b> left until {clockText(resetsAt)}
              </li>
            ))}
          </ul>
        </div>
      ))}
      <div class="actions">
        <Change action={action} work={() => session.ask('PUT', '/limiter', { enforced: !isOn })}>
          {isOn ? 'Turn limits off' : 'Turn limits on'}
        </Change>
        <Change action={action} work={() => session.ask('PUT', '/situations', { situation: { limit: ['used-up'] } })}>
          Use them up
        </Change>
      </div>
      <Reason of={action.fault || fault} />
    </section>
  )
}
