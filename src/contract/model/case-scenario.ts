import { isAboutSockets, PLAIN_SOCKET } from './case-socket.ts'
import type { Case, CaseCall, OnSocket, Situation } from './case.ts'
import { isCallStep, type CallStep, type Scenario } from './scenario.ts'

/** Who sits in the room, as far as calls have gone: who → identity. */
type Seated = ReadonlyMap<string, string>

interface Told {
  readonly calls: readonly CaseCall[]
  readonly seated: Seated
  /** Facts that are to be brought about before the next call. */
  readonly set: Situation | null
}

/**
 * A scenario as a case of several calls, the last of which is its main one: what is set is brought about, what is called is sent,
 * each by who calls there, and those inside hear it. How much time passes between calls is left out: nothing depends on it.
 * `onSockets` are the operations that sockets can call.
 */
export function scenarioCase(
  { name, steps, at }: Scenario,
  onSockets: ReadonlySet<string>,
  onHttp: ReadonlySet<string>,
): Case {
  const first = steps.findIndex(isCallStep)
  const given: Situation = Object.assign({}, ...steps.slice(0, first).map((step) => ('set' in step ? step.set : {})))
  let told: Told = { calls: [], seated: new Map(), set: null }
  for (const step of steps.slice(first)) told = isCallStep(step) ? called(told, step, onSockets) : set(told, step.set)
  const { calls } = told
  const main = calls.at(-1)
  if (!main) throw new Error(`the scenario ${name} calls nothing`)
  return {
    ...main,
    id: `${main.operation}/${main.expect}:scenario-${name}`,
    editions: ['current'],
    given,
    before: calls.slice(0, -1),
    // oxlint-disable-next-line unicorn/no-thenable -- the calls after a case, which nobody awaits
    then: [],
    socketOnly: isAboutSockets(calls) || calls.some(({ operation }) => !onHttp.has(operation)),
    sources: [],
    at,
  }
}

/** Facts that come about at once wait for the next call; an end of the meeting leaves nobody inside. */
const set = (told: Told, facts: Situation): Told => ({
  ...told,
  set: { ...told.set, ...facts },
  seated: facts['meeting-room']?.includes('inactive') ? new Map() : told.seated,
})

function called({ calls, seated, set: facts }: Told, { by, call }: CallStep, onSockets: ReadonlySet<string>): Told {
  const isOn = onSockets.has(call.operation)
  const socket: OnSocket = isOn ? { ...PLAIN_SOCKET, on: by, hears: heardOf(by, call, seated) } : PLAIN_SOCKET
  return { calls: [...calls, { ...call, set: facts, socket }], seated: seatedAfter(by, call, seated), set: null }
}

const LEFT_AND_CAME = ['user-left', 'user-joined']

function heardOf(by: string, { expect, as }: CaseCall, seated: Seated): OnSocket['hears'] {
  if (expect === 'lock-changed') return { others: ['room-locked'] }
  if (expect === 'left') return seated.has(by) ? { others: ['user-left'] } : {}
  if (expect === 'room-ended')
    return Object.fromEntries([...seated.keys(), 'others'].map((who) => [who, ['force-disconnect']]))
  if (!isJoin(expect)) return {}
  const elsewhere = sameUser(by, as, seated)
  const unseated = elsewhere === undefined ? {} : { [elsewhere]: ['force-disconnect'] }
  return { others: seated.has(by) || elsewhere !== undefined ? LEFT_AND_CAME : ['user-joined'], ...unseated }
}

function seatedAfter(by: string, { expect, as }: CaseCall, seated: Seated): Seated {
  if (expect === 'room-ended') return new Map()
  const others = [...seated].filter(([who]) => who !== by && (!isJoin(expect) || who !== sameUser(by, as, seated)))
  if (isJoin(expect)) return new Map([...others, [by, as]])
  return expect === 'left' ? new Map(others) : seated
}

const isJoin = (expect: string): boolean => expect.startsWith('joined-as-')

/** Somebody else who is the same user; guests are nobody in particular. */
const sameUser = (by: string, as: string, seated: Seated): string | undefined =>
  as === 'guest' ? undefined : [...seated].find(([who, identity]) => who !== by && identity === as)?.[0]
