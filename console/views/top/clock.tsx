import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { ClockInfo } from '../../../src/contract/compiled/types.ts'
import { useSession } from '../../parts/context.ts'
import { Change, Reason } from '../../parts/controls.tsx'
import { useAction } from '../../state/action.ts'
import { useLive } from '../../state/live.ts'
import { dateText } from '../../text/times.ts'

/** The clock of the world: five seconds on, stop, and run. */
export function Clock(): VNode {
  const session = useSession()
  const { value } = useLive(session, 'clock', () => session.ask<ClockInfo>('GET', '/clock'), session.edits)
  const action = useAction()
  const now = useRunning(value)
  const change = (body: object) => () => session.ask('PUT', '/clock', body)
  const runs = value?.mode === 'running'
  return (
    <div class="clock" role="group" aria-label="Clock of the world">
      <time title={runs ? 'the clock runs' : 'the clock stands until you move it'}>
        {now === '' ? '…' : dateText(now)}
      </time>
      <Change action={action} work={change({ advanceMs: 5000 })} label="+5 s: moves the clock by five seconds">
        +5 s
      </Change>
      <Change action={action} work={change(runs ? { freeze: true } : { run: true })}>
        {runs ? 'Freeze' : 'Run'}
      </Change>
      <Reason of={action.fault} />
    </div>
  )
}

/** The time now, in ISO 8601: a running clock goes on between readings. */
function useRunning(info: ClockInfo | undefined): string {
  const [, tick] = useState(0)
  const [read, setRead] = useState({ at: 0, info })
  useEffect(() => {
    setRead({ at: performance.now(), info })
    if (info?.mode !== 'running') return undefined
    const timer = setInterval(() => tick((count) => count + 1), 1000)
    return () => clearInterval(timer)
  }, [info])
  if (info === undefined) return ''
  if (info.mode === 'frozen' || read.info !== info) return info.now
  return new Date(Date.parse(info.now) + performance.now() - read.at).toISOString()
}
