import type { Given } from '../contract/model/case.ts'
import {
  CONTROL,
  credentialOutput,
  hasStatus,
  sourceOperation,
  WORLD,
  WORLD_STEP,
  type ArazzoParameter,
  type ArazzoStep,
} from './step.ts'

const TOKEN: ArazzoParameter = { name: 'Authorization', in: 'header', value: 'Bearer {$inputs.token}' }
const IN_WORLD: readonly ArazzoParameter[] = [TOKEN, { name: 'world', in: 'path', value: WORLD }]

const json = (payload: unknown): { readonly contentType: string; readonly payload: unknown } => ({
  contentType: 'application/json',
  payload,
})

/** Makes a world for the workflow; its outputs are its name, and the headers of these identities. */
export const makeWorldStep = (credentials: Readonly<Record<string, readonly string[]>>): ArazzoStep => ({
  stepId: WORLD_STEP,
  description: 'A world of its own, whose clock stands still.',
  operationId: sourceOperation(CONTROL, 'makeWorld'),
  parameters: [TOKEN],
  requestBody: json({ clock: 'seed' }),
  successCriteria: [hasStatus(201)],
  outputs: {
    world: '$response.body#/name',
    ...Object.fromEntries(
      Object.entries(credentials).flatMap(([identity, headers]) =>
        headers.map((header) => [
          credentialOutput(identity, header),
          `$response.body#/identities/${identity}/${header}`,
        ]),
      ),
    ),
  },
})

/** Moves the clock of the world. */
export const clockStep = (stepId: string, ms: number): ArazzoStep => ({
  stepId,
  description: `${ms / 1000} s later.`,
  operationId: sourceOperation(CONTROL, 'changeClock'),
  parameters: IN_WORLD,
  requestBody: json({ advanceMs: ms }),
  successCriteria: [hasStatus(200)],
})

/** Puts the world into a situation, with subjects that earlier steps have made, by their values. */
export const situationStep = (
  stepId: string,
  situation: Given,
  known: Readonly<Record<string, string>>,
  yields: readonly string[],
): ArazzoStep => ({
  stepId,
  description: Object.entries(situation)
    .map(([subject, facts]) => `${subject}: ${facts.length === 0 ? 'can be joined' : facts.join(', ')}`)
    .join('; '),
  operationId: sourceOperation(CONTROL, 'arrangeSituation'),
  parameters: IN_WORLD,
  requestBody: json({ situation, ...(Object.keys(known).length === 0 ? {} : { values: known }) }),
  successCriteria: [hasStatus(200)],
  outputs: Object.fromEntries(yields.map((name) => [name, `$response.body#/values/${name}`])),
})

/** Drops the world. */
export const dropWorldStep: ArazzoStep = {
  stepId: 'drop-world',
  description: 'Nothing is left behind.',
  operationId: sourceOperation(CONTROL, 'dropWorld'),
  parameters: [...IN_WORLD, { name: 'Content-Type', in: 'header', value: 'application/json' }],
  successCriteria: [hasStatus(200)],
}
