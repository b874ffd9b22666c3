import { describe, expect, it } from 'vitest'
import { faces } from '../contract/compiled/faces.ts'
import { scenarios } from '../contract/compiled/scenarios.js'
import type { CaseCall } from '../contract/model/case.ts'
import { isCallStep } from '../contract/model/scenario.ts'
import { verifyToken } from '../domain/jwt.ts'
import { createCore } from '../mock/core.ts'
import { ADDRESS, headersOf, toPayload, toPlayerRequest } from './player-request.ts'

const OWN_KEY = 'the key of another system'
const world = createCore().worlds.default
const foreign = createCore({ jwtSecret: OWN_KEY }).worlds.default
const tokenOf = (headers: Readonly<Record<string, string>>): string =>
  (headers['authorization'] ?? '').replace('Bearer ', '')

const [joining] = scenarios.flatMap(({ steps }) => steps.filter(isCallStep).map(({ call }) => call))
const face = faces.current.find(({ operation }) => operation === 'joinMeetingRoom')
const call = (more: Partial<CaseCall>): CaseCall => {
  if (!joining) throw new Error('no scenario calls')
  return { ...joining, operation: 'joinMeetingRoom', ...more }
}
const request = { path: { code: '$code' }, query: {}, headers: {}, body: { guestName: 'Zoë', of: '$host.userId' } }

describe('who calls in a scenario', () => {
  it.each(['member', 'host'])('is known as %s by the key that the world checks tokens by', (who) => {
    expect(verifyToken(OWN_KEY, tokenOf(headersOf(foreign, who)))).not.toBeNull()
    expect(verifyToken(world.seed.jwtSecret, tokenOf(headersOf(foreign, who)))).toBeNull()
    expect(verifyToken(world.seed.jwtSecret, tokenOf(headersOf(world, who)))).not.toBeNull()
  })

  it('has the headers of an identity in small letters, and a guest none', () => {
    expect(Object.keys(headersOf(world, 'agent'))).toEqual(['x-user-id', 'x-auth-token'])
    expect(headersOf(world, 'guest')).toEqual({})
  })
})

it('a payload has what stands in the path beside the body, with all names filled in', () => {
  const payload = toPayload(call({ as: 'member', request: { ...request, body: { by: '$me' } } }), world, {
    code: 'a-b',
  })
  expect(payload).toEqual({ code: 'a-b', by: world.seed.identities['member']?.member })
})

it('a payload names the ids of all who have one, of either product, and what the scenario says itself first', () => {
  const body = { me: '$me', agent: '$agent.userId', host: '$host.userId' }
  const of = (values: Record<string, string>) =>
    toPayload(call({ as: 'agent', request: { ...request, path: {}, body } }), world, values)
  const { agent, host } = world.seed.identities
  expect(of({})).toEqual({ me: agent?.person, agent: agent?.person, host: host?.member })
  expect(agent?.person).toEqual(expect.any(String))
  expect(of({ me: 'own', 'agent.userId': 'another' })).toEqual({ me: 'own', agent: 'another', host: host?.member })
})

it('a request names its world, says how long it is in bytes, and whose ids it holds', () => {
  if (!face) throw new Error('there is no such face')
  const sent = toPlayerRequest(call({ as: 'guest', request }), face, world, { code: 'a/b' })
  expect(sent).toMatchObject({ method: 'POST', target: '/rooms/a%2Fb/join', address: ADDRESS, isCut: false })
  expect(sent.headers).toMatchObject({ 'x-greenroom-world': 'default' })
  expect(JSON.parse(sent.body)).toEqual({ guestName: 'Zoë', of: world.seed.identities['host']?.member })
  expect(sent.bodyBytes).toBe(Buffer.byteLength(sent.body))
})
