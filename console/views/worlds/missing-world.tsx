import type { VNode } from 'preact'
import { useSession } from '../../parts/context.ts'
import { Change, Reason } from '../../parts/controls.tsx'
import { useAction } from '../../state/action.ts'
import { readWorld, worldName } from '../../state/session.ts'

/** Shown in place of a view whose world is not there, such as after it was dropped. */
export function MissingWorld(): VNode {
  const session = useSession()
  const action = useAction()
  const name = worldName(session.router)
  const make = (): Promise<unknown> =>
    session.requester.json('POST', '/worlds', { body: { name } }).then(() => readWorld(session))
  return (
    <div class="missing-world">
      <p>There is no world {name}.</p>
      <div class="actions">
        <Change action={action} work={make} look="main">
          Make it
        </Change>
        <button type="button" onClick={() => session.router.adjust({ world: '', call: '' })}>
          Go to the default world
        </button>
      </div>
      <Reason of={action.fault} />
    </div>
  )
}
