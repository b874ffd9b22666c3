import type { FormFault } from '../contract/model/face.ts'
import { memberOf, type Call, type Caller, type Effect, type Operation, type Standing } from './operation.ts'
import { callerByAuthToken } from './people.ts'
import type { State, VideoCall } from './state.ts'

/** Facts for the rules of `joinVideoConference`. */
export interface CallFacts {
  readonly caller: Caller
  readonly anonymousReading: boolean
  readonly limit: Standing
  readonly form: FormFault | null
  readonly call: VideoCall | undefined
}

/** POST /api/v1/video-conference.join */
export const joinVideoConference: Operation<'joinVideoConference', CallFacts> = {
  facts(state: State, call: Call): CallFacts {
    const callId = memberOf(call.body, 'callId')
    return {
      caller: callerByAuthToken(state, call),
      anonymousReading: state.settings.anonymousReading,
      limit: call.limit,
      form: call.faults.form,
      call: typeof callId === 'string' ? state.calls.get(callId) : undefined,
    }
  },
  rules: {
    'not-logged-in': ({ caller, anonymousReading }) =>
      caller.kind === 'wrong' || (caller.kind === 'nobody' && !anonymousReading),
    'rate-limited': ({ limit }) => limit.usedUp && { seconds: limit.seconds },
    'missing-call-id': ({ form }) => isMissingCallId(form),
    'invalid-body': ({ form }) => form !== null && !isMissingCallId(form) && { message: form.text },
    'unknown-call': ({ caller, call }) => call === undefined || !maySee(caller, call),
    joined: ({ call }) => call !== undefined,
  },
  act({ caller, call }: CallFacts): Effect<'joinVideoConference'> {
    if (!call) return { writes: [], values: { url: '', providerName: '' } }
    const values = { url: call.url, providerName: call.providerName }
    if (caller.kind === 'person' && call.users.includes(caller.person.id)) return { writes: [], values }
    return { writes: [{ table: 'calls', key: call.id, value: entered(call, caller) }], values }
  },
}

const isMissingCallId = (form: FormFault | null): boolean => form?.keyword === 'required'

const maySee = (caller: Caller, call: VideoCall): boolean =>
  call.members === null || (caller.kind === 'person' && call.members.includes(caller.person.id))

const entered = (call: VideoCall, caller: Caller): VideoCall =>
  caller.kind === 'person'
    ? { ...call, users: [...call.users, caller.person.id] }
    : { ...call, anonymousUsers: call.anonymousUsers + 1 }
