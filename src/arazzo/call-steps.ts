import type { CaseCall } from '../contract/model/case.ts'
import type { Face, Outcome, SocketFace } from '../contract/model/face.ts'
import { toPointer } from '../contract/model/pointer.ts'
import type { CallStep } from '../contract/model/scenario.ts'
import { isObject, parseJson } from '../json.ts'
import { withExpressions } from './expressions.ts'
import {
  credentialOutput,
  hasStatus,
  isText,
  sourceOperation,
  WORLD,
  WORLD_STEP,
  type ArazzoParameter,
  type ArazzoStep,
} from './step.ts'

/** How a call of a scenario is written. */
export interface CallParts {
  readonly stepId: string
  readonly step: CallStep
  readonly outcome: Outcome
  /** The expressions of what earlier steps have yielded. */
  readonly yielded: ReadonlyMap<string, string>
  /** The headers that an identity sends. */
  readonly credentials: readonly string[]
}

const describe = ({ by, call }: CallStep): string => `${by}: ${call.operation}, ${call.expect}.`

const credentialsOf = ({ as }: CaseCall, headers: readonly string[]): ArazzoParameter[] =>
  headers.map((name) => ({ name, in: 'header', value: `$steps.${WORLD_STEP}.outputs.${credentialOutput(as, name)}` }))

/** A call over HTTP, which must get the status and name of its outcome. */
export function httpStep(face: Face, { stepId, step, outcome, yielded, credentials }: CallParts): ArazzoStep {
  const { call } = step
  const { path, query, headers, body } = call.request
  const given = (place: ArazzoParameter['in'], values: Readonly<Record<string, unknown>>): ArazzoParameter[] =>
    Object.entries(values).map(([name, value]) => ({ name, in: place, value: withExpressions(value, yielded) }))
  return {
    stepId,
    description: describe(step),
    operationId: sourceOperation(httpSource(face), face.operation),
    parameters: [
      ...given('path', path),
      ...given('query', query),
      ...given('header', headers),
      ...credentialsOf(call, credentials),
      { name: 'X-Greenroom-World', in: 'header', value: WORLD },
    ],
    ...(body === null
      ? {}
      : {
          requestBody: { contentType: face.bodies[0] ?? 'application/json', payload: withExpressions(body, yielded) },
        }),
    successCriteria: [hasStatus(outcome.status), isText('$response.header.Greenroom-Outcome', outcome.name)],
  }
}

/** A call over a socket: the event, then its acknowledgement. */
export function socketSteps(face: SocketFace, { stepId, step, outcome, yielded }: CallParts): readonly ArazzoStep[] {
  const { request } = step.call
  const operationId = sourceOperation(socketSource(face), face.operation)
  const caller = { 'x-greenroom-caller': step.by, 'x-greenroom-identity': step.call.as }
  return [
    {
      stepId,
      description: describe(step),
      operationId,
      action: 'send',
      requestBody: {
        contentType: 'application/json',
        payload: withExpressions({ ...request.path, ...request.body }, yielded),
      },
      ...caller,
    },
    {
      stepId: `${stepId}-ack`,
      description: `The acknowledgement of ${outcome.name}.`,
      operationId,
      action: 'receive',
      timeout: 5000,
      dependsOn: [stepId],
      successCriteria: criteriaOf(outcome),
      ...caller,
    },
  ]
}

/** The members of the documented answer that are constant texts, numbers and truths. */
function criteriaOf({ example, varies }: Outcome): readonly { readonly condition: string }[] {
  const body = parseJson(example)
  if (!isObject(body)) return [{ condition: '$message.payload != null' }]
  const constant = Object.entries(body).filter(([name]) => !Object.hasOwn(varies, toPointer([name])))
  const conditions = constant.flatMap(([name, value]) => {
    const member = `$message.payload#/${name}`
    if (typeof value === 'string') return [isText(member, value)]
    return typeof value === 'number' || typeof value === 'boolean' ? [{ condition: `${member} == ${value}` }] : []
  })
  return conditions.length === 0 ? [{ condition: '$message.payload != null' }] : conditions
}

/** The name of the source that describes a face: its document's, without what names no source. */
export const httpSource = ({ api }: Pick<Face, 'api'>): string => api

/** The same for a face on a socket. */
export const socketSource = ({ api }: Pick<SocketFace, 'api'>): string => `${api}-events`
