import type { VNode } from 'preact'
import { Chip } from '../../parts/chip.tsx'
import { useSession } from '../../parts/context.ts'
import type { Placed } from '../../state/call-log.ts'
import { isOnSocket } from '../../state/filter.ts'
import { identityOf } from '../../text/replay.ts'
import { clockText } from '../../text/times.ts'

interface RowProps {
  readonly line: Placed
  readonly place: number
  readonly of: number
  /** Pixels from the top of the list. */
  readonly top: number
  readonly isChosen: boolean
  readonly onChoose: (key: string) => void
}

/** Names a line in the address; empty for what is no call. */
export const keyOf = (line: Placed): string => (line.kind === 'call' ? line.key : '')

/** The id of a line's element. */
export const rowId = (key: string): string => `call-${key.replaceAll(/\W/g, '-')}`

/** A call in one line: when, who, what, and what came of it. */
export function Row({ line, place, of, top, isChosen, onChoose }: RowProps): VNode {
  const { world } = useSession()
  const style = { transform: `translateY(${top}px)` }
  const position = { 'aria-posinset': place + 1, 'aria-setsize': of }
  if (line.kind === 'note')
    return (
      <div class="row note" role="option" aria-selected={false} aria-disabled style={style} {...position}>
        <span>{line.text}</span>
      </div>
    )
  const { at, method, target, caller, status, outcome, cause, forced } = line.entry
  const socket = isOnSocket(method)
  return (
    <div
      class="row"
      role="option"
      id={rowId(line.key)}
      aria-selected={isChosen}
      style={style}
      {...position}
      onClick={() => onChoose(line.key)}
    >
      <time>{clockText(at)}</time>
      <Chip status={status} />
      <span class="call">
        <b class={socket ? 'on-socket' : ''}>{socket ? 'socket' : method}</b> {methodText(method, target)}
      </span>
      <span class="caller">{identityOf(line.entry, world.get()) ?? caller ?? ''}</span>
      <span class="came">
        <b>{outcome ?? ''}</b> {forced === null ? '' : <i class="forced">forced</i>} <span>{cause}</span>
      </span>
    </div>
  )
}

const methodText = (method: string, target: string): string => {
  if (method === 'CONNECT') return `connects to ${target}`
  return method === 'DISCONNECT' ? `disconnects from ${target}` : target
}
