import type { VideoCall } from '../../domain/state.ts'
import { withFacts, type Stage, type Subject } from './subject.ts'

/** A video conference: open to everybody, or *private* to people who do not call; *unknown*: its id is of no call. */
export const call: Subject = {
  arrange(facts, stage) {
    const callId = stage.make.id('call')
    if (facts.includes('unknown')) return { writes: [], values: { callId } }
    const found = withFacts(open(callId), facts, { private: toPrivate }, stage)
    return { writes: [{ table: 'calls', key: callId, value: found }], values: { callId } }
  },
}

const open = (id: string): VideoCall => ({
  id,
  url: `http://g.co/meet/RocketChat_${id}`,
  providerName: 'googlemeet',
  members: null,
  users: [],
  anonymousUsers: 0,
})

const toPrivate = (found: VideoCall, { make }: Stage): VideoCall => ({ ...found, members: [make.id('person')] })
