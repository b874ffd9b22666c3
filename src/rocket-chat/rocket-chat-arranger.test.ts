import { describe, expect, it } from 'vitest'
import { cases } from '../contract/compiled/cases.js'
import { faces } from '../contract/compiled/faces.ts'
import type { Case } from '../contract/model/case.ts'
import { Fault } from '../fault.ts'
import { targetOf } from '../targets/target-file.ts'
import type { Target } from '../verify/model/target.ts'
import { isNotArranged } from '../verify/model/arrangement.ts'
import type { ApiCall, AskApi } from './ask-api.ts'
import { createRocketChatArranger } from './rocket-chat-arranger.ts'

const random = (bytes: number): Uint8Array => new Uint8Array(bytes).fill(0xab).fill(0x0c, 1)
const faceOf = (operation: string) => faces.current.find((face) => face.operation === operation)

function one(id: string, more: Partial<Case> = {}): Case {
  const found = cases.find((each) => each.id === id)
  if (!found) throw new Error(`there is no case ${id}`)
  return { ...found, ...more }
}

/** An arranger whose server answers everything, until a call for which `fails` gives a fault. */
function arranging(fails: (call: ApiCall) => Error | undefined = () => undefined, own: Partial<Target> = {}) {
  const slept: number[] = []
  const calls: ApiCall[] = []
  let ids = 0
  const ask: AskApi = async (call) => {
    calls.push(call)
    const fault = fails(call)
    if (fault) throw fault
    const id = `${++ids}`
    return {
      user: { _id: id },
      data: { authToken: `token ${id}`, callId: `call ${id}` },
      room: { _id: `room ${id}` },
      inquiry: { _id: id },
      channel: { _id: id },
      group: { _id: id },
    }
  }
  const arranger = createRocketChatArranger({
    target: { ...targetOf('http://localhost:3000', { random }), ...own },
    faceOf,
    ask,
    sleep: async (ms) => void slept.push(ms),
    random,
    run: '0a1b2c3d',
  })
  const asked = (path: string) => calls.filter((call) => call.path === path)
  return { arranger, calls, asked, slept }
}

async function arranged(arranger: ReturnType<typeof arranging>['arranger'], testCase: Case) {
  const arrangement = await arranger.arrange(testCase)
  if (isNotArranged(arrangement)) throw new Error(arrangement.reason)
  return arrangement
}

const refusal = (kind: string) => new Fault('POST x answered 400', 'See.', { cause: { kind, reason: 'no' } })

describe('an arranger of a Rocket.Chat', () => {
  it('makes its people with the first case, with a password from chance, and once', async () => {
    const { arranger, calls, asked } = arranging()
    expect([arranger.name, arranger.isolated, calls]).toEqual(['rocket-chat', false, []])
    await arranged(arranger, one('joinLivechatRoom/joined'))
    await arranged(arranger, one('joinLivechatRoom/joined'))
    const created = asked('users.create').map(({ body }) => Object(body))
    expect(created.map(({ username }) => username)).toHaveLength(4)
    expect(new Set(created.map(({ password }) => password))).toEqual(new Set([`ab${'0c'.repeat(15)}aA1!`]))
  })

  it('makes nothing for a caller whose credentials are missing', async () => {
    const { arranger, asked } = arranging(undefined, { missing: { host: 'the variable HOST is not set' } })
    expect(await arranger.arrange(one('joinLivechatRoom/joined', { as: 'host' }))).toEqual({
      kind: 'identity',
      reason: 'host: the variable HOST is not set',
    })
    expect(asked('livechat/room')).toEqual([])
  })

  it('calls as its people even where the target has others in their roles, and as the others of the target', async () => {
    const own = { agent: { 'X-Auth-Token': 'own' }, host: { Authorization: 'own' } }
    const { arranger } = arranging(undefined, { identities: own })
    const { identities } = await arranged(arranger, one('joinLivechatRoom/joined'))
    // Only they may reach the rooms that are made.
    expect(identities).toMatchObject({ host: own.host, agent: { 'X-Auth-Token': expect.stringMatching(/^token /) } })
  })

  it('lets time pass', async () => {
    const { arranger, slept } = arranging()
    const { pass } = await arranged(arranger, one('joinLivechatRoom/joined'))
    await pass(70)
    expect(slept).toEqual([70])
  })

  it('calls below the prefix that the target has for the API', async () => {
    const baseUrl = async (prefixes: Target['prefixes']) =>
      (await arranged(arranging(undefined, { prefixes }).arranger, one('joinLivechatRoom/joined'))).baseUrl
    expect([await baseUrl({}), await baseUrl({ 'rocket-chat': '/chat', 'meeting-rooms': '/meet' })]).toEqual([
      'http://localhost:3000',
      'http://localhost:3000/chat',
    ])
  })

  it('gives the case its room, and its people by role', async () => {
    const { arranger, asked } = arranging()
    const { values, identities } = await arranged(arranger, one('joinLivechatRoom/joined'))
    expect(values['roomId']).toMatch(/^room /)
    // The second of the four who are made is a colleague, as whom no case calls.
    expect(asked('users.create').map(({ body }) => Object(body).username.split('-').at(-1))).toEqual([
      'agent',
      'colleague',
      'manager',
      'user',
    ])
    expect(identities).toMatchObject({
      agent: { 'X-User-Id': '1', 'X-Auth-Token': 'token 2' },
      manager: { 'X-User-Id': '5', 'X-Auth-Token': 'token 6' },
      'no-permission': { 'X-User-Id': '7', 'X-Auth-Token': 'token 8' },
    })
    await arranged(arranger, one('joinLivechatRoom/joined'))
    expect(asked('livechat/visitor').map(({ body }) => Object(body).visitor.name)).toEqual([
      'greenroom-0a1b2c3d-1',
      'greenroom-0a1b2c3d-2',
    ])
  })

  it('gives the case its call, and what can be in nobody’s room', async () => {
    const { arranger, asked } = arranging()
    const call = await arranged(arranger, one('joinVideoConference/joined'))
    expect([call.values['callId'], call.set, asked('livechat/visitor')]).toEqual([
      expect.stringMatching(/^call /),
      null,
      [],
    ])
    const unknown = await arranged(arranger, one('joinLivechatRoom/invalid-room'))
    expect([unknown.values['roomId'], asked('livechat/visitor')]).toEqual([expect.any(String), []])
  })

  it('changes its room in the middle of a case', async () => {
    const { arranger, asked } = arranging()
    const { set } = await arranged(arranger, one('joinLivechatRoom/joined'))
    await set?.({ 'livechat-room': ['closed'] })
    await set?.({})
    expect(asked('livechat/room.closeByUser')).toHaveLength(1)
  })

  it('cleans up after a case, and its people at the end', async () => {
    const { arranger, calls } = arranging()
    const { cleanUp } = await arranged(arranger, one('joinLivechatRoom/joined'))
    let from = calls.length
    await cleanUp()
    expect(calls.slice(from).map(({ path }) => path)).toEqual([
      'livechat/room.closeByUser',
      'livechat/rooms.delete',
      'livechat/visitor/greenroom-0a1b2c3d-1',
    ])
    from = calls.length
    await arranger.close()
    expect(calls.slice(from).filter(({ path }) => path === 'users.delete')).toHaveLength(4)
  })

  it('removes its people also where they are still being made', async () => {
    const { arranger, calls } = arranging()
    const first = arranger.arrange(one('joinLivechatRoom/joined'))
    await arranger.close()
    await first
    const made = calls.filter(({ path }) => path === 'users.create')
    expect([made.length, calls.filter(({ path }) => path === 'users.delete').length]).toEqual([4, 4])
  })

  it('has nothing to clean up where no case came', async () => {
    const { arranger, calls } = arranging()
    await arranger.close()
    expect(calls).toEqual([])
  })

  it('says what was refused, and removes what there was by then', async () => {
    const { arranger, calls } = arranging(({ path }) => (path === 'livechat/room' ? refusal('situation') : undefined))
    expect(await arranger.arrange(one('joinLivechatRoom/joined'))).toEqual({ kind: 'situation', reason: 'no' })
    expect(calls.at(-1)?.path).toBe('livechat/visitor/greenroom-0a1b2c3d-1')
    const broken = arranging(({ path }) => (path === 'livechat/room' ? new Error('a defect') : undefined))
    await expect(broken.arranger.arrange(one('joinLivechatRoom/joined'))).rejects.toThrow('a defect')
    expect(broken.calls.at(-1)?.method).toBe('DELETE')
  })

  it('removes what it had made of its people where not all could be made', async () => {
    const { arranger, calls } = arranging(({ path }) => (path === 'login' ? refusal('environment') : undefined))
    expect(await arranger.arrange(one('joinLivechatRoom/joined'))).toMatchObject({ kind: 'environment' })
    await arranger.close()
    expect(calls.map(({ path }) => path)).toEqual(['users.create', 'login', 'users.delete'])
  })

  it.each<[string, Partial<Case>, string]>([
    ['joinMeetingRoom/room-locked', {}, 'Rocket.Chat has no meeting-room'],
    [
      'joinLivechatRoom/joined',
      { given: { 'livechat-room': ['served', 'labelled'] } },
      'units take an Enterprise licence',
    ],
  ])('knows before %s that it can not make %j', async (id, more, reason) => {
    const { arranger, calls } = arranging()
    const testCase = one(id, more)
    expect([arranger.lacks(testCase), await arranger.arrange(testCase), calls]).toEqual([
      reason,
      { kind: 'situation', reason },
      [],
    ])
    expect(arranger.lacks(one('joinLivechatRoom/joined'))).toBeNull()
  })

  it('knows before what no route changes in the middle of a case', () => {
    const { arranger } = arranging()
    const changing = (set: Readonly<Record<string, readonly string[]>>): Case => {
      const testCase = one('joinLivechatRoom/joined')
      return { ...testCase, before: [{ ...testCase, set }] }
    }
    expect(arranger.lacks(changing({ call: ['ended'] }))).toBe('no route of the API changes a call')
    expect(arranger.lacks(changing({ 'livechat-room': ['on-hold'] }))).toContain('Enterprise')
    expect(arranger.lacks(changing({ 'livechat-room': ['closed'] }))).toBeNull()
  })
})
