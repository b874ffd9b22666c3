import type { GreenroomEvent } from '../../src/client/events.ts'
import { createRequester, type Address, type Requester } from '../../src/client/requester.ts'
import type {
  FaceInfo,
  JournalPage,
  MockInfo,
  WorldEvent,
  WorldInfo,
  WorldSummary,
} from '../../src/contract/compiled/types.ts'
import { createCallLog, type CallLog, type Line } from './call-log.ts'
import { followForever, type Connection } from './follow.ts'
import type { Link } from './link.ts'
import type { Router } from './route.ts'
import { createSignal, type Signal } from './signal.ts'

/** Everything that views share: the running mock, the world that is looked at, and what happens there. */
export interface Session {
  readonly requester: Requester
  readonly isReadOnly: boolean
  readonly router: Router
  readonly connection: Signal<Connection>
  /** The running mock; null until it and the list of worlds have been read. */
  readonly mock: Signal<MockInfo | null>
  readonly faces: Signal<readonly FaceInfo[]>
  readonly worlds: Signal<readonly WorldSummary[]>
  /** The world that is looked at; null until it has been read, or if it is gone. */
  readonly world: Signal<WorldInfo | null>
  readonly log: CallLog
  /** Exchanges that were too many to be told. */
  readonly lost: Signal<number>
  /** Increases when the state of the world may have changed. */
  readonly changes: Signal<number>
  /** Increases when the control plane has changed it; calls change neither clocks nor scenarios. */
  readonly edits: Signal<number>
  /** Asks the control plane about the world that is looked at: the path begins after it. */
  readonly ask: <Result>(method: string, path: string, body?: unknown) => Promise<Result>
}

/** The name of the world that the address names. */
export const worldName = (router: Router): string => router.get().settings['world'] ?? 'default'

/** What a session needs of its page. */
export interface SessionPlace {
  /** Of the control plane. */
  readonly origin: string
  readonly fetch: Address['fetch']
  /** Calls back when new calls are to be shown. */
  readonly later: (flush: () => void) => void
}

/** Starts following the mock. */
export function createSession(
  { token, isReadOnly }: Link,
  router: Router,
  { origin, fetch, later }: SessionPlace,
): Session {
  const requester = createRequester(async () => ({ url: origin, token, fetch }))
  const session: Session = {
    requester,
    isReadOnly,
    router,
    connection: createSignal<Connection>('connecting'),
    mock: createSignal<MockInfo | null>(null),
    faces: createSignal<readonly FaceInfo[]>([]),
    worlds: createSignal<readonly WorldSummary[]>([]),
    world: createSignal<WorldInfo | null>(null),
    log: createCallLog(later),
    lost: createSignal(0),
    changes: createSignal(0),
    edits: createSignal(0),
    ask: (method, path, body) =>
      requester.json(
        method,
        `/worlds/${encodeURIComponent(worldName(router))}${path}`,
        body === undefined ? {} : { body },
      ),
  }
  router.subscribe(() => {
    if (session.world.get()?.name !== worldName(router)) void readWorld(session)
  })
  void followForever(requester, {
    onConnection: session.connection.set,
    onEvent: (event) => hear(session, event),
    catchUp: () => catchUp(session),
  })
  return session
}

async function catchUp(session: Session): Promise<void> {
  const { requester, mock, faces } = session
  const about = await requester.json<MockInfo>('GET', '/mock')
  faces.set((await requester.json<{ faces: FaceInfo[] }>('GET', '/outcomes')).faces)
  await readWorlds(session)
  mock.set(about)
  retireGone(session)
  await readWorld(session)
}

/** After a restart of the mock, or of a world, numbers begin again. */
function retireGone({ log, worlds }: Session): void {
  const lastOf = new Map(worlds.get().map(({ name, latest }) => [name, latest]))
  const gone = log.lines().flatMap((line) => {
    const isGone = line.kind === 'call' && line.entry.n > (lastOf.get(line.world) ?? 0)
    return isGone ? [line.world] : []
  })
  for (const world of new Set(gone)) log.retire(world)
}

async function readWorlds({ requester, worlds }: Session): Promise<void> {
  worlds.set((await requester.json<{ worlds: WorldSummary[] }>('GET', '/worlds')).worlds)
}

/** Reads the world that is looked at, and the calls that it has kept. A world that is gone is none. */
export async function readWorld(session: Session): Promise<void> {
  const { ask, world, log, router } = session
  try {
    world.set(await ask<WorldInfo>('GET', ''))
    const { entries } = await ask<JournalPage>('GET', '/journal?limit=1000')
    log.add(entries.map((entry) => toLine({ kind: 'exchange', data: entry })))
    touched(session)
    edited(session)
  } catch {
    // The view says that there is no such world, and offers to make it.
    if (world.get()?.name !== worldName(router)) world.set(null)
  }
}

/** Tells views that the world may have changed. */
export const touched = ({ changes }: Session): void => changes.set(changes.get() + 1)

const edited = ({ edits }: Session): void => edits.set(edits.get() + 1)

function hear(session: Session, event: GreenroomEvent): void {
  if (event.kind === 'lost') return session.lost.set(session.lost.get() + event.data.count)
  if (event.kind === 'world' && event.data.kind === 'dropped') session.log.retire(event.data.world)
  session.log.add([toLine(event)])
  if (event.kind === 'world' && event.data.kind !== 'changed') void readWorlds(session)
  if (event.data.world !== worldName(session.router)) return
  if (event.kind === 'world') edited(session)
  if (event.kind === 'world' && event.data.kind !== 'changed') void readWorld(session)
  touched(session)
}

const toLine = (event: Exclude<GreenroomEvent, { readonly kind: 'lost' }>): Line => {
  if (event.kind === 'world') return { kind: 'note', world: event.data.world, text: noteOf(event.data) }
  const { world, n } = event.data
  return { kind: 'call', key: `${world}/${n}`, world, entry: event.data }
}

const noteOf = ({ kind, world, why, what }: WorldEvent): string =>
  what ?? `the world ${world} was ${kind}${why === 'asked' ? '' : `, ${why}`}`
