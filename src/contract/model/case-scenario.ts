import { isAboutSockets, PLAIN_SOCKET } from './case-socket.ts'
import type { Case, CaseCall, OnSocket, Given } from './case.ts'
import type { SubjectFacts } from './fact-words.ts'
import type { SocketFace } from './face.ts'
import { heardOf, seatedAfter, type Seated } from './scenario-seats.ts'
import { isCallStep, type CallStep, type Scenario } from './scenario.ts'

interface Told {
  readonly calls: readonly CaseCall[]
  readonly seated: Seated
  /** Facts to arrange before the next call. */
  readonly set: Given | null
}

/** The inputs for reading a scenario as a case. */
export interface ScenarioWords {
  readonly socketFaces: readonly SocketFace[]
  /** The operations that requests can call. */
  readonly onHttp: ReadonlySet<string>
  readonly facts: Readonly<Record<string, SubjectFacts>>
}

/**
 * A scenario as a case of several calls, the last of which is its main one: sets are arranged, calls are sent as their callers,
 * and those inside hear them. The time between calls is left out, since nothing depends on it.
 */
export function scenarioCase({ name, steps, at }: Scenario, words: ScenarioWords): Case {
  const first = steps.findIndex(isCallStep)
  const given: Given = Object.assign({}, ...steps.slice(0, first).map((step) => ('set' in step ? step.set : {})))
  let told: Told = { calls: [], seated: new Map(), set: null }
  for (const step of steps.slice(first))
    told = isCallStep(step) ? called(told, step, words) : set(told, step.set, words)
  const { calls } = told
  const main = calls.at(-1)
  if (!main) throw new Error(`the scenario ${name} calls nothing`)
  return {
    ...main,
    id: `${main.operation}/${main.expect}:scenario-${name}`,
    editions: ['current'],
    given,
    before: calls.slice(0, -1),
    // oxlint-disable-next-line unicorn/no-thenable -- the calls after a case, not a promise
    then: [],
    socketOnly: isAboutSockets(calls) || calls.some(({ operation }) => !words.onHttp.has(operation)),
    // No document describes such a sequence of calls.
    sources: ['inferred'],
    harmless: false,
    at,
  }
}

/** Facts set at the same time wait for the next call; some of them end every seat. */
const set = (told: Told, situation: Given, { facts }: ScenarioWords): Told => ({
  ...told,
  set: { ...told.set, ...situation },
  seated: unseatsAll(situation, facts) ? new Map() : told.seated,
})

const unseatsAll = (situation: Given, facts: ScenarioWords['facts']): boolean =>
  Object.entries(situation).some(([subject, all]) => all.some((fact) => facts[subject]?.facts[fact]?.unseats))

function called({ calls, seated, set: facts }: Told, step: CallStep, { socketFaces }: ScenarioWords): Told {
  const { by, call } = step
  const face = socketFaces.find(({ operation }) => operation === call.operation)
  if (!face) return { calls: [...calls, { ...call, set: facts, socket: PLAIN_SOCKET }], seated, set: null }
  const socket: OnSocket = { ...PLAIN_SOCKET, on: by, hears: heardOf(step, face, { seated, socketFaces }) }
  return { calls: [...calls, { ...call, set: facts, socket }], seated: seatedAfter(step, face, seated), set: null }
}
