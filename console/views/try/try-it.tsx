import type { VNode } from 'preact'
import { useSession } from '../../parts/context.ts'
import { useSignal } from '../../state/signal.ts'
import { Guest } from './guest.tsx'
import { RequestForm } from './request-form.tsx'

/** Two guests with real sockets, side by side, and a form for each operation over HTTP. */
export function TryIt(): VNode {
  const { faces } = useSession()
  const http = useSignal(faces).filter(({ way }) => way === 'http')
  return (
    <div class="try">
      <section class="section-of">
        <h2>Two guests</h2>
        <p class="none">Each has a Socket.IO connection of its own, as an app in a tab has.</p>
        <div class="guests">
          <Guest initialName="Ada" />
          <Guest initialName="Grace" />
        </div>
      </section>
      <section class="section-of">
        <h2>Requests</h2>
        <p class="none">Sent by this page, with the credentials of the seed's identities.</p>
        <div class="forms">
          {http.map((face) => (
            <RequestForm key={face.operation} face={face} />
          ))}
        </div>
      </section>
    </div>
  )
}
