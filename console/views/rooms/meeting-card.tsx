import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { MeetingRoom, TakenSeat } from '../../../src/contract/compiled/types.ts'
import { useSession } from '../../parts/context.ts'
import { Change, READ_ONLY, Reason } from '../../parts/controls.tsx'
import { useAction } from '../../state/action.ts'
import { Seats } from './seats.tsx'

interface MeetingCardProps {
  readonly room: MeetingRoom
  readonly seats: readonly TakenSeat[]
}

const WAYS = { http: 'HTTP', socket: 'socket', control: 'by hand' } as const

/** A meeting room: its seats, who sits there and by which way, and what can be done to it. */
export function MeetingCard({ room, seats }: MeetingCardProps): VNode {
  const { ask } = useSession()
  const action = useAction()
  const { code, isActive, isLocked, maxParticipants, inside } = room
  const path = `/meeting-rooms/${encodeURIComponent(code)}`
  const patch = (body: object) => () => ask('PATCH', path, body)
  const arrange = (fact: string) => () =>
    ask('PUT', '/situations', { situation: { 'meeting-room': [fact] }, values: { code }, keepSeats: true })
  return (
    <li class={`card${isActive ? '' : ' is-over'}`}>
      <header>
        <h3>{code}</h3>
        {isActive ? null : <span class="badge">inactive</span>}
        {isLocked ? <span class="badge is-locked">locked</span> : null}
        {inside.length >= maxParticipants ? <span class="badge">full</span> : null}
      </header>
      <Seats taken={inside.length} of={maxParticipants} />
      <ul class="people">
        {seats.map((seat) => (
          <Person key={seat.participant.id} seat={seat} path={path} />
        ))}
      </ul>
      <AddGuest path={path} code={code} />
      <div class="actions">
        <Change action={action} work={patch({ isLocked: !isLocked })} label={`${isLocked ? 'Unlock' : 'Lock'} ${code}`}>
          {isLocked ? 'Unlock' : 'Lock'}
        </Change>
        <Change action={action} work={arrange('full')} label={`Fill ${code}`}>
          Fill
        </Change>
        <Change
          action={action}
          work={isActive ? arrange('inactive') : patch({ isActive: true })}
          label={`${isActive ? 'End' : 'Reopen'} ${code}`}
        >
          {isActive ? 'End' : 'Reopen'}
        </Change>
      </div>
      <Reason of={action.fault} />
    </li>
  )
}

function Person({ seat, path }: { readonly seat: TakenSeat; readonly path: string }): VNode {
  const { ask } = useSession()
  const action = useAction()
  const { participant, username, way } = seat
  const name = participant.guestName ?? username ?? participant.userId ?? ''
  return (
    <li>
      <span class="who">{name}</span>
      {participant.isHost ? <span class="badge">host</span> : null}
      <span class={`way is-${way ?? 'seed'}`}>{way === null ? 'arranged' : WAYS[way]}</span>
      <Change
        action={action}
        look="quiet"
        work={() => ask('DELETE', `${path}/participants/${participant.id}`)}
        label={`Turn ${name} out`}
      >
        ×
      </Change>
      <Reason of={action.fault} />
    </li>
  )
}

function AddGuest({ path, code }: { readonly path: string; readonly code: string }): VNode {
  const { ask, isReadOnly } = useSession()
  const action = useAction()
  const [guestName, setGuestName] = useState('')
  const add = (event: Event): void => {
    event.preventDefault()
    action.run(async () => {
      await ask('POST', `${path}/participants`, { guestName: guestName.trim() || 'Guest' })
      setGuestName('')
    })
  }
  return (
    <form class="add" onSubmit={add}>
      <input
        aria-label={`Name of a guest to add to ${code}`}
        placeholder="Add a guest…"
        value={guestName}
        disabled={isReadOnly}
        title={isReadOnly ? READ_ONLY : undefined}
        onInput={(event) => setGuestName(event.currentTarget.value)}
      />
      <button disabled={isReadOnly} aria-label={`Add the guest to ${code}`}>
        Add
      </button>
      <Reason of={action.fault} />
    </form>
  )
}
