import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { DecisionInfo, JournalEntry } from '../../../src/contract/compiled/types.ts'
import { Chip } from '../../parts/chip.tsx'
import { useSession } from '../../parts/context.ts'
import { Copy } from '../../parts/copy.tsx'
import { Body } from '../../parts/json.tsx'
import { SnippetTabs } from '../../parts/snippet-tabs.tsx'
import type { Placed } from '../../state/call-log.ts'
import { isOnSocket } from '../../state/filter.ts'
import { faultText } from '../../state/live.ts'
import { useSignal } from '../../state/signal.ts'
import { identityOf } from '../../text/replay.ts'
import { snippetsOf } from '../../text/snippets.ts'
import { dateText } from '../../text/times.ts'
import { Ladder } from './ladder.tsx'

/** Why the chosen call was answered so: the decision first, then what was sent, and how to send it again. */
export function Why({ callKey, line }: { readonly callKey: string; readonly line: Placed | undefined }): VNode {
  const { router } = useSession()
  if (line?.kind !== 'call')
    return (
      <section class="why is-empty" aria-label="Why">
        <p class="none">
          {callKey === ''
            ? 'Choose a call to see why it was answered so: which rules were asked, which of them matched, and which decided.'
            : `The call ${callKey} is no longer kept.`}
        </p>
      </section>
    )
  return (
    <section class="why" aria-label="Why">
      <button type="button" class="quiet back" onClick={() => router.adjust({ call: '' })}>
        ← All calls
      </button>
      <Explained key={line.key} entry={line.entry} />
    </section>
  )
}

function Explained({ entry }: { readonly entry: JournalEntry }): VNode {
  const { mock, world, faces } = useSession()
  const place = { mock: useSignal(mock), world: useSignal(world), faces: useSignal(faces) }
  const { decision, fault } = useDecision(entry)
  return (
    <article>
      <Head entry={entry} />
      {decision ? <Ladder decision={decision} /> : <p class="none">{fault === '' ? '…' : fault}</p>}
      <div class="exchange">
        <section>
          <h3>Request</h3>
          <Headers entry={entry} />
          <Body text={entry.request.body} />
        </section>
        <section>
          <h3>Answer</h3>
          <Body text={entry.response.body} marked={decision?.varies ?? []} />
        </section>
      </div>
      <section>
        <h3>Reproduce</h3>
        <SnippetTabs snippets={snippetsOf(entry, place)} />
      </section>
    </article>
  )
}

function Head({ entry }: { readonly entry: JournalEntry }): VNode {
  const { world } = useSession()
  const { method, target, status, outcome, cause, at, caller } = entry
  const who = identityOf(entry, useSignal(world))
  const way = isOnSocket(method) ? 'by a socket' : 'over HTTP'
  const by = who ?? caller
  return (
    <header class="why-head">
      <p class="line">
        <b>{method}</b> <code>{target}</code>
      </p>
      <h2>
        <Chip status={status} /> <span>{outcome ?? 'no documented outcome'}</span>
      </h2>
      <p class="cause">{sentence(cause)}</p>
      <p class="meta">
        {by === null ? 'nobody in particular' : by}, {way}, {dateText(at)}{' '}
        <Copy text={window.location.href} what="Copy link" />
      </p>
    </header>
  )
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

function Headers({ entry }: { readonly entry: JournalEntry }): VNode | null {
  const headers = Object.entries(entry.request.headers)
  if (headers.length === 0) return null
  return (
    <details>
      <summary>{headers.length} headers</summary>
      <dl class="headers">
        {headers.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

/** Asks the mock, which keeps what its rules decided on for as long as it keeps the call. */
function useDecision({ world, n }: JournalEntry): { readonly decision: DecisionInfo | null; readonly fault: string } {
  const { requester } = useSession()
  const [state, setState] = useState<{ decision: DecisionInfo | null; fault: string }>({ decision: null, fault: '' })
  useEffect(() => {
    let isOver = false
    requester.json<DecisionInfo>('GET', `/worlds/${encodeURIComponent(world)}/journal/${n}/decision`).then(
      (decision) => isOver || setState({ decision, fault: '' }),
      (error: unknown) => isOver || setState({ decision: null, fault: faultText(error) }),
    )
    return () => void (isOver = true)
  }, [world, n])
  return state
}
