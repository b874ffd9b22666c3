import type { VideoCall, Write } from '../../domain/state.ts'
import { withFacts, type Stage, type Subject } from './subject.ts'

/** A video conference, open to everyone, or *private* to people who never call; *unknown*: no call has its id. */
export const call: Subject = {
  arrange(facts, stage) {
    const callId = stage.values['callId'] ?? stage.make.id('call')
    const before = stage.state.calls.get(callId)
    if (facts.includes('unknown')) return { writes: before ? [callWrite(callId, null)] : [], values: { callId } }
    const found = withFacts(before ?? open(callId), facts, { private: toPrivate }, stage)
    return { writes: [callWrite(callId, found)], values: { callId } }
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

const toPrivate = (found: VideoCall, { make }: Stage): VideoCall => ({ ...found, members: [make.id('person')] })
