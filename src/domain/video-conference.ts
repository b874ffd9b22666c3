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
  /** Whether the caller's devices begin switched on. */
  readonly devices: Devices
}

interface Devices {
  readonly mic: boolean
  readonly cam: boolean
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
      devices: devicesIn(memberOf(call.body, 'state')),
    }
  },
  rules: {
    'not-logged-in': ({ caller, anonymousReading }) =>
      caller.kind === 'wrong' || (caller.kind === 'nobody' && !anonymousReading),
    'rate-limited': ({ limit }) => limit.usedUp && { seconds: limit.seconds },
    'missing-call-id': ({ form }) => isMissingCallId(form),
    'invalid-body': ({ form }) => form !== null && !isMissingCallId(form) && { message: form.text },
    'unknown-call': ({ caller, call }) => call === undefined || !maySee(caller, call),
    'no-provider-app': ({ caller, call }) => caller.kind === 'person' && call?.provider === 'missing',
    'provider-not-configured': ({ caller, call }) => caller.kind === 'person' && call?.provider === 'unconfigured',
    'call-ended': ({ caller, call }) => caller.kind === 'person' && call?.status === 'ended',
    // A guest is not told why.
    'failed-to-get-url': ({ caller, call }) =>
      call !== undefined && (call.url === '' || (caller.kind !== 'person' && !isJoinable(call))),
    joined: ({ call }) => call !== undefined,
  },
  act({ caller, call, devices }: CallFacts): Effect<'joinVideoConference'> {
    if (!call) return { writes: [], values: { url: '', providerName: '' } }
    const values = { url: urlFor(call, caller, devices), providerName: call.providerName }
    if (caller.kind === 'person' && call.users.includes(caller.person.id)) return { writes: [], values }
    return { writes: [{ table: 'calls', key: call.id, value: entered(call, caller) }], values }
  },
}

const isMissingCallId = (form: FormFault | null): boolean => form?.keyword === 'required'

const maySee = (caller: Caller, call: VideoCall): boolean =>
  call.members === null || (caller.kind === 'person' && call.members.includes(caller.person.id))

const isJoinable = ({ status, provider }: VideoCall): boolean =>
  status !== 'ended' && (provider === undefined || provider === 'ready')

const devicesIn = (state: unknown): Devices => ({
  mic: memberOf(state, 'mic') === true,
  cam: memberOf(state, 'cam') === true,
})

/** The address of a call for a caller: its template, filled in. A guest has no id. */
function urlFor({ id, url }: VideoCall, caller: Caller, { mic, cam }: Devices): string {
  if (!url.includes('{')) return url
  const parts = { callId: id, userId: caller.kind === 'person' ? caller.person.id : '', mic: `${mic}`, cam: `${cam}` }
  return url.replaceAll(/\{(callId|userId|mic|cam)\}/g, (_, name: keyof typeof parts) =>
    encodeURIComponent(parts[name]),
  )
}

/** A call that was ringing starts when someone joins it. */
function entered(call: VideoCall, caller: Caller): VideoCall {
  const started: VideoCall = call.status === 'calling' ? { ...call, status: 'started' } : call
  return caller.kind === 'person'
    ? { ...started, users: [...call.users, caller.person.id] }
    : { ...started, anonymousUsers: call.anonymousUsers + 1 }
}
