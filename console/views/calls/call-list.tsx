import type { VNode } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Placed } from '../../state/call-log.ts'
import { keyOf, Row, rowId } from './row.tsx'

interface CallListProps {
  readonly lines: readonly Placed[]
  readonly version: number
  readonly chosen: string
  readonly isPaused: boolean
  readonly onChoose: (key: string) => void
}

/** Rows above and below the visible ones, so that fast scrolling shows no gaps. */
const MARGIN = 8
const END_PX = 24

/** The calls, oldest first. Only the rows in view exist; it follows the latest until someone scrolls up. */
export function CallList({ lines, version, chosen, isPaused, onChoose }: CallListProps): VNode {
  const box = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ top: 0, height: 600, row: 54 })
  const isFollowing = useRef(true)
  const measure = (): void => {
    const element = box.current
    if (!element) return
    const row = Number.parseFloat(getComputedStyle(element).getPropertyValue('--row')) || 54
    isFollowing.current = element.scrollHeight - element.scrollTop - element.clientHeight < END_PX
    setView({ top: element.scrollTop, height: element.clientHeight, row })
  }
  useEffect(() => {
    measure()
    const observer = new ResizeObserver(measure)
    if (box.current) observer.observe(box.current)
    return () => observer.disconnect()
  }, [])
  useLayoutEffect(() => {
    if (isFollowing.current && !isPaused && box.current) box.current.scrollTop = box.current.scrollHeight
  }, [version, lines.length, view.height, isPaused])
  // An address may name a call far from the end.
  const place = chosen === '' ? -1 : lines.findIndex((line) => keyOf(line) === chosen)
  useLayoutEffect(() => {
    if (place >= 0) bringIntoView(box.current, place, view.row)
  }, [chosen, place >= 0])
  const first = Math.max(0, Math.floor(view.top / view.row) - MARGIN)
  const shown = lines.slice(first, first + Math.ceil(view.height / view.row) + 2 * MARGIN)
  const move = (event: KeyboardEvent): void => {
    const next = afterKey(event.key, lines, chosen, Math.floor(view.height / view.row))
    if (next === undefined) return
    event.preventDefault()
    onChoose(keyOf(next))
  }
  return (
    <div
      class="call-list"
      ref={box}
      role="listbox"
      aria-label="Calls, oldest first"
      aria-activedescendant={chosen !== '' && shown.some((line) => keyOf(line) === chosen) ? rowId(chosen) : undefined}
      tabIndex={0}
      onScroll={measure}
      onKeyDown={move}
    >
      {lines.length === 0 ? <p class="none">No calls yet. Send one, and it appears here.</p> : null}
      <div class="call-rows" role="presentation" style={{ height: `${lines.length * view.row}px` }}>
        {shown.map((line, index) => (
          <Row
            key={line.seq}
            line={line}
            place={first + index}
            of={lines.length}
            top={(first + index) * view.row}
            isChosen={chosen !== '' && keyOf(line) === chosen}
            onChoose={onChoose}
          />
        ))}
      </div>
    </div>
  )
}

/** The call that a key leads to; undefined if it leads nowhere. */
function afterKey(key: string, lines: readonly Placed[], chosen: string, page: number): Placed | undefined {
  const calls = lines.filter(({ kind }) => kind === 'call')
  const at = calls.findIndex((line) => keyOf(line) === chosen)
  const from = at < 0 ? calls.length : at
  const to = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: calls.length - 1,
  }[key]
  return to === undefined ? undefined : calls[Math.min(Math.max(to, 0), calls.length - 1)]
}

function bringIntoView(box: HTMLElement | null, index: number, row: number): void {
  if (!box) return
  const top = index * row
  if (top < box.scrollTop) box.scrollTop = top
  else if (top + row > box.scrollTop + box.clientHeight) box.scrollTop = top + row - box.clientHeight
}
