import { factWords } from '../contract/compiled/facts.ts'
import type { AnyFace, Face, Outcome, SocketFace } from '../contract/model/face.ts'
import {
  isCallStep,
  type CallStep,
  type Scenario,
  type ScenarioStep,
  type SetStep,
} from '../contract/model/scenario.ts'
import { Fault } from '../fault.ts'
import { httpStep, socketSource, socketSteps, httpSource, type CallParts } from './call-steps.ts'
import { clockStep, dropWorldStep, makeWorldStep, situationStep } from './control-steps.ts'
import { CONTROL, type ArazzoStep } from './step.ts'

/** The versions of Arazzo that are written: 1.1 has events, which 1.0 has not. */
export const ARAZZO_VERSIONS = { '1.0': '1.0.1', '1.1': '1.1.0' } as const

/** Everything but the scenario that shows in a document. */
export interface ArazzoParts {
  readonly version: keyof typeof ARAZZO_VERSIONS
  readonly faces: readonly Face[]
  readonly socketFaces: readonly SocketFace[]
  /** The headers of each identity of the seed, by name. */
  readonly credentials: Readonly<Record<string, readonly string[]>>
  /** The URL of a contract, from its place such as `specs/rocket-chat.openapi.yaml`. */
  readonly urlOf: (file: string) => string
}

/**
 * A scenario as an Arazzo document: one workflow, in a world of its own, whose only input is the token of the control plane. In version
 * 1.0 every call is sent over HTTP. Throws a Fault for a call that cannot be.
 */
export function toArazzo(scenario: Scenario, parts: ArazzoParts): object {
  const written = stepsOf(scenario, parts)
  const callers = scenario.steps.filter(isCallStep).map(({ call }) => call.as)
  const credentials = Object.fromEntries(Object.entries(parts.credentials).filter(([name]) => callers.includes(name)))
  return {
    arazzo: ARAZZO_VERSIONS[parts.version],
    info: { title: scenario.name, summary: scenario.about, version: '1.0.0' },
    sourceDescriptions: [
      { name: CONTROL, url: parts.urlOf('specs/control.openapi.yaml'), type: 'openapi' },
      ...written.sources,
    ],
    workflows: [
      {
        workflowId: scenario.name,
        summary: scenario.about,
        inputs: {
          type: 'object',
          properties: { token: { type: 'string', description: 'The token of the control plane.' } },
          required: ['token'],
        },
        steps: [makeWorldStep(credentials), ...written.steps, dropWorldStep],
      },
    ],
  }
}

interface Source {
  readonly name: string
  readonly url: string
  readonly type: 'openapi' | 'asyncapi'
}

/** What has been written so far. */
interface Written {
  readonly steps: ArazzoStep[]
  readonly sources: Source[]
  readonly yielded: Map<string, string>
}

function stepsOf({ steps }: Scenario, parts: ArazzoParts): Written {
  const written: Written = { steps: [], sources: [], yielded: new Map() }
  let now = 0
  for (const [at, step] of steps.entries()) {
    const stepId = `step-${at + 1}`
    if (step.atMs > now) written.steps.push(clockStep(`${stepId}-clock`, step.atMs - now))
    now = step.atMs
    write(step, stepId, parts, written)
  }
  return written
}

const write = (step: ScenarioStep, stepId: string, parts: ArazzoParts, written: Written): void =>
  isCallStep(step) ? writeCall(step, stepId, parts, written) : writeSet(step, stepId, written)

function writeSet({ set }: SetStep, stepId: string, { steps, yielded }: Written): void {
  const names = Object.keys(set).flatMap((subject) =>
    Object.entries(factWords).flatMap(([name, { yields }]) => (name === subject ? Object.keys(yields) : [])),
  )
  const known = Object.fromEntries([...yielded].filter(([name]) => names.includes(name)))
  const fresh = names.filter((name) => !yielded.has(name))
  steps.push(situationStep(stepId, set, known, fresh))
  for (const name of fresh) yielded.set(name, `$steps.${stepId}.outputs.${name}`)
}

function writeCall(step: CallStep, stepId: string, parts: ArazzoParts, written: Written): void {
  const { operation, expect, as } = step.call
  const withName = <Each extends AnyFace>(all: readonly Each[]): Each | undefined =>
    all.find((each) => each.operation === operation && outcomeNamed(each, expect) !== undefined)
  const [socket, http] = [parts.version === '1.1' ? withName(parts.socketFaces) : undefined, withName(parts.faces)]
  const face = socket ?? http
  const outcome = face && outcomeNamed(face, expect)
  if (!face || !outcome)
    throw new Fault(
      `${operation}, which gets ${expect} at ${step.at}, has no call over HTTP`,
      'Write the scenario as Arazzo 1.1, which has events, too.',
    )
  const call: CallParts = { stepId, step, outcome, yielded: written.yielded, credentials: parts.credentials[as] ?? [] }
  if (socket) {
    written.steps.push(...socketSteps(socket, call))
    addSource(written, { name: socketSource(socket), url: parts.urlOf(fileOf(socket)), type: 'asyncapi' })
  } else if (http) {
    written.steps.push(httpStep(http, call))
    addSource(written, { name: httpSource(http), url: parts.urlOf(fileOf(http)), type: 'openapi' })
  }
}

const outcomeNamed = ({ outcomes }: AnyFace, name: string): Outcome | undefined =>
  outcomes.find((each) => each.name === name)

/** Without the line. */
const fileOf = ({ at }: AnyFace): string => at.replace(/:\d+$/, '')

function addSource({ sources }: Written, source: Source): void {
  if (!sources.some(({ name }) => name === source.name)) sources.push(source)
}
