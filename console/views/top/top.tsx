import type { VNode } from 'preact'
import { useSession } from '../../parts/context.ts'
import { worldName } from '../../state/session.ts'
import { useSignal } from '../../state/signal.ts'
import { Clock } from './clock.tsx'

const WORDS = {
  connecting: 'Connecting…',
  live: 'Live',
  lost: 'Connection lost, trying again…',
  refused: '',
} as const

/** Which mock, which world, what time it is there, and whether we still hear of it. */
export function Top(): VNode {
  const { router, worlds, mock, connection, isReadOnly } = useSession()
  useSignal(router)
  const state = useSignal(connection)
  const info = useSignal(mock)
  const names = useSignal(worlds).map(({ name }) => name)
  const name = worldName(router)
  return (
    <header class="top">
      <h1 class="brand">greenroom</h1>
      <label class="world">
        <span>World</span>
        <select
          value={name}
          onChange={(event) =>
            router.adjust({ world: event.currentTarget.value === 'default' ? '' : event.currentTarget.value, call: '' })
          }
        >
          {(names.includes(name) ? names : [name, ...names]).map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
      <Clock />
      {isReadOnly ? <p class="badge">read-only</p> : null}
      <p class={`connection is-${state}`} role="status">
        <span>{WORDS[state]}</span>
        {state === 'live' && info ? <code>{info.url.replace(/^http:\/\//, '')}</code> : null}
      </p>
    </header>
  )
}
