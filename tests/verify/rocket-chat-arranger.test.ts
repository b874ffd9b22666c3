import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cases } from '../../src/contract/compiled/cases.js'
import { faces } from '../../src/contract/compiled/faces.ts'
import type { Case } from '../../src/contract/model/case.ts'
import { createAskApi } from '../../src/rocket-chat/ask-api.ts'
import { createRocketChatArranger } from '../../src/rocket-chat/rocket-chat-arranger.ts'
import { createVerifier } from '../../src/verifier.ts'
import { cleanTarget } from '../../src/verifier/clean-target.ts'
import { testArranger } from '../../src/verify/arrange/arranger.suite.ts'
import { isNotArranged } from '../../src/verify/model/arrangement.ts'
import { createSend } from '../../src/verify/send/send.ts'
import { targetOf } from '../../src/targets/target-file.ts'
import { startRocketChat, type RocketChat, type RocketChatOptions } from '../support/rocket-chat.ts'

const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes))
const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
const faceOf = (operation: string) => faces.current.find((face) => face.operation === operation)

const one = (id: string): Case => {
  const found = cases.find((each) => each.id === id)
  if (!found) throw new Error(`there is no case ${id}`)
  return found
}

/** A stand-in whose windows last a hundredth of a second, and an arranger that is its administrator. */
async function arranging(options: RocketChatOptions = {}) {
  const chat = await startRocketChat({ shorten: 6000, ...options })
  const { send, close } = createSend()
  const { signal } = new AbortController()
  const admin = headersOf(chat, 'admin')
  const ask = createAskApi({ baseUrl: chat.url, admin, send, sleep, now: Date.now, timeoutMs: 600_000, signal })
  const target = targetOf(chat.url, { random })
  const arranger = createRocketChatArranger({ target, faceOf, ask, sleep, random, run: '0a1b2c3d' })
  return {
    chat,
    arranger,
    async [Symbol.asyncDispose]() {
      await close()
      await chat.close()
    },
  }
}

const headersOf = ({ users }: RocketChat, role: string): Record<string, string> => ({
  'X-User-Id': users[role]?.userId ?? '',
  'X-Auth-Token': users[role]?.authToken ?? '',
})

/** All that the stand-in holds, by name. */
const holdings = ({ state, made }: RocketChat): readonly string[] => [
  ...state.people.map(({ username }) => username),
  ...state.rooms.map(({ _id }) => _id),
  ...state.calls.map(({ _id }) => _id),
  ...made.visitors.keys(),
  ...made.agents,
  ...made.managers,
  ...made.channels.map(({ name }) => name),
]

testArranger('rocket-chat', async () => {
  const { arranger, [Symbol.asyncDispose]: dispose } = await arranging()
  return {
    arranger,
    faceOf,
    possible: one('joinLivechatRoom/room-closed'),
    impossible: one('joinMeetingRoom/room-locked'),
    [Symbol.asyncDispose]: dispose,
  }
})

describe('the arranger of a Rocket.Chat', () => {
  it.each([
    ['livechat-room', [], { open: true }],
    ['livechat-room', ['closed'], { closer: 'user' }],
    ['livechat-room', ['served'], { open: true, servedBy: { username: expect.stringMatching(/-agent$/) } }],
    ['livechat-room', ['out-of-reach'], { open: true, servedBy: { username: expect.stringMatching(/-colleague$/) } }],
    ['livechat-room', ['served', 'closed'], { servedBy: { username: expect.any(String) }, closer: 'user' }],
  ])('makes a %s that is %j, and leaves nothing of it', async (subject, facts, room) => {
    await using tested = await arranging()
    const before = holdings(tested.chat)
    const arrangement = await tested.arranger.arrange({
      ...one('joinLivechatRoom/joined'),
      given: { [subject]: facts },
    })
    if (isNotArranged(arrangement)) throw new Error(arrangement.reason)
    const { roomId } = arrangement.values
    expect(tested.chat.state.rooms.find(({ _id }) => _id === roomId)).toMatchObject(room)
    await arrangement.cleanUp()
    await tested.arranger.close()
    expect(holdings(tested.chat)).toEqual(before)
  })

  it('makes calls in channels of its own', async () => {
    await using tested = await arranging()
    const before = holdings(tested.chat)
    for (const [facts, isPrivate] of [
      [[], false],
      [['private'], true],
    ] as const) {
      const testCase = { ...one('joinVideoConference/joined'), given: { call: facts } }
      const arrangement = await tested.arranger.arrange(testCase)
      if (isNotArranged(arrangement)) throw new Error(arrangement.reason)
      expect(tested.chat.state.calls.some(({ _id }) => _id === arrangement.values['callId'])).toBe(true)
      expect(tested.chat.made.channels).toMatchObject([
        { isPrivate, name: expect.stringMatching(/^greenroom-[0-9a-f]{8}-/) },
      ])
      await arrangement.cleanUp()
    }
    await tested.arranger.close()
    expect(holdings(tested.chat)).toEqual(before)
  })

  it('says what the server answered where it can’t go on, and removes what there is by then', async () => {
    for (const breaksAfter of [1, 4, 14, 15]) {
      await using tested = await arranging({ breaksAfter })
      const refusal = await tested.arranger.arrange(one('joinLivechatRoom/room-closed'))
      expect(refusal).toMatchObject({
        reason: expect.stringMatching(/^\w+ [\w./-]+ answered 400: Internal server error$/),
      })
    }
  })

  it.each([
    [{ 'livechat-room': ['on-hold'] }, 'Enterprise'],
    [{ 'livechat-room': ['among-many'] }, '120 rooms'],
    [{ 'livechat-room': ['old'] }, 'no route'],
  ])('knows before that it can’t make %j', async (given, reason) => {
    await using tested = await arranging()
    expect(tested.arranger.lacks({ ...one('joinLivechatRoom/joined'), given })).toContain(reason)
    expect(tested.chat.visits).toEqual([])
  })
})

describe('a run that knows an administrator alone', () => {
  const described = async (chat: RocketChat) => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-admin-'))
    const file = join(folder, 'target.yaml')
    const text = `
url: ${chat.url}
operations: [joinLivechatRoom, listLivechatRooms, joinVideoConference]
limits: { joinLivechatRoom: none, listLivechatRooms: none }
admin: { headers: { X-User-Id: { env: ADMIN_ID }, X-Auth-Token: { env: ADMIN_TOKEN } } }
`
    await writeFile(file, text, { mode: 0o600 })
    const env = { ADMIN_ID: chat.users['admin']?.userId, ADMIN_TOKEN: chat.users['admin']?.authToken }
    return { file, env, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
  }

  it('plays the cases, leaves nothing behind, and touches no room of a customer', async () => {
    const chat = await startRocketChat({ shorten: 6000, anonymousRead: false })
    await using target = await described(chat)
    const before = holdings(chat)
    const verdicts = new Map<string, string>()
    const verifier = await createVerifier({ target: target.file, env: target.env })
    for await (const event of verifier.run({ cases: ['joinLivechatRoom'] }))
      if (event.kind === 'judged') verdicts.set(event.result.id, event.result.verdict)
    await verifier.close()
    expect(verdicts.get('joinLivechatRoom/joined')).toBe('held')
    expect(verdicts.get('joinLivechatRoom/room-closed')).not.toBe('blocked')
    expect(verdicts.get('joinLivechatRoom/missing-permission')).toBe('held')
    const blocked = [...verdicts].flatMap(([id, verdict]) => (verdict === 'blocked' ? [id] : []))
    expect(blocked.toSorted()).toEqual([
      'joinLivechatRoom/joined:own-room-on-hold',
      'joinLivechatRoom/no-access:on-hold',
    ])
    expect(verdicts.get('joinLivechatRoom/room-closed:scenario-agent-joins-twice')).toBe('held')
    expect(holdings(chat)).toEqual(before)
    expect(chat.touched()).toEqual([])
    await chat.close()
  })

  it('that was killed leaves things behind, which are cleaned away, and nothing else', async () => {
    await using tested = await arranging()
    await using target = await described(tested.chat)
    const before = holdings(tested.chat)
    for (const id of ['joinLivechatRoom/joined', 'joinLivechatRoom/room-closed', 'joinVideoConference/joined'])
      await tested.arranger.arrange(one(id))
    expect(holdings(tested.chat).length).toBeGreaterThan(before.length + 8)
    const lines: string[] = []
    const clean = (isDry: boolean) =>
      cleanTarget(target.file, { env: target.env, isDry, tell: (line) => lines.push(line) })
    const found = await clean(true)
    expect(lines).toHaveLength(found)
    expect(await clean(false)).toBe(found)
    const kept = (names: readonly string[]): string[] => names.filter((name) => !name.startsWith('madeByApi'))
    expect(kept(holdings(tested.chat))).toEqual(kept(before))
    expect(await clean(false)).toBe(0)
  })

  it('that can’t be cleaned says what is not removed, and who is missing', async () => {
    await using tested = await arranging({ breaksAfter: 21 })
    await using target = await described(tested.chat)
    const arrangement = await tested.arranger.arrange(one('joinLivechatRoom/joined'))
    expect(isNotArranged(arrangement)).toBe(false)
    const ways = { isDry: false, tell: () => {} }
    await expect(cleanTarget(target.file, { ...ways, env: target.env })).rejects.toMatchObject({
      name: 'Fault',
      message: expect.stringMatching(/^not removed: .*Internal server error/),
    })
    await expect(cleanTarget(target.file, { ...ways, env: {} })).rejects.toMatchObject({
      message: 'admin: the variable ADMIN_ID is not set',
    })
    await writeFile(target.file, `url: ${tested.chat.url}\n`)
    await expect(cleanTarget(target.file, { ...ways, env: {} })).rejects.toMatchObject({
      message: expect.stringContaining('names no admin'),
    })
  })
})
