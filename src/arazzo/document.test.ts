import { describe, expect, it } from 'vitest'
import { faces } from '../contract/compiled/faces.ts'
import { scenarios } from '../contract/compiled/scenarios.js'
import { socketFaces } from '../contract/compiled/socket-faces.ts'
import { isObject } from '../json.ts'
import { toArazzo, type ArazzoParts } from './document.ts'

const parts: ArazzoParts = {
  version: '1.0',
  faces: faces.current,
  socketFaces,
  credentials: { agent: ['X-User-Id', 'X-Auth-Token'], manager: ['X-User-Id', 'X-Auth-Token'], nobody: [] },
  urlOf: (file) => `./${file}`,
}

/** The steps of the only workflow. */
function stepsOf(name: string, version: ArazzoParts['version']): readonly Record<string, unknown>[] {
  const scenario = scenarios.find((each) => each.name === name)
  const document = scenario && toArazzo(scenario, { ...parts, version })
  const workflows = isObject(document) && Array.isArray(document['workflows']) ? document['workflows'] : []
  const [workflow] = workflows
  return isObject(workflow) && Array.isArray(workflow['steps']) ? workflow['steps'].filter(isObject) : []
}

describe('the steps of a scenario', () => {
  const steps = stepsOf('agent-joins-twice', '1.0')

  it('begin with a world, whose name and credentials the others use, and end by dropping it', () => {
    expect(steps[0]).toMatchObject({
      stepId: 'make-world',
      operationId: '$sourceDescriptions.control.makeWorld',
      outputs: { world: '$response.body#/name', 'agent-X-User-Id': '$response.body#/identities/agent/X-User-Id' },
    })
    expect(steps.at(-1)).toMatchObject({ stepId: 'drop-world' })
  })

  it('have ids of their own, in the letters that Arazzo asks for', () => {
    const ids = steps.map(({ stepId }) => String(stepId))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => !/^[\w-]+$/.test(id))).toEqual([])
  })

  it('move the clock by what lies between them', () => {
    const moved = steps.flatMap(({ requestBody }) => {
      const payload = isObject(requestBody) ? requestBody['payload'] : null
      return isObject(payload) && typeof payload['advanceMs'] === 'number' ? [payload['advanceMs']] : []
    })
    expect(moved.reduce((sum, ms) => sum + ms, 0)).toBe(45_000)
    expect(moved.every((ms) => ms > 0)).toBe(true)
  })

  it('set facts of subjects that are there already by their values', () => {
    const sets = steps.filter(({ operationId }) => String(operationId).endsWith('.arrangeSituation'))
    expect(sets).toHaveLength(2)
    expect(sets[0]).toMatchObject({ outputs: { roomId: '$response.body#/values/roomId' } })
    expect(sets[1]).toMatchObject({ requestBody: { payload: { values: { roomId: '$steps.step-1.outputs.roomId' } } } })
  })

  it('call with the credentials of who calls, and expect status and outcome', () => {
    expect(steps.find(({ stepId }) => stepId === 'step-2')).toMatchObject({
      operationId: '$sourceDescriptions.rocket-chat.joinLivechatRoom',
      parameters: expect.arrayContaining([
        { name: 'roomId', in: 'query', value: '$steps.step-1.outputs.roomId' },
        { name: 'X-User-Id', in: 'header', value: '$steps.make-world.outputs.agent-X-User-Id' },
      ]),
      successCriteria: [
        { condition: '$statusCode == 200' },
        { condition: "$response.header.Greenroom-Outcome == 'joined'" },
      ],
    })
  })

  it('send and receive on a socket in version 1.1, one connection for each caller', () => {
    const events = stepsOf('locked-mid-call', '1.1').filter(({ action }) => action !== undefined)
    expect(events.filter(({ action }) => action === 'send').length).toBe(events.length / 2)
    expect(events[0]).toMatchObject({ action: 'send', 'x-greenroom-caller': 'Host', 'x-greenroom-identity': 'host' })
    expect(events[1]).toMatchObject({ action: 'receive', dependsOn: [events[0]?.['stepId']] })
  })

  it('call over HTTP in version 1.1, too, what only HTTP answers so', () => {
    const scenario = scenarios.find(({ name }) => name === 'locked-mid-call')
    const at = scenario?.steps.findIndex((step) => 'call' in step) ?? 0
    const until = (scenario?.steps ?? [])
      .slice(0, at + 1)
      .map((step) => ('call' in step ? { ...step, call: { ...step.call, expect: 'unauthorized' } } : step))
    expect(scenario && toArazzo({ ...scenario, steps: until }, { ...parts, version: '1.1' })).toMatchObject({
      sourceDescriptions: [{ name: 'control' }, { name: 'meeting-rooms', type: 'openapi' }],
    })
  })

  it('know each source once, and the credentials of callers alone', () => {
    const scenario = scenarios.find((each) => each.name === 'agent-joins-twice')
    const document = scenario && toArazzo(scenario, parts)
    expect(document).toMatchObject({ sourceDescriptions: [{ name: 'control' }, { name: 'rocket-chat' }] })
    const guests = stepsOf('locked-mid-call', '1.1')
    expect(Object.keys(Object(guests[0]?.['outputs']))).toEqual(['world'])
  })

  it('yield what they make, and not again what is there', () => {
    const sets = steps.filter(({ operationId }) => String(operationId).endsWith('.arrangeSituation'))
    expect(sets.map(({ outputs }) => Object.keys(Object(outputs)))).toEqual([['roomId'], []])
  })

  it('are refused where a call has none of this version', () => {
    const [first] = (scenarios.find(({ name }) => name === 'locked-mid-call')?.steps ?? []).filter(
      (step) => 'call' in step && step.call.operation === 'leaveMeetingRoom',
    )
    expect(() => stepsOf('locked-mid-call', '1.0')).toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: `leaveMeetingRoom, which gets left at ${first?.at}, has no call over HTTP`,
        fix: 'Write the scenario as Arazzo 1.1, which has events, too.',
      }),
    )
  })
})

it('a document says its version, its scenario, where the contracts are, and that it needs a token', () => {
  const scenario = scenarios.find((each) => each.name === 'locked-mid-call')
  expect(scenario && toArazzo(scenario, { ...parts, version: '1.1' })).toMatchObject({
    arazzo: '1.1.0',
    info: { title: 'locked-mid-call', summary: scenario?.about, version: '1.0.0' },
    sourceDescriptions: [
      { name: 'control', url: './specs/control.openapi.yaml', type: 'openapi' },
      { name: 'meeting-rooms-events', url: './specs/meeting-rooms.asyncapi.yaml', type: 'asyncapi' },
    ],
    workflows: [
      {
        workflowId: 'locked-mid-call',
        summary: scenario?.about,
        inputs: {
          type: 'object',
          properties: { token: { type: 'string', description: 'The token of the control plane.' } },
          required: ['token'],
        },
      },
    ],
  })
  const overHttp = scenarios.find((each) => each.name === 'agent-joins-twice')
  expect(overHttp && toArazzo(overHttp, parts)).toMatchObject({
    arazzo: '1.0.1',
    sourceDescriptions: [{}, { name: 'rocket-chat', url: './specs/rocket-chat.openapi.yaml', type: 'openapi' }],
  })
})
