import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** Copies a text, and says so for a moment. */
export function Copy({ text, what = 'Copy' }: { readonly text: string; readonly what?: string }): VNode {
  const [said, setSaid] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSaid(''), 1500)
    return () => clearTimeout(timer)
  }, [said])
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setSaid('Copied'),
      () => setSaid('The browser does not allow it'),
    )
  }
  return (
    <button type="button" class="quiet copy" onClick={copy}>
      <span aria-live="polite">{said === '' ? what : said}</span>
    </button>
  )
}
