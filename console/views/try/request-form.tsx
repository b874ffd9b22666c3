import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { FaceInfo, WorldInfo } from '../../../src/contract/compiled/types.ts'
import { useSession } from '../../parts/context.ts'
import { Change, Choice, Field, Reason } from '../../parts/controls.tsx'
import { useAction } from '../../state/action.ts'
import { useSignal } from '../../state/signal.ts'
import { formOf, toPageRequest } from '../../text/form.ts'
import { send } from '../../text/send.ts'

/** A form for an operation, filled in with a call that succeeds. */
export function RequestForm({ face }: { readonly face: FaceInfo }): VNode | null {
  const { world } = useSession()
  const info = useSignal(world)
  return info ? <Filled key={info.name} face={face} world={info} /> : null
}

function Filled({ face, world }: { readonly face: FaceInfo; readonly world: WorldInfo }): VNode {
  const { mock } = useSession()
  const action = useAction()
  const [form, setForm] = useState(() => formOf(face))
  const [came, setCame] = useState('')
  const sendIt = async (): Promise<void> => setCame(await send(mock.get(), toPageRequest(form, face, world)))
  return (
    <section class="form" aria-label={face.summary}>
      <h3>
        {face.method} {face.path}
      </h3>
      <div class="row-of-fields">
        <Choice
          label="As"
          value={form.as}
          options={Object.keys(world.identities).map((name) => [name, name] as const)}
          onValue={(as) => setForm({ ...form, as })}
        />
        {Object.entries(form.fields).map(([name, value]) => (
          <Field
            key={name}
            label={name}
            value={value}
            onValue={(next) => setForm({ ...form, fields: { ...form.fields, [name]: next } })}
          />
        ))}
        {form.body === null ? null : <BodyField value={form.body} onValue={(body) => setForm({ ...form, body })} />}
      </div>
      <div class="actions">
        <Change action={action} work={sendIt} look="main">
          Send
        </Change>
        <output>{came}</output>
      </div>
      <Reason of={action.fault} />
    </section>
  )
}

const BodyField = ({
  value,
  onValue,
}: {
  readonly value: string
  readonly onValue: (value: string) => void
}): VNode => (
  <label class="field is-wide">
    <span>Body</span>
    <textarea rows={2} spellcheck={false} value={value} onInput={(event) => onValue(event.currentTarget.value)} />
  </label>
)
