import type { VideoCall, Write } from '../../domain/state.ts'
import { withFacts, type Changes, type FactContext, type Subject } from './subject.ts'

/** A video conference, open to everyone, or *private* to people who never call; *unknown*: no call has its id. */
export const call: Subject = {
  arrange(facts, context) {
    const callId = context.values['callId'] ?? context.make.id('call')
    const before = context.state.calls.get(callId)
    if (facts.includes('unknown')) return { writes: before ? [callWrite(callId, null)] : [], values: { callId } }
    const arranged = withFacts(before ?? open(callId), facts, FACTS, context)
    return { writes: [callWrite(callId, arranged)], values: { callId } }
  },
}

const callWrite = (key: string, value: VideoCall | null): Write => ({ table: 'calls', key, value })

const open = (id: string): VideoCall => ({
  id,
  url: `http://g.co/meet/RocketChat_${id}`,
  providerName: 'googlemeet',
  members: null,
  users: [],
  anonymousUsers: 0,
})

const toPrivate = (before: VideoCall, { make }: FactContext): VideoCall => ({ ...before, members: [make.id('person')] })

const FACTS: Changes<'call', VideoCall> = { private: toPrivate }
