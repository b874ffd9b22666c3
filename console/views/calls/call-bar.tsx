import type { VNode } from 'preact'
import { useSession } from '../../parts/context.ts'
import { Change, Reason } from '../../parts/controls.tsx'
import { useAction } from '../../state/action.ts'
import type { Placed } from '../../state/call-log.ts'
import { useSignal } from '../../state/signal.ts'
import { toHar } from '../../text/har.ts'
import { saveFile } from '../../text/save.ts'
import { counted } from '../../text/times.ts'

interface CallBarProps {
  readonly lines: readonly Placed[]
  /** Lines that have come since the pause. */
  readonly waiting: number
  readonly isPaused: boolean
  readonly onPause: () => void
}

/** Filters, which the address keeps, and what can be done with all calls. */
export function CallBar({ lines, waiting, isPaused, onPause }: CallBarProps): VNode {
  const { log, mock, ask } = useSession()
  const info = useSignal(mock)
  const action = useAction()
  const calls = lines.flatMap((line) => (line.kind === 'call' ? [line.entry] : []))
  return (
    <div class="call-bar">
      <Filters />
      <div class="call-tools">
        <p class="count">
          {counted(calls.length, 'call')}
          <Missing />
        </p>
        <button type="button" aria-pressed={isPaused} onClick={onPause}>
          {isPaused ? (waiting > 0 ? `Resume, ${waiting} new` : 'Resume') : 'Pause'}
        </button>
        <button type="button" onClick={() => saveFile('greenroom.har', toHar(calls, info))}>
          Save HAR
        </button>
        <Change action={action} work={() => ask('DELETE', '/journal').then(log.clear)}>
          Clear
        </Change>
      </div>
      <Reason of={action.fault} />
    </div>
  )
}

/** What is not in the list, said plainly. */
function Missing(): VNode | null {
  const { log, lost } = useSession()
  const [dropped, untold] = [log.dropped(), useSignal(lost)]
  const parts = [
    ...(dropped === 0 ? [] : [`${dropped.toLocaleString('en')} older ones dropped`]),
    ...(untold === 0 ? [] : [`${untold.toLocaleString('en')} came too fast to be shown`]),
  ]
  return parts.length === 0 ? null : <span class="missing"> · {parts.join(' · ')}</span>
}

const STATUSES = [
  ['', 'Any status'],
  ['2', '2xx'],
  ['4', '4xx'],
  ['5', '5xx'],
  ['401', '401'],
  ['403', '403'],
  ['404', '404'],
  ['429', '429'],
] as const
const WAYS = [
  ['', 'Any way'],
  ['http', 'HTTP'],
  ['socket', 'Sockets'],
] as const

function Filters(): VNode {
  const { router, faces } = useSession()
  const { settings } = useSignal(router)
  const outcomes = [...new Set(useSignal(faces).flatMap((face) => face.outcomes.map(({ name }) => name)))].toSorted()
  const select = (name: string, label: string, options: readonly (readonly [string, string])[]): VNode => (
    <select
      aria-label={label}
      value={settings[name] ?? ''}
      onChange={(event) => router.adjust({ [name]: event.currentTarget.value })}
    >
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  )
  return (
    <div class="filters" role="search">
      <input
        type="search"
        aria-label="Filter by text"
        placeholder="Filter…"
        value={settings['text'] ?? ''}
        onInput={(event) => router.adjust({ text: event.currentTarget.value })}
      />
      {select('status', 'Filter by status', STATUSES)}
      {select('way', 'Filter by way', WAYS)}
      {select('outcome', 'Filter by outcome', [['', 'Any outcome'], ...outcomes.map((name) => [name, name] as const)])}
      <label class="check">
        <input
          type="checkbox"
          checked={settings['all'] !== undefined}
          onChange={(event) => router.adjust({ all: event.currentTarget.checked ? '1' : '' })}
        />
        All worlds
      </label>
    </div>
  )
}
