import type { VideoCall, Write } from '../../domain/state.ts'
import { withFacts, type Changes, type FactContext, type Subject } from './subject.ts'

/**
 * A video conference that has started, open to everyone, or *private* to people who never call, *inactive* (it has ended),
 * *without-url*, *without-provider*, *unconfigured*; *open-to-guests* lets callers without credentials into every public one;
 * *unknown*: no call has its id.
 */
export const call: Subject = {
  arrange(facts, context) {
    const callId = context.values['callId'] ?? context.make.id('call')
    const before = context.state.calls.get(callId)
    if (facts.includes('unknown')) return { writes: before ? [callWrite(callId, null)] : [], values: { callId } }
    const arranged = withFacts(before ?? open(callId), facts, FACTS, context)
    const settings = facts.includes('open-to-guests') ? { settings: { anonymousReading: true } } : {}
    return { writes: [callWrite(callId, arranged)], values: { callId }, ...settings }
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

const FACTS: Changes<'call', VideoCall> = {
  private: toPrivate,
  inactive: (before) => ({ ...before, status: 'ended' }),
  'without-url': (before) => ({ ...before, url: '' }),
  'without-provider': (before) => ({ ...before, provider: 'missing' }),
  // What does not exist can't be configured.
  unconfigured: (before) => (before.provider === 'missing' ? before : { ...before, provider: 'unconfigured' }),
  'open-to-guests': (before) => before,
}
