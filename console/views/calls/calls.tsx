import type { VNode } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { useSession } from '../../parts/context.ts'
import type { Placed } from '../../state/call-log.ts'
import { createFiltering, type Filter } from '../../state/filter.ts'
import { worldName } from '../../state/session.ts'
import { useSignal } from '../../state/signal.ts'
import { CallBar } from './call-bar.tsx'
import { CallList } from './call-list.tsx'
import { Announcer } from './announcer.tsx'
import { Why } from './why.tsx'

/** The calls as they come, and why the chosen one was answered so. */
export function Calls(): VNode {
  const { router, log } = useSession()
  const { settings } = useSignal(router)
  const version = useSignal(log.version)
  const filtering = useMemo(createFiltering, [])
  const [pausedAt, setPausedAt] = useState<number | null>(null)
  const found = filtering(log.lines(), toFilter(settings, worldName(router)))
  const lines = pausedAt === null ? found : found.filter(({ seq }) => seq <= pausedAt)
  const chosen = settings['call'] ?? ''
  const line = log.lines().find((each) => each.kind === 'call' && each.key === chosen)
  const isPaused = pausedAt !== null
  return (
    <div class={`calls${chosen === '' ? '' : ' has-call'}`}>
      <section class="stream" aria-label="Calls">
        <CallBar
          lines={lines}
          waiting={found.length - lines.length}
          isPaused={isPaused}
          onPause={() => setPausedAt(isPaused ? null : lastOf(log.lines()))}
        />
        <CallList
          lines={lines}
          version={version}
          chosen={chosen}
          isPaused={isPaused}
          onChoose={(call) => router.adjust({ call })}
        />
        <Announcer lines={found} version={version} />
      </section>
      <Why callKey={chosen} line={line} />
    </div>
  )
}

const lastOf = (lines: readonly Placed[]): number => lines.at(-1)?.seq ?? -1

const toFilter = (
  { text = '', status = '', outcome = '', way = '', all }: Readonly<Record<string, string>>,
  world: string,
): Filter => ({ text, status, outcome, way, world: all === undefined ? world : '' })
