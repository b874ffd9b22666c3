import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { connect } from '../../src/client/connect.ts'
import type { Case } from '../../src/contract/model/case.ts'
import { cases } from '../../src/contract/compiled/cases.js'
import { faces } from '../../src/contract/compiled/faces.ts'
import { precedenceCases } from '../../src/contract/compiled/precedence.js'
import { startServer } from '../../src/index.ts'
import { testArranger } from '../../src/verify/arrange/arranger.suite.ts'
import { inTurn } from '../../src/verify/arrange/arrangers-in-turn.ts'
import { createControlArranger } from '../../src/verify/arrange/control-arranger.ts'
import { createHookArranger, type Hook } from '../../src/verify/arrange/hook-arranger.ts'
import { needsFresh, situationNeeded } from '../../src/verify/plan/needs.ts'
import { mutates } from '../../src/verify/plan/safety.ts'
import { createSend } from '../../src/verify/send/send.ts'
import { createStaticArranger, type Serving } from '../../src/verify/arrange/static-arranger.ts'
import type { Target } from '../../src/verify/model/target.ts'
import { PLAIN_DIALECT } from '../../src/dialect/dialect.ts'
import type { Refused } from '../../src/verify/model/result.ts'
import { type Arrangement, isNotArranged } from '../../src/verify/model/arrangement.ts'

const faceOf = (operation: string) => faces.current.find((face) => face.operation === operation)
const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes))
const sleep = async (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

const target: Target = {
  name: 'test',
  url: 'https://x.org/base',
  edition: 'current',
  operations: null,
  prefixes: { 'meeting-rooms': '/api' },
  identities: {
    guest: {},
    nobody: {},
    agent: { 'X-User-Id': 'a', 'X-Auth-Token': 'b' },
    'no-permission': { 'X-User-Id': 'c' },
  },
  missing: { host: 'the variable HOST is not set' },
  payloads: {},
  unset: [],
  scope: null,
  limits: {},
  transports: ['http'],
  socket: PLAIN_DIALECT,
  secrets: [],
}

const one = (id: string): Case => {
  const found = cases.find((each) => each.id === id)
  if (!found) throw new Error(`there is no case ${id}`)
  return found
}
// oxlint-disable-next-line unicorn/no-thenable -- the calls after a case, not a promise
const andThen = (...calls: readonly Case[]): Pick<Case, 'then'> => ({ then: calls })

const locked = one('joinMeetingRoom/room-locked')
const full = one('joinMeetingRoom/room-full')

const staticOf = (situations: readonly Serving[]): ReturnType<typeof createStaticArranger> =>
  createStaticArranger({ target, faceOf, situations, sleep, random })

const stageOf = (result: Arrangement | Refused): Arrangement => {
  if (isNotArranged(result)) throw new Error(result.reason)
  return result
}

testArranger('static', async () => ({
  arranger: staticOf([{ given: { 'meeting-room': ['locked'] }, values: { code: 'aaa-bbb-ccc' } }]),
  faceOf,
  possible: locked,
  impossible: full,
  [Symbol.asyncDispose]: async () => {},
}))

testArranger('control', async () => {
  const server = await startServer({ control: true, port: 0 })
  const greenroom = connect(server.control)
  let worlds = 0
  return {
    arranger: createControlArranger({
      greenroom,
      target: { ...target, url: server.url },
      nameWorld: () => `suite-${worlds++}`,
    }),
    faceOf,
    possible: locked,
    impossible: null,
    [Symbol.asyncDispose]: async () => server.close(),
  }
})

/** A request to a hook, as it came. */
interface Asked {
  readonly method: string
  readonly url: string
  readonly authorization: string | undefined
  readonly body: unknown
}

interface Answering {
  readonly status: number
  readonly body?: string
}

const textOf = async (request: IncomingMessage): Promise<string> => {
  let read = ''
  for await (const part of request) read += String(part)
  return read
}

/** A hook that answers as told, and remembers what it was asked. */
async function hookServer(
  answer: (asked: Asked) => Answering,
): Promise<AsyncDisposable & { url: string; asked: Asked[] }> {
  const asked: Asked[] = []
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await textOf(request)
    const { method = '', url = '', headers } = request
    const seen = { method, url, authorization: headers.authorization, body: text === '' ? null : JSON.parse(text) }
    asked.push(seen)
    const { status, body } = answer(seen)
    response.writeHead(status, { 'Content-Type': 'application/json', Location: 'http://127.0.0.1:1/' }).end(body)
  }
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server on TCP has no other kind of address
  const { port } = server.address() as AddressInfo
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
  return { url: `http://127.0.0.1:${port}/hooks/greenroom`, asked, [Symbol.asyncDispose]: close }
}

async function hooked(
  answer: (asked: Asked) => Answering,
  hook: Partial<Hook> = {},
): Promise<AsyncDisposable & { arranger: ReturnType<typeof createHookArranger>; asked: Asked[] }> {
  const server = await hookServer(answer)
  const { send, close } = createSend()
  const arranger = createHookArranger({
    target,
    faceOf,
    hook: { url: server.url, token: 'hook-token', missing: null, ...hook },
    send,
    sleep,
    timeoutMs: 600_000,
    signal: new AbortController().signal,
  })
  const dispose = async (): Promise<void> => {
    await close()
    await server[Symbol.asyncDispose]()
  }
  return { arranger, asked: server.asked, [Symbol.asyncDispose]: dispose }
}

const isFull = ({ body }: Asked): boolean => JSON.stringify(body).includes('full')

testArranger('hook', async () => {
  let rooms = 0
  const hook = await hooked((asked) => {
    if (asked.method === 'DELETE') return { status: 204 }
    if (isFull(asked)) return { status: 422, body: '{"reason":"no room can be filled here"}' }
    return { status: 201, body: JSON.stringify({ id: `room ${rooms++}`, values: { code: 'aaa-bbb-ccc' } }) }
  })
  return { ...hook, arranger: hook.arranger, faceOf, possible: locked, impossible: full }
})

describe('the static arranger', () => {
  it('looks facts up in any order, and calls by the prefix of the API', async () => {
    const arranger = staticOf([{ given: { 'meeting-room': ['locked', 'full'] }, values: { code: 'a' } }])
    const stage = stageOf(await arranger.arrange({ ...locked, given: { 'meeting-room': ['full', 'locked'] } }))
    expect(stage).toMatchObject({ values: { code: 'a' }, baseUrl: 'https://x.org/base/api' })
    expect(stageOf(await arranger.arrange(one('joinLivechatRoom/invalid-room'))).baseUrl).toBe('https://x.org/base')
    expect(arranger.lacks({ ...locked, given: { 'meeting-room': ['full', 'locked'] } })).toBeNull()
  })

  it('takes a room with one fact for no room with another, or with none', async () => {
    const arranger = staticOf([{ given: { 'meeting-room': ['locked', 'full'] }, values: { code: 'a' } }])
    expect(await arranger.arrange(locked)).toEqual({
      kind: 'situation',
      reason: 'there is no entry for meeting-room: [locked]: add one under situations in the target file',
    })
    expect(arranger.lacks({ ...locked, given: { 'meeting-room': [] } })).toContain('meeting-room: []')
  })

  it('lets several entries for one situation serve in turn', async () => {
    const entries = ['a', 'b', 'c'].map((code) => ({ given: { 'meeting-room': ['locked'] }, values: { code } }))
    const arranger = staticOf(entries)
    const codes: (string | undefined)[] = []
    for (let count = 0; count < 4; count++) codes.push(stageOf(await arranger.arrange(locked)).values['code'])
    expect(codes).toEqual(['a', 'b', 'c', 'a'])
  })

  it('keeps fresh entries for the cases that show what a first join does, each for one', async () => {
    const entryOf = (code: string, fresh: boolean): Serving => ({
      given: { 'meeting-room': ['last-seat'] },
      values: { code },
      fresh,
    })
    const arranger = staticOf([entryOf('new-1', true), entryOf('worn', false), entryOf('new-2', true)])
    const taking = one('joinMeetingRoom/joined-as-guest:last-seat')
    const refusing = { ...locked, given: { 'meeting-room': ['last-seat'] } }
    const codeFor = async (found: Case): Promise<string | undefined> =>
      stageOf(await arranger.arrange(found)).values['code']
    expect(await codeFor(refusing)).toBe('worn')
    expect([await codeFor(taking), await codeFor(taking)]).toEqual(['new-1', 'new-2'])
    expect(await arranger.arrange(taking)).toEqual({
      kind: 'situation',
      reason: expect.stringContaining('there is no fresh entry'),
    })
    expect(await codeFor(refusing)).toBe('worn')
  })

  it('knows them: cases that count people in a room, or take its last seat', () => {
    expect(needsFresh(one('joinLivechatRoom/joined:shows-in-the-list'), faceOf)).toBe(true)
    expect(needsFresh(one('joinLivechatRoom/joined'), faceOf)).toBe(false)
    expect(needsFresh(one('joinLivechatRoom/joined:twice'), faceOf)).toBe(false)
    expect(needsFresh(one('joinLivechatRoom/no-access:changes-nothing'), faceOf)).toBe(false)
    expect(needsFresh(one('joinMeetingRoom/room-full:one-more'), faceOf)).toBe(true)
    expect(needsFresh(one('joinMeetingRoom/room-locked:last-seat'), faceOf)).toBe(false)
  })

  it('puts the values of several subjects together, from one entry or from two', async () => {
    const both = {
      ...locked,
      given: { 'meeting-room': ['locked'], call: [] },
      request: { ...locked.request, body: { guestName: '$callId' } },
    }
    const values = { code: 'a', callId: 'b' }
    const [room, call] = [
      { given: { 'meeting-room': ['locked'] }, values: { code: 'a' } },
      { given: { call: [] }, values: { callId: 'b' } },
    ]
    expect(stageOf(await staticOf([room, call]).arrange(both)).values).toEqual(values)
    expect(stageOf(await staticOf([{ given: both.given, values }]).arrange(both)).values).toEqual(values)
  })

  it('makes ids of nobody up, others each time, where a refusal is expected', async () => {
    const arranger = staticOf([])
    const valuesOf = async (id: string): Promise<Arrangement['values']> =>
      stageOf(await arranger.arrange(one(id))).values
    expect(await valuesOf('joinMeetingRoom/room-not-found')).toEqual({
      code: expect.stringMatching(/^[a-z]{3}-[a-z]{3}-[a-z]{3}$/),
    })
    expect(await valuesOf('joinLivechatRoom/invalid-room')).toEqual({
      roomId: expect.stringMatching(/^[A-Za-z\d]{17}$/),
    })
    expect(await valuesOf('joinVideoConference/unknown-call')).toEqual({
      callId: expect.stringMatching(/^[\da-f]{24}$/),
    })
    expect(await valuesOf('joinLivechatRoom/invalid-room')).not.toEqual(await valuesOf('joinLivechatRoom/invalid-room'))
  })

  it('prefers an entry for what nobody has, and makes nothing up where anything is to succeed', async () => {
    const arranger = staticOf([{ given: { 'meeting-room': ['unknown'] }, values: { code: 'own' } }])
    expect(stageOf(await arranger.arrange(one('joinMeetingRoom/room-not-found'))).values).toEqual({ code: 'own' })
    const succeeding = { ...one('joinMeetingRoom/joined-as-guest'), given: { 'meeting-room': ['unknown'] } }
    expect(await staticOf([]).arrange(succeeding)).toMatchObject({ kind: 'situation' })
    const joining = { ...one('joinMeetingRoom/room-not-found'), ...andThen(one('joinMeetingRoom/joined-as-guest')) }
    expect(await staticOf([]).arrange(joining)).toMatchObject({ kind: 'situation' })
  })

  it('names no room for a case of a foreign target that the file does not name, unless nobody has it', async () => {
    const arranger = staticOf([{ given: { 'livechat-room': [] }, values: { roomId: 'ours' } }])
    const named = new Set<string | undefined>()
    for (const found of [...cases, ...precedenceCases]) {
      const stage = await arranger.arrange({ ...found, as: 'agent', before: [], ...andThen() })
      if (isNotArranged(stage) || found.given['livechat-room']?.includes('unknown')) continue
      named.add(stage.values['roomId'])
    }
    expect(named).toEqual(new Set([undefined, 'ours']))
  })

  it('blocks a case whose caller has no credentials, with the reason', async () => {
    const arranger = staticOf([{ given: { 'meeting-room': [] }, values: { code: 'a' } }])
    expect(await arranger.arrange(one('joinMeetingRoom/joined-as-host'))).toEqual({
      kind: 'identity',
      reason: 'host: the variable HOST is not set',
    })
  })

  it('blocks a case that names the user id of somebody without credentials', async () => {
    const naming = {
      ...one('joinLivechatRoom/invalid-room'),
      request: { ...locked.request, headers: { 'X-User-Id': '$host.userId' } },
    }
    expect(await staticOf([]).arrange(naming)).toMatchObject({
      kind: 'identity',
      reason: expect.stringContaining('host'),
    })
  })
})

describe('what a case needs of a foreign target', () => {
  it('is nothing where a refusal names no value of the subject', () => {
    expect(situationNeeded(one('listLivechatRooms/not-logged-in'), faceOf)).toEqual({})
    expect(situationNeeded(one('joinLivechatRoom/missing-room-id'), faceOf)).toEqual({})
  })

  it('is its subject where the request names it, or the calls that use up a limit do', () => {
    expect(situationNeeded(one('joinLivechatRoom/not-logged-in'), faceOf)).toEqual({ 'livechat-room': [] })
    const spent = { ...one('joinVideoConference/missing-call-id'), given: { call: [], limit: ['used-up'] } }
    expect(situationNeeded(spent, faceOf)).toEqual({ call: [] })
  })

  it('is every subject of a case that is to change something', () => {
    const changing = cases.filter((each) => mutates(each, faceOf) && each.expect.startsWith('joined'))
    expect(changing.length).toBeGreaterThan(30)
    for (const found of changing)
      expect(situationNeeded(found, faceOf)).toEqual(
        Object.fromEntries(Object.entries(found.given).filter(([subject]) => subject !== 'limit')),
      )
  })
})

describe('the hook arranger', () => {
  const made = { status: 201, body: '{"id":"a/b?c","values":{"code":"aaa-bbb-ccc"}}' }

  it('asks for a further room where a case names one, and takes that from the answer', async () => {
    const body = '{"values":{"code":"aaa-bbb-ccc"},"elsewhere":{"code":"ddd-eee-fff"}}'
    await using hook = await hooked(() => ({ status: 201, body }))
    const stage = stageOf(await hook.arranger.arrange(one('joinMeetingRoom/joined-as-guest:to-another-room')))
    expect(stage.elsewhere).toEqual({ code: 'ddd-eee-fff' })
    expect(hook.asked[0]?.body).toMatchObject({ elsewhere: true })
    await hook.arranger.arrange(locked)
    expect(hook.asked[1]?.body).not.toHaveProperty('elsewhere')
  })

  it('asks once more where the connection was closed just as it was used, and no more than once', async () => {
    const reset = { kind: 'reset', message: 'the connection ended' } as const
    const flaky = (failures: number[]): ReturnType<typeof createHookArranger> =>
      createHookArranger({
        target,
        faceOf,
        hook: { url: 'http://127.0.0.1:1/', token: null, missing: null },
        send: async () => (failures.pop() ? reset : { status: 200, headers: [], body: made.body, ms: 1 }),
        sleep,
        timeoutMs: 600_000,
        signal: new AbortController().signal,
      })
    expect(stageOf(await flaky([1]).arrange(locked)).values).toEqual({ code: 'aaa-bbb-ccc' })
    expect(await flaky([1, 2]).arrange(locked)).toMatchObject({ kind: 'environment' })
  })

  it('asks with the case, its situation without limits, its roles, and the token', async () => {
    await using hook = await hooked(() => made)
    await hook.arranger.arrange({ ...locked, given: { 'meeting-room': ['locked'], limit: ['used-up'] } })
    expect(hook.asked).toEqual([
      {
        method: 'POST',
        url: '/hooks/greenroom',
        authorization: 'Bearer hook-token',
        body: {
          case: 'joinMeetingRoom/room-locked',
          operation: 'joinMeetingRoom',
          given: { 'meeting-room': ['locked'] },
          identities: ['guest'],
        },
      },
    ])
  })

  it('takes away by the id, escaped, and asks for nothing where there is none', async () => {
    await using hook = await hooked(({ method }) => (method === 'DELETE' ? { status: 200 } : made))
    await stageOf(await hook.arranger.arrange(locked)).cleanUp()
    expect(hook.asked.at(-1)).toMatchObject({
      method: 'DELETE',
      url: '/hooks/greenroom/a%2Fb%3Fc',
      authorization: 'Bearer hook-token',
    })
    await using without = await hooked(() => ({ status: 200, body: '{"values":{"code":"a"}}' }))
    await stageOf(await without.arranger.arrange(locked)).cleanUp()
    expect(without.asked).toHaveLength(1)
  })

  it.each([
    [500, 'rejects'],
    [401, 'rejects'],
    [302, 'rejects'],
    [404, 'resolves'],
    [410, 'resolves'],
    [204, 'resolves'],
  ])('when taking away is answered %d, cleaning up %s', async (status, ending) => {
    await using hook = await hooked(({ method }) => (method === 'DELETE' ? { status } : made))
    const stage = stageOf(await hook.arranger.arrange(locked))
    const outcome = await stage.cleanUp().then(
      () => 'resolves',
      (error: unknown) => String(error),
    )
    expect(outcome).toContain(
      ending === 'resolves' ? 'resolves' : `the hook did not remove a/b?c: it answered ${status}`,
    )
  })

  it('takes credentials that come along, beside the own ones', async () => {
    await using hook = await hooked(() => ({
      status: 200,
      body: '{"values":{"code":"a"},"identities":{"host":{"Authorization":"Bearer x"}}}',
    }))
    const stage = stageOf(await hook.arranger.arrange(one('joinMeetingRoom/joined-as-host')))
    expect(stage.identities).toMatchObject({ host: { Authorization: 'Bearer x' }, guest: {} })
  })

  it('takes no credentials that would be sent unencrypted, and takes away what was made', async () => {
    const answer = '{"id":"1","values":{"code":"a"},"identities":{"host":{"Authorization":"Bearer x"}}}'
    await using server = await hookServer(({ method }) => ({
      status: 200,
      ...(method === 'POST' ? { body: answer } : {}),
    }))
    const { send, close } = createSend()
    const plain = { ...target, url: 'http://x.org' }
    const hook = { url: server.url, token: null, missing: null }
    const { signal } = new AbortController()
    const arranger = createHookArranger({ target: plain, faceOf, hook, send, sleep, timeoutMs: 600_000, signal })
    expect(await arranger.arrange(one('joinMeetingRoom/joined-as-host'))).toMatchObject({ kind: 'safety' })
    expect(server.asked.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
    await close()
  })

  it('takes away what was made for a caller who has no credentials', async () => {
    await using hook = await hooked(({ method }) => (method === 'DELETE' ? { status: 200 } : made))
    expect(await hook.arranger.arrange(one('joinMeetingRoom/joined-as-host'))).toMatchObject({ kind: 'identity' })
    expect(hook.asked.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
  })

  it.each<[Answering, Refused['kind'], string]>([
    [{ status: 422, body: '{"reason":"too early"}' }, 'situation', 'the hook cannot arrange it: too early'],
    [{ status: 501 }, 'situation', 'the hook cannot arrange it: it gave no reason'],
    [{ status: 422, body: '{"reason":"a\\u001b[31m"}' }, 'situation', 'the hook cannot arrange it: it gave no reason'],
    [{ status: 401, body: '{}' }, 'environment', 'the hook answered 401, not 200 or 201'],
    [{ status: 302 }, 'environment', 'the hook answered 302, not 200 or 201'],
    [{ status: 500, body: 'oh no' }, 'environment', 'the hook answered 500, not 200 or 201'],
    [{ status: 503 }, 'environment', 'the hook could not be asked'],
    [{ status: 200, body: 'fine' }, 'environment', "the hook's answer is not a JSON object"],
    [{ status: 200, body: '{}' }, 'environment', "the hook's answer lacks the value code"],
    [{ status: 200, body: '{"values":{"room":"a"}}' }, 'environment', "the hook's answer lacks the value code"],
    [{ status: 200, body: '{"values":{"code":5}}' }, 'environment', 'values are not all single-line texts'],
    [{ status: 200, body: '{"values":["a"]}' }, 'environment', 'values are not all single-line texts'],
    [{ status: 200, body: '{"values":{"code":"a\\r\\nb"}}' }, 'environment', 'values are not all single-line texts'],
    [
      { status: 200, body: '{"values":{"code":"a"},"identities":{"host":"x"}}' },
      'environment',
      'identities do not map roles to headers',
    ],
    [
      { status: 200, body: '{"values":{"code":"a"},"identities":{"host":{"A":"x\\ny"}}}' },
      'environment',
      'identities do not map',
    ],
    [{ status: 200, body: '{"values":{"code":"a"},"id":7}' }, 'environment', 'id is not a single-line text'],
  ])('an answer %j is no stage but %s', async (answer, kind, reason) => {
    await using hook = await hooked(() => answer)
    expect(await hook.arranger.arrange(locked)).toEqual({ kind, reason: expect.stringContaining(reason) })
  })

  it('that nobody answers is a reason, without the token', async () => {
    await using hook = await hooked(() => made, { url: 'http://127.0.0.1:1/hook' })
    const result = await hook.arranger.arrange(locked)
    expect(result).toMatchObject({
      kind: 'environment',
      reason: expect.stringContaining('the hook could not be asked'),
    })
    expect(JSON.stringify(result)).not.toContain('hook-token')
  })

  it('without its token asks nobody', async () => {
    await using hook = await hooked(() => made, { token: null, missing: 'the hook needs its token: X is not set' })
    expect(await hook.arranger.arrange(locked)).toEqual({
      kind: 'situation',
      reason: 'the hook needs its token: X is not set',
    })
    expect(hook.arranger.lacks(locked)).toContain('X is not set')
    expect(hook.asked).toEqual([])
  })

  it('sends no Authorization where the hook asks for none', async () => {
    await using hook = await hooked(() => made, { token: null })
    await hook.arranger.arrange(locked)
    expect(hook.asked[0]?.authorization).toBeUndefined()
  })
})

describe('entries beside a hook', () => {
  it('serve first, and the hook brings about the rest', async () => {
    await using hook = await hooked(() => ({ status: 200, body: '{"values":{"code":"made"}}' }))
    const arranger = inTurn(
      staticOf([{ given: { 'meeting-room': ['locked'] }, values: { code: 'named' } }]),
      hook.arranger,
    )
    expect(stageOf(await arranger.arrange(locked)).values).toEqual({ code: 'named' })
    expect(hook.asked).toEqual([])
    expect(stageOf(await arranger.arrange(full)).values).toEqual({ code: 'made' })
    expect(arranger.lacks(full)).toBeNull()
  })
})
