import { Fault } from '../fault.ts'
import type { RunEvent } from '../verify/model/events.ts'
import type { Target } from '../verify/model/target.ts'
import { checkOptions, checkSettings } from './known-words.ts'
import { openTarget } from './open.ts'
import type { RunSettings, VerifierOptions } from './options.ts'
import { plannedCases, type PlannedCase } from './planned-cases.ts'
import { toAsked, withSettings } from './settings.ts'
import { verifyFound } from './verify-run.ts'

/** A target, ready to be verified. `await using` closes it at the end of its scope. */
export interface Verifier extends AsyncDisposable {
  /** What is verified, without its credentials. */
  readonly target: Pick<Target, 'name' | 'url' | 'edition' | 'operations' | 'transports'>
  /** The cases that a run would play, in their order, and why it would not send some of them. Nothing is sent. */
  readonly plan: (settings?: RunSettings) => Promise<readonly PlannedCase[]>
  /**
   * Plays cases and yields what happens; prints nothing. Whoever stops reading ends the run: what has been made is taken away
   * first. Throws a Fault with the first `next` for settings that are no use, or while another run is under way.
   */
  readonly run: (settings?: RunSettings) => AsyncGenerator<RunEvent, void>
  /** Ends a run that is under way, closes all connections, and ends the built-in mock. */
  readonly close: () => Promise<void>
}

/**
 * Opens a target. Throws a Fault for what cannot be used, such as a target file with a wrong word.
 *
 * @example
 * await using verifier = await createVerifier({ url: 'http://127.0.0.1:3000' })
 * const { results, summary } = await collect(verifier.run({ cases: ['joinMeetingRoom'] }))
 */
export async function createVerifier({ env = process.env, ...options }: VerifierOptions = {}): Promise<Verifier> {
  checkOptions(options)
  const closing = new AbortController()
  let underway: AbortSignal | null = null
  const signal = (): AbortSignal => underway ?? closing.signal
  const { ready, send, socketClient, close: closeAll } = await openTarget(options, { env, signal })
  const { name, url, edition, operations, transports } = ready.target

  async function* run(settings: RunSettings = {}): AsyncGenerator<RunEvent, void> {
    checkSettings(settings)
    if (underway) throw new Fault('another run is under way', 'Read that one to its end, or make a second verifier.')
    const unread = new AbortController()
    underway = AbortSignal.any([unread.signal, closing.signal, ...(settings.signal ? [settings.signal] : [])])
    try {
      const asked = { ...(await toAsked(settings, ready)), send, socketClient, signal: underway }
      yield* endedUnread(verifyFound(withSettings(ready, settings), asked), unread)
    } finally {
      underway = null
    }
  }

  let closed: Promise<void> | null = null
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

/** Events, until nobody reads them any more: then what they come from is told before it is waited for. */
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
