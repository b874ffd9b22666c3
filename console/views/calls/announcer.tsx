import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Placed } from '../../state/call-log.ts'
import { counted } from '../../text/times.ts'

const PAUSE_MS = 3000

/** Tells screen readers what came, at most every three seconds. */
export function Announcer({ lines, version }: { readonly lines: readonly Placed[]; readonly version: number }): VNode {
  const [said, setSaid] = useState('')
  const told = useRef(lines.at(-1)?.seq ?? -1)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const latest = useRef(lines)
  latest.current = lines
  useEffect(() => {
    if ((lines.at(-1)?.seq ?? -1) <= told.current) return
    timer.current ??= setTimeout(() => {
      timer.current = null
      const fresh = latest.current.filter(({ seq, kind }) => seq > told.current && kind === 'call')
      told.current = latest.current.at(-1)?.seq ?? told.current
      if (fresh.length > 0) setSaid(sentence(fresh))
    }, PAUSE_MS)
  }, [version])
  useEffect(() => () => clearTimeout(timer.current ?? undefined), [])
  return (
    <div role="log" class="unseen" aria-label="New calls">
      {said}
    </div>
  )
}

function sentence(fresh: readonly Placed[]): string {
  const last = fresh.at(-1)
  if (last?.kind !== 'call') return ''
  const { method, target, status, cause } = last.entry
  return `${counted(fresh.length, 'new call')}. The last: ${method} ${target}, ${status ?? 'no answer'}, ${cause}`
}
