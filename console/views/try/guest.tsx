import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { useSession } from '../../parts/context.ts'
import { Change, Choice, Field, Reason } from '../../parts/controls.tsx'
import { useAction } from '../../state/action.ts'
import { useSignal } from '../../state/signal.ts'
import { useGuest } from './use-guest.ts'

/** A guest with a socket of their own: joins, leaves, and hears. */
export function Guest({ initialName }: { readonly initialName: string }): VNode {
  const { world } = useSession()
  const [name, setName] = useState(initialName)
  const [code, setCode] = useState('abc-def-ghi')
  const [as, setAs] = useState('guest')
  const identities = Object.entries(useSignal(world)?.identities ?? {}).filter(
    ([, headers]) => headers['Authorization'],
  )
  const guest = useGuest()
  const action = useAction()
  const token = identities.find(([each]) => each === as)?.[1]['Authorization']?.replace(/^bearer /i, '')
  const payload = token === undefined ? { code, guestName: name } : { code }
  return (
    <section class="guest" aria-label={`Guest ${initialName}`}>
      <div class="row-of-fields">
        <Field label="Name" value={name} onValue={setName} />
        <Field label="Room" value={code} onValue={setCode} />
        <Choice
          label="As"
          value={as}
          options={[['guest', 'a guest'], ...identities.map(([each]) => [each, each] as const)]}
          onValue={(next) => {
            guest.close()
            setAs(next)
          }}
        />
      </div>
      <div class="actions">
        <Change action={action} look="main" work={() => guest.call('join-room', payload, token)}>
          Join
        </Change>
        <Change action={action} work={() => guest.call('leave-room', { code }, token)}>
          Leave
        </Change>
        <Change action={action} work={() => guest.call('lock-room', { code, locked: true }, token)}>
          Lock
        </Change>
        <button type="button" onClick={guest.close} disabled={!guest.isOpen}>
          Disconnect
        </button>
      </div>
      <Reason of={action.fault} />
      <div class="heard" role="log" tabIndex={0} aria-label={`What ${initialName} hears`}>
        {guest.heard.length === 0 ? <p class="none">Not connected yet.</p> : null}
        {guest.heard.map(({ n, kind, text }) => (
          <p key={n} class={`is-${kind}`}>
            {text}
          </p>
        ))}
      </div>
    </section>
  )
}
