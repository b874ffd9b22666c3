import type { VNode } from 'preact'
import type { LivechatRoom } from '../../../src/contract/compiled/types.ts'
import { useSession } from '../../parts/context.ts'
import { Change, Reason } from '../../parts/controls.tsx'
import { useAction } from '../../state/action.ts'

/** Livechat rooms, newest first. */
export const LivechatTable = ({ rooms }: { readonly rooms: readonly LivechatRoom[] }): VNode => (
  <div class="table" tabIndex={0} role="group" aria-label="Livechat rooms">
    <table>
      <thead>
        <tr>
          <th>Room</th>
          <th>Visitor</th>
          <th>Served by</th>
          <th>Users</th>
          <th>State</th>
        </tr>
      </thead>
      <tbody>
        {rooms.map((room) => (
          <LivechatRow key={room._id} room={room} />
        ))}
      </tbody>
    </table>
  </div>
)

function LivechatRow({ room }: { readonly room: LivechatRoom }): VNode {
  const { ask } = useSession()
  const action = useAction()
  const { _id: id, open, servedBy, usersCount, v } = room
  const close = (): Promise<unknown> =>
    ask('PUT', '/situations', { situation: { 'livechat-room': ['closed'] }, values: { roomId: id } })
  const reopen = (): Promise<unknown> =>
    ask('PATCH', `/livechat-rooms/${id}`, { open: true, closedAt: null, closer: null })
  return (
    <tr>
      <th>
        <code>{id}</code>
      </th>
      <td>{v.username}</td>
      <td>{servedBy?.username ?? '–'}</td>
      <td class="number">{usersCount}</td>
      <td>
        {open === true ? 'open' : 'closed'}{' '}
        <Change
          action={action}
          look="quiet"
          work={open === true ? close : reopen}
          label={`${open === true ? 'Close' : 'Reopen'} ${id}`}
        >
          {open === true ? 'Close' : 'Reopen'}
        </Change>
        <Reason of={action.fault} />
      </td>
    </tr>
  )
}
