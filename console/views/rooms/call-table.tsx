import type { VNode } from 'preact'
import type { VideoCall } from '../../../src/contract/compiled/types.ts'
import { useSession } from '../../parts/context.ts'
import { Change, Reason } from '../../parts/controls.tsx'
import { useAction } from '../../state/action.ts'

/** Video conferences: who is in, and who may be. */
export const CallTable = ({ calls }: { readonly calls: readonly VideoCall[] }): VNode => (
  <div class="table" tabIndex={0} role="group" aria-label="Calls">
    <table>
      <thead>
        <tr>
          <th>Call</th>
          <th>Provider</th>
          <th>Users</th>
          <th>Anonymous</th>
          <th>Open to</th>
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <CallRow key={call.id} call={call} />
        ))}
      </tbody>
    </table>
  </div>
)

function CallRow({ call }: { readonly call: VideoCall }): VNode {
  const { ask } = useSession()
  const action = useAction()
  const { id, providerName, users, anonymousUsers, members } = call
  const isPrivate = members !== null
  const change = (): Promise<unknown> =>
    isPrivate
      ? ask('PATCH', `/calls/${id}`, { members: null })
      : ask('PUT', '/situations', { situation: { call: ['private'] }, values: { callId: id } })
  return (
    <tr>
      <th>
        <code>{id}</code>
      </th>
      <td>{providerName}</td>
      <td class="number">{users.length}</td>
      <td class="number">{anonymousUsers}</td>
      <td>
        {isPrivate ? 'its members' : 'everyone'}{' '}
        <Change action={action} look="quiet" work={change} label={`Make ${isPrivate ? 'open' : 'private'}: ${id}`}>
          {isPrivate ? 'Make open' : 'Make private'}
        </Change>
        <Reason of={action.fault} />
      </td>
    </tr>
  )
}
