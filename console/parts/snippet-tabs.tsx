import type { VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { Snippet } from '../text/snippets.ts'
import { Copy } from './copy.tsx'

/** Programs, one at a time; the choice stays while other calls are looked at. */
export function SnippetTabs({ snippets }: { readonly snippets: readonly Snippet[] }): VNode | null {
  const [chosen, setChosen] = useState('curl')
  const bar = useRef<HTMLDivElement>(null)
  const shown = snippets.find(({ name }) => name === chosen) ?? snippets[0]
  if (!shown) return null
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0
    const next = snippets[(snippets.indexOf(shown) + step + snippets.length) % snippets.length]
    if (step === 0 || !next) return
    setChosen(next.name)
    bar.current?.querySelector<HTMLButtonElement>(`[data-name="${next.name}"]`)?.focus()
  }
  return (
    <div class="snippets">
      <div class="snippet-bar">
        <div role="tablist" aria-label="Reproduce as" ref={bar} onKeyDown={move}>
          {snippets.map(({ name }) => (
            <button
              type="button"
              role="tab"
              key={name}
              data-name={name}
              aria-selected={name === shown.name}
              tabIndex={name === shown.name ? 0 : -1}
              onClick={() => setChosen(name)}
            >
              {name}
            </button>
          ))}
        </div>
        <Copy text={shown.text} />
      </div>
      <pre class="code" role="tabpanel" aria-label={shown.name} tabIndex={0}>
        {shown.text}
      </pre>
    </div>
  )
}
