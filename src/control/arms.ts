import type { ArmInfo, ArmRequest } from '../contract/compiled/types.ts'
import type { Arm } from '../domain/state.ts'
import type { Answer } from '../mock/answer.ts'
import { json, wrongInput, type Handler } from './handler.ts'
import { unknownOperation } from './unknown-operation.ts'
import { inWorld, inWorldWithSpace, type ControlParts } from './parts.ts'

/** Handlers for forced answers. */
export const armHandlers = (parts: ControlParts): Readonly<Record<'listArms' | 'arm' | 'clearArms', Handler>> => {
  const { store } = parts.core
  return {
    listArms: inWorld(parts, async ({ name }) => {
      const arms = await store.change(name, (state) => ({ result: state.arms, writes: [] }))
      return json({ arms: arms.map(toInfo) })
    }),
    arm: inWorldWithSpace(parts, async ({ name }, { body }) => {
      const wanted = readArm(parts, toRequest(body))
      if ('status' in wanted) return wanted
      const arm = await store.change(name, ({ arms }, make) => {
        if (arms.length >= MAX_ARMS) return { result: null, writes: [] }
        const added: Arm = { id: make.id('arm'), ...wanted }
        return {
          result: added,
          writes: [{ table: 'arms', key: '', value: [...arms, added] }],
          what: `armed ${textOf(added)}`,
        }
      })
      if (arm === null) return wrongInput('', `must wait: the world already has ${MAX_ARMS} arms, the maximum`)
      return json(toInfo(arm), 201)
    }),
    clearArms: inWorld(parts, async ({ name }, { query: { operation } }) => {
      const unknown = unknownOperation(parts, operation)
      if (unknown) return unknown
      const count = await store.change(name, ({ arms }) => {
        const kept = operation === undefined ? [] : arms.filter((arm) => arm.operation !== operation)
        const cleared = arms.length - kept.length
        if (cleared === 0) return { result: 0, writes: [] }
        return { result: cleared, writes: [{ table: 'arms', key: '', value: kept }], what: `${cleared} disarmed` }
      })
      return json({ count })
    }),
  }
}

const MAX_ARMS = 1000

const toRequest = (body: unknown): ArmRequest => (typeof body === 'object' && body !== null ? body : {})

function textOf({ operation, answer, times, latencyMs }: Arm): string {
  const what = answer.kind === 'outcome' ? answer.outcome : answer.kind === 'status' ? answer.status : SAYS[answer.kind]
  const often = times === null ? '' : `, ${times} ${times === 1 ? 'time' : 'times'}`
  return `${operation ?? 'any operation'}: ${what}${latencyMs > 0 ? `, ${latencyMs} ms late` : ''}${often}`
}

const SAYS = { reset: 'connection reset', reached: 'its normal answer' } as const

const toInfo = ({ id, operation, times, latencyMs, answer }: Arm): ArmInfo => ({
  id,
  operation,
  times,
  outcome: answer.kind === 'outcome' ? answer.outcome : null,
  status: answer.kind === 'status' ? answer.status : null,
  reset: answer.kind === 'reset',
  latencyMs,
})

/** Converts a valid request to an arm; otherwise, answers what is wrong. */
function readArm(parts: ControlParts, request: ArmRequest): Omit<Arm, 'id'> | Answer {
  const { operation = null, outcome, status, reset, latencyMs = 0, times = null } = request
  const given = [outcome, status, reset].filter((each) => each !== undefined).length
  if (given > 1) return wrongInput('', 'must have one of outcome, status and reset, not several')
  if (given === 0 && latencyMs === 0) return wrongInput('', 'must have outcome, status, reset or latencyMs')
  const rest = { times, latencyMs }
  if (outcome !== undefined) return armOutcome(parts, operation, outcome, rest)
  const { operations } = parts.core
  if (operation !== null && !operations.some((id) => id === operation))
    return wrongInput('/operation', `must be one of ${operations.join(', ')}`)
  const answer: Arm['answer'] =
    status !== undefined ? { kind: 'status', status } : { kind: reset ? 'reset' : 'reached' }
  return { operation, answer, ...rest }
}

/** Finds the operation of an outcome; it may be omitted if only one has the outcome. */
function armOutcome(
  { core: { faces, socketFaces } }: ControlParts,
  operation: string | null,
  outcome: string,
  rest: Pick<Arm, 'times' | 'latencyMs'>,
): Omit<Arm, 'id'> | Answer {
  const all = [...faces, ...socketFaces]
  const named = all.filter((face) => operation === null || face.operation === operation)
  if (named.length === 0) return wrongInput('/operation', `must be one of ${namesOf(all).join(', ')}`)
  const having = namesOf(named.filter(({ outcomes }) => outcomes.some(({ name }) => name === outcome)))
  const [meant, second] = having
  if (second !== undefined)
    return wrongInput('/operation', `must be one of these, which all have it: ${having.join(', ')}`)
  if (meant === undefined)
    return wrongInput(
      '/outcome',
      `must be one of ${[...new Set(named.flatMap(({ outcomes }) => outcomes.map(({ name }) => name)))].join(', ')}`,
    )
  return { operation: meant, answer: { kind: 'outcome', outcome }, ...rest }
}

/** The operations of faces, each once, even if served over HTTP and Socket.IO. */
const namesOf = (faces: readonly { readonly operation: string }[]): string[] => [
  ...new Set(faces.map(({ operation }) => operation)),
]
