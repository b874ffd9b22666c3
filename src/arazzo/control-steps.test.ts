import { expect, it } from 'vitest'
import { clockStep, dropWorldStep, makeWorldStep, situationStep } from './control-steps.ts'

const TOKEN = { name: 'Authorization', in: 'header', value: 'Bearer {$inputs.token}' }
const IN_WORLD = [TOKEN, { name: 'world', in: 'path', value: '$steps.make-world.outputs.world' }]

it('a world is made with a clock that stands; its outputs are its name and the headers of identities', () => {
  expect(makeWorldStep({ agent: ['X-User-Id', 'X-Auth-Token'], nobody: [] })).toEqual({
    stepId: 'make-world',
    description: 'A world of its own, whose clock stands still.',
    operationId: '$sourceDescriptions.control.makeWorld',
    parameters: [TOKEN],
    requestBody: { contentType: 'application/json', payload: { clock: 'seed' } },
    successCriteria: [{ condition: '$statusCode == 201' }],
    outputs: {
      world: '$response.body#/name',
      'agent-X-User-Id': '$response.body#/identities/agent/X-User-Id',
      'agent-X-Auth-Token': '$response.body#/identities/agent/X-Auth-Token',
    },
  })
})

it('the clock is moved by milliseconds, and said in seconds', () => {
  expect(clockStep('step-1-clock', 1500)).toEqual({
    stepId: 'step-1-clock',
    description: '1.5 s later.',
    operationId: '$sourceDescriptions.control.changeClock',
    parameters: IN_WORLD,
    requestBody: { contentType: 'application/json', payload: { advanceMs: 1500 } },
    successCriteria: [{ condition: '$statusCode == 200' }],
  })
})

it('a situation has its words, the values that are known, and yields the others', () => {
  const situation = { 'meeting-room': ['locked', 'full'], call: [] }
  const step = situationStep('step-1', situation, { code: '$steps.a.outputs.code' }, ['callId'])
  expect(step).toEqual({
    stepId: 'step-1',
    description: 'meeting-room: locked, full; call: can be joined',
    operationId: '$sourceDescriptions.control.arrangeSituation',
    parameters: IN_WORLD,
    requestBody: {
      contentType: 'application/json',
      payload: { situation, values: { code: '$steps.a.outputs.code' } },
    },
    successCriteria: [{ condition: '$statusCode == 200' }],
    outputs: { callId: '$response.body#/values/callId' },
  })
  expect(situationStep('step-1', situation, {}, []).requestBody?.payload).toEqual({ situation })
})

it('the world is dropped at the end', () => {
  expect(dropWorldStep).toEqual({
    stepId: 'drop-world',
    description: 'Nothing is left behind.',
    operationId: '$sourceDescriptions.control.dropWorld',
    parameters: [...IN_WORLD, { name: 'Content-Type', in: 'header', value: 'application/json' }],
    successCriteria: [{ condition: '$statusCode == 200' }],
  })
})
