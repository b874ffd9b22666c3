import { after, type MayWait } from '../../after.ts'
import { valueAt } from '../../contract/model/pointer.ts'
import type { Relay, Told } from '../../dialect/speech.ts'
import { toTheirMessage } from '../../dialect/spoken.ts'
import { filled } from '../../dialect/template.ts'
import { sameJson } from '../../json.ts'
import { guardedEmit } from './guarded-emit.ts'
import type { Ack, SpeakingMember } from './speaking-member.ts'
import type { Speaker } from './speakers.ts'

/** Passes an event on to others in the sender's room who use the dialect. Nothing happens without a seat. */
export function passOn(speaks: SpeakingMember, relay: Relay, sent: unknown, ack: Ack): MayWait<void> {
  const { context, speakers, member, speaker } = speaks
  if (member.seat === null) return
  if (relay.isForHost && speaker.notes['isHost'] !== true) return refuse(speaks, ack)
  return after(
    context.mock.store.change(member.world.name, ({ now }) => ({ result: now, writes: [] })),
    (now) => {
      const userId = member.caller.kind === 'person' ? member.caller.person.id : null
      const me = { ...speaker.notes, userId, socketId: speaker.socket.id }
      const told = { sent, me, id: speakers.nextId(), now: new Date(now).toISOString() }
      for (const each of relay.tells.filter(({ when }) => fits(when, sent))) tellOne(speaks, each, told)
      if (ack && relay.ack !== null) ack(filled(relay.ack, told))
    },
  )
}

function refuse({ speakers: { dialect } }: SpeakingMember, ack: Ack): void {
  const refusal = dialect.speech.refusals['not-host']
  const body = { statusCode: refusal?.status ?? 403, message: refusal?.message ?? 'Not authorized' }
  ack?.(toTheirMessage(dialect, { event: '', way: 'refused', body }))
}

const fits = (when: Told['when'], sent: unknown): boolean =>
  Object.entries(when).every(([pointer, value]) => sameJson(valueAt(sent, pointer), value))

function tellOne(
  { context, speakers, member, speaker }: SpeakingMember,
  told: Told,
  values: { readonly sent: unknown },
): void {
  const message = filled(told.with, values)
  const named = told.to.startsWith('/') ? valueAt(values.sent, told.to) : null
  const emit = guardedEmit(context.onFault)
  for (const each of context.rooms.with(member)) {
    const other: Speaker | undefined = speakers.of(each.socket.id)
    if (other?.words !== 'theirs' || typeof message !== 'object' || message === null) continue
    if (named === null ? told.to === 'all' || other !== speaker : other.socket.id === named)
      emit(other.socket, told.event, message)
  }
  const notes = Object.entries(told.notes).map(([name, each]) => [name, filled(each, values)] as const)
  speaker.notes = { ...speaker.notes, ...Object.fromEntries(notes) }
}
