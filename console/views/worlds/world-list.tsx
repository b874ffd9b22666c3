import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { WorldSummary } from '../../../src/contract/compiled/types.ts'
import { useSession } from '../../parts/context.ts'
import { Change, Choice, Field, Reason } from '../../parts/controls.tsx'
import { useAction } from '../../state/action.ts'
import { worldName } from '../../state/session.ts'
import { useSignal } from '../../state/signal.ts'

/** All worlds, and a new one. */
export function WorldList(): VNode {
  const { worlds } = useSession()
  return (
    <section class="section-of">
      <h2>Worlds</h2>
      <div class="table" tabIndex={0} role="group" aria-label="Worlds">
        <table>
          <thead>
            <tr>
              <th>World</th>
              <th>Seed</th>
              <th>Clock</th>
              <th>Calls</th>
              <th>Armed</th>
              <th>
                <span class="unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {useSignal(worlds).map((world) => (
              <WorldRow key={world.name} world={world} />
            ))}
          </tbody>
        </table>
      </div>
      <NewWorld />
    </section>
  )
}

function WorldRow({ world }: { readonly world: WorldSummary }): VNode {
  const { router, requester } = useSession()
  useSignal(router)
  const action = useAction()
  const { name, seed, clock, exchanges, armed, unavailable = '' } = world
  const path = `/worlds/${encodeURIComponent(name)}`
  const isHere = worldName(router) === name
  return (
    <tr aria-current={isHere ? 'true' : undefined}>
      <th>
        <button
          type="button"
          class="quiet"
          onClick={() => router.adjust({ world: name === 'default' ? '' : name, call: '' })}
        >
          {name}
        </button>
      </th>
      <td>{seed}</td>
      <td>{clock.mode}</td>
      <td class="number">{exchanges}</td>
      <td class="number">{armed}</td>
      <td>
        <Change
          action={action}
          look="quiet"
          work={() => requester.json('POST', `${path}/reset`)}
          label={`Reset ${name}`}
        >
          Reset
        </Change>
        {name === 'default' ? null : (
          <Change action={action} look="quiet" work={() => requester.json('DELETE', path)} label={`Drop ${name}`}>
            Drop
          </Change>
        )}
        <Reason of={action.fault || unavailable} />
      </td>
    </tr>
  )
}

const SEEDS = [
  ['documented', 'documented'],
  ['empty', 'empty'],
  ['busy:100', 'busy:100'],
  ['busy:10000', 'busy:10000'],
] as const

function NewWorld(): VNode {
  const { requester, router } = useSession()
  const action = useAction()
  const [name, setName] = useState('')
  const [seed, setSeed] = useState('documented')
  const make = async (): Promise<void> => {
    const body = { seed, ...(name === '' ? {} : { name }) }
    const made = await requester.json<{ name: string }>('POST', '/worlds', { body })
    setName('')
    router.adjust({ world: made.name, call: '' })
  }
  return (
    <div class="section-of">
      <h3>New world</h3>
      <div class="row-of-fields">
        <Field label="Name" value={name} onValue={setName} placeholder="generated" />
        <Choice label="Seed" value={seed} options={SEEDS} onValue={setSeed} />
        <Change action={action} work={make} look="main">
          Make
        </Change>
      </div>
      <Reason of={action.fault} />
    </div>
  )
}
