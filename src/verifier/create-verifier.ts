import { Fault } from '../fault.ts'
import type { RunEvent } from '../verify/model/events.ts'
import type { Target } from '../verify/model/target.ts'
import { checkOptions, checkSettings } from './known-words.ts'
import { openTarget } from './open.ts'
import type { RunSettings, VerifierOptions } from './options.ts'
import { plannedCases, type PlannedCase } from './planned-cases.ts'
import { toAsked, withSettings } from './settings.ts'
import { verifyFound } from './verify-run.ts'

/** A target, ready to verify. `await using` closes it at the end of its scope. */
export interface Verifier extends AsyncDisposable {
  /** The target, without its credentials. */
  readonly target: Pick<Target, 'name' | 'url' | 'edition' | 'operations' | 'transports'>
  /** The cases that a run would play, in order, and why it would not send some of them. Sends nothing. */
  readonly plan: (settings?: RunSettings) => Promise<readonly PlannedCase[]>
  /**
   * Plays cases and yields events; prints nothing. If you stop reading, the run cleans up and ends. The first `next` throws a Fault
   * for unusable settings, or while another run is in progress.
   */
  readonly run: (settings?: RunSettings) => AsyncGenerator<RunEvent, void>
  /** Ends the current run, closes all connections, and stops the built-in mock. */
  readonly close: () => Promise<void>
}

/**
 * Opens a target. Throws a Fault for unusable options, such as an invalid target file.
 *
 * @example
 * await using verifier = await createVerifier({ url: 'http://127.0.0.1:3000' })
 * const { results, summary } = await collect(verifier.run({ cases: ['joinMeetingRoom'] }))
 */
export async function createVerifier(given: VerifierOptions = {}): Promise<Verifier> {
  checkOptions(given)
  const { env = process.env, ...options } = given
  const closing = new AbortController()
  let underway: AbortSignal | null = null
  let closed: Promise<void> | null = null
  const signal = (): AbortSignal => underway ?? closing.signal
  const { ready, send, socketClient, close: closeAll } = await openTarget(options, { env, signal })
  const { name, url, edition, operations, transports } = ready.target

  async function* run(settings: RunSettings = {}): AsyncGenerator<RunEvent, void> {
    checkSettings(settings)
    if (closed) throw new Fault('the verifier is closed', 'Create another one.')
    if (underway) throw new Fault('another run is in progress', 'Read it to its end, or create a second verifier.')
    const unread = new AbortController()
    underway = AbortSignal.any([unread.signal, closing.signal, ...(settings.signal ? [settings.signal] : [])])
    try {
      const asked = { ...(await toAsked(settings, ready)), send, socketClient, signal: underway }
      yield* endedUnread(verifyFound(withSettings(ready, settings), asked), unread)
    } finally {
      underway = null
    }
  }

  const close = (): Promise<void> => {
    closing.abort(new DOMException('the verifier was closed', 'AbortError'))
    return (closed ??= closeAll())
  }
  return {
    target: { name, url, edition, operations, transports },
    async plan(settings = {}) {
      checkSettings(settings)
      return plannedCases(ready, await toAsked(settings, ready))
    },
    run,
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Passes on events. When the reader stops, aborts the source before waiting for it. */
async function* endedUnread<Event>(events: AsyncIterable<Event>, unread: AbortController): AsyncGenerator<Event, void> {
  for await (const event of events) {
    let isRead = false
    try {
      yield event
      isRead = true
    } finally {
      if (!isRead) unread.abort()
    }
  }
}
