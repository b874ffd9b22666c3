import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { FaceInfo, OutcomeInfo, SituationValues, SmallestCall } from '../../../src/contract/compiled/types.ts'
import { useSession } from '../../parts/context.ts'
import { Change, Reason } from '../../parts/controls.tsx'
import { Copy } from '../../parts/copy.tsx'
import { SnippetTabs } from '../../parts/snippet-tabs.tsx'
import { useAction } from '../../state/action.ts'
import { useSignal } from '../../state/signal.ts'
import { arrangedSnippets, requestOf, valuesOf, type Values } from '../../text/arranged.ts'
import { send } from '../../text/send.ts'

interface Provoked {
  readonly face: FaceInfo
  readonly outcome: OutcomeInfo
}

/** Arranges the situation of an outcome, and hands over what a caller needs: codes, ids, credentials, a request. */
export function ByState({ face, outcome }: Provoked): VNode {
  const { ask, world } = useSession()
  const info = useSignal(world)
  const action = useAction()
  const [values, setValues] = useState<Values | null>(null)
  const call = outcome.smallest
  const arrange = async (): Promise<void> => {
    if (!call || !info) return
    const hasSubjects = Object.keys(call.given).length > 0
    const body = { situation: call.given, ...(call.given['limit'] ? { operation: face.operation } : {}) }
    const arranged = hasSubjects ? await ask<SituationValues>('PUT', '/situations', body) : { values: {} }
    setValues(valuesOf(arranged, info))
  }
  return (
    <section class="way">
      <h4>By state</h4>
      {call ? (
        <p>
          As <b>{call.as}</b>
          {givenText(call)}
        </p>
      ) : (
        <p class="none">It takes several calls; greenroom show {outcome.name} prints them.</p>
      )}
      <Change action={action} work={arrange} look="main">
        Make it so
      </Change>
      <Reason of={action.fault} />
      {call && values && info ? <Arranged face={face} call={call} values={values} /> : null}
    </section>
  )
}

const givenText = ({ given }: SmallestCall): string => {
  const parts = Object.entries(given).map(
    ([subject, facts]) => `${subject}: ${facts.length === 0 ? 'any' : facts.join(', ')}`,
  )
  return parts.length === 0 ? '' : `, with ${parts.join('; ')}`
}

interface ArrangedProps {
  readonly face: FaceInfo
  readonly call: SmallestCall
  readonly values: Values
}

function Arranged({ face, call, values }: ArrangedProps): VNode | null {
  const { world, mock } = useSession()
  const [info, about] = [useSignal(world), useSignal(mock)]
  const sending = useAction()
  const [came, setCame] = useState('')
  if (!info) return null
  const credentials = Object.entries(info.identities[call.as] ?? {})
  const shown = [...Object.entries(values).filter(([name]) => !name.includes('.')), ...credentials]
  const sendIt = async (): Promise<void> => setCame(await send(about, requestOf(call, face, values, info)))
  return (
    <div class="arranged">
      <dl>
        {shown.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <code>{value}</code> <Copy text={value} />
            </dd>
          </div>
        ))}
      </dl>
      {face.way === 'http' ? (
        <div class="actions">
          <Change action={sending} work={sendIt}>
            Send it
          </Change>
          <span role="status">{came}</span>
        </div>
      ) : null}
      <Reason of={sending.fault} />
      <SnippetTabs snippets={arrangedSnippets(call, face, values, { world: info, mock: about })} />
    </div>
  )
}
