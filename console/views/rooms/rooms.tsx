import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { LivechatRoom, MeetingRoom, TakenSeat, VideoCall } from '../../../src/contract/compiled/types.ts'
import { useSession } from '../../parts/context.ts'
import { Change, Field, Reason } from '../../parts/controls.tsx'
import { useAction } from '../../state/action.ts'
import { useLive } from '../../state/live.ts'
import { counted } from '../../text/times.ts'
import { LivechatTable } from './livechat-table.tsx'
import { MeetingCard } from './meeting-card.tsx'
import { CallTable } from './call-table.tsx'

interface Page<Row> {
  readonly rows: readonly Row[]
  readonly total: number
}

/** All that can be joined in the world: meeting rooms with their seats, livechat rooms, calls. */
export function Rooms(): VNode {
  const session = useSession()
  const [sought, setSought] = useState('')
  const page = <Row,>(path: string, limit: number): Promise<Page<Row>> => session.ask('GET', `${path}?limit=${limit}`)
  const { value, fault } = useLive(session, 'rooms', async () => {
    const [meetings, seats, chats, calls] = await Promise.all([
      page<MeetingRoom>('/meeting-rooms', 200),
      page<TakenSeat>('/seats', 1000),
      page<LivechatRoom>('/livechat-rooms', 100),
      page<VideoCall>('/calls', 100),
    ])
    return { meetings, seats, chats, calls }
  })
  if (!value) return <Reason of={fault} />
  const isSought = (row: object): boolean => JSON.stringify(row).toLowerCase().includes(sought.toLowerCase())
  const seatsIn = Map.groupBy(value.seats.rows, ({ code }) => code)
  return (
    <div class="rooms">
      <div class="view-bar">
        <Field label="Find a room" value={sought} onValue={setSought} placeholder="code, id or name" />
        <NewRoom />
      </div>
      <h2>Meeting rooms</h2>
      <p class="none">{shownOf(value.meetings)}</p>
      <ul class="cards">
        {value.meetings.rows.filter(isSought).map((room) => (
          <MeetingCard key={room.code} room={room} seats={seatsIn.get(room.code) ?? []} />
        ))}
      </ul>
      <h2>Livechat rooms</h2>
      <p class="none">{shownOf(value.chats)}</p>
      <LivechatTable rooms={value.chats.rows.filter(isSought)} />
      <h2>Calls</h2>
      <CallTable calls={value.calls.rows.filter(isSought)} />
    </div>
  )
}

const shownOf = ({ rows, total }: Page<unknown>): string =>
  rows.length === total ? counted(total, 'room') : `the first ${rows.length} of ${counted(total, 'room')}`

function NewRoom(): VNode {
  const { ask } = useSession()
  const action = useAction()
  const make = (subject: string) => () => ask('PUT', '/situations', { situation: { [subject]: [] } })
  return (
    <div class="actions">
      <Change action={action} work={make('meeting-room')}>
        New meeting room
      </Change>
      <Change action={action} work={make('livechat-room')}>
        New livechat room
      </Change>
      <Change action={action} work={make('call')}>
        New call
      </Change>
      <Reason of={action.fault} />
    </div>
  )
}
