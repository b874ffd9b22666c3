import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import { Door } from './door.tsx'
import { useSession } from './parts/context.ts'
import { worldName } from './state/session.ts'
import { toHash, VIEWS, type View } from './state/route.ts'
import { useSignal } from './state/signal.ts'
import { Calls } from './views/calls/calls.tsx'
import { Provoke } from './views/provoke/provoke.tsx'
import { Rooms } from './views/rooms/rooms.tsx'
import { Scenarios } from './views/scenarios.tsx'
import { Seen } from './views/seen.tsx'
import { Top } from './views/top/top.tsx'
import { TryIt } from './views/try/try-it.tsx'
import { Worlds } from './views/worlds/worlds.tsx'
import { MissingWorld } from './views/worlds/missing-world.tsx'

const TITLES: Readonly<Record<View, string>> = {
  calls: 'Calls',
  rooms: 'Rooms',
  provoke: 'Provoke',
  scenarios: 'Scenarios',
  try: 'Try it',
  worlds: 'Worlds',
  seen: 'Seen',
}

const CONTENTS: Readonly<Record<View, () => VNode>> = {
  calls: Calls,
  rooms: Rooms,
  provoke: Provoke,
  scenarios: Scenarios,
  try: TryIt,
  worlds: Worlds,
  seen: Seen,
}

/** The frame of all views: the world and its clock above, the views beside. */
export function Shell(): VNode {
  const { router, connection, world, worlds, mock } = useSession()
  const { view, settings } = useSignal(router)
  const state = useSignal(connection)
  const isThere = useSignal(world) !== null
  const known = useSignal(worlds)
  const hasRead = useSignal(mock) !== null
  const main = useRef<HTMLElement>(null)
  if (state === 'refused') return <Door why="refused" />
  const View = CONTENTS[view]
  const kept = settings['world'] === undefined ? {} : { world: settings['world'] }
  return (
    <div class="shell">
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        Skip to the {TITLES[view].toLowerCase()}
      </button>
      <Top />
      <nav class="tabs" aria-label="Views">
        {VIEWS.map((each) => (
          <a key={each} href={toHash({ view: each, settings: kept })} aria-current={each === view ? 'page' : undefined}>
            {TITLES[each]}
          </a>
        ))}
      </nav>
      <main ref={main} tabIndex={-1} class={`view view-${view}`} aria-label={TITLES[view]}>
        {hasRead && (isThere || view === 'worlds') ? (
          <View />
        ) : hasRead && !known.some(({ name }) => name === worldName(router)) ? (
          <MissingWorld />
        ) : (
          <p class="none">Connecting…</p>
        )}
      </main>
    </div>
  )
}
