import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Field, Reason } from './parts/controls.tsx'

/** Shown to a tab without a token, or with one that is no longer valid: how to get one, and a place for it. */
export function Door({ why }: { readonly why: 'none' | 'refused' }): VNode {
  const [address, setAddress] = useState('')
  const [fault, setFault] = useState('')
  const enter = (event: Event): void => {
    event.preventDefault()
    const [, fragment] = /(?:#|^)((?:token|readonly)=\S+)$/.exec(address.trim()) ?? []
    if (fragment === undefined) return setFault('It ends with #token=… or #readonly=….')
    window.location.hash = fragment
    window.location.reload()
  }
  return (
    <main class="door">
      <h1>greenroom</h1>
      <p>
        {why === 'none'
          ? 'This tab has no token yet, so it can see nothing.'
          : 'The token of this tab is no longer valid: the mock has been started again.'}
      </p>
      <p>Run this where the mock runs, and open the address that it prints:</p>
      <pre class="code">npx greenroom console</pre>
      <form onSubmit={enter}>
        <Field
          label="Or paste the address here"
          value={address}
          onValue={setAddress}
          placeholder="http://127.0.0.1:4011/console/#token=…"
        />
        <button class="main">Open</button>
        <Reason of={fault} />
      </form>
    </main>
  )
}
