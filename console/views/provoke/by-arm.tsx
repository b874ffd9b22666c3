import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { FaceInfo, OutcomeInfo } from '../../../src/contract/compiled/types.ts'
import { useSession } from '../../parts/context.ts'
import { Change, Field, Reason } from '../../parts/controls.tsx'
import { useAction } from '../../state/action.ts'

interface Provoked {
  readonly face: FaceInfo
  readonly outcome: OutcomeInfo
}

/** Forces the next calls to be answered so, whatever the state. */
export function ByArm({ face, outcome }: Provoked): VNode {
  const { ask } = useSession()
  const action = useAction()
  const [times, setTimes] = useState('1')
  const [latency, setLatency] = useState('')
  const arm = (): Promise<unknown> =>
    ask('POST', '/arms', {
      operation: face.operation,
      outcome: outcome.name,
      ...(times === '' ? {} : { times: Number(times) }),
      ...(latency === '' ? {} : { latencyMs: Number(latency) }),
    })
  return (
    <section class="way">
      <h4>By arming</h4>
      <p>The next calls of {face.operation} get it, whatever the state.</p>
      <div class="row-of-fields">
        <Field label="Times" value={times} onValue={setTimes} inputMode="numeric" placeholder="until cleared" />
        <Field label="Latency in ms" value={latency} onValue={setLatency} inputMode="numeric" placeholder="none" />
        <Change action={action} work={arm}>
          Arm
        </Change>
      </div>
      <Reason of={action.fault} />
    </section>
  )
}
