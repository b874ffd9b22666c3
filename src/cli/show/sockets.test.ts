import { describe, expect, it } from 'vitest'
import { cases } from '../../contract/compiled/cases.js'
import { seeds } from '../../contract/compiled/seeds.ts'
import type { Case, OnSocket } from '../../contract/model/case.ts'
import { targetFrom } from '../../targets/target-file.ts'
import { plannedOf } from '../../verify/testing/answers.ts'
import { markedEnvironment } from './arrangement.ts'
import type { Where } from './calls.ts'
import { shownSockets } from './sockets.ts'

const WHERE: Where = {
  url: 'http://m',
  mock: { seed: seeds.documented, remark: null, edition: null },
  edition: 'current',
  target: null,
}
function caseNamed(id: string): Case {
  const found = cases.find((each) => each.id === id)
  if (!found) throw new Error(`no case ${id}`)
  return found
}
const shown = (testCase: Case, where: Where = WHERE) =>
  shownSockets({ ...plannedOf('joinMeetingRoom/room-locked'), testCase, cases: [testCase] }, where)
const guest = caseNamed('joinMeetingRoom/joined-as-guest')
const locked = caseNamed('joinMeetingRoom/room-locked')
const on = (testCase: Case, socket: Partial<OnSocket>): Case => ({
  ...testCase,
  socket: { ...testCase.socket, ...socket },
})
const TARGET = {
  url: 'https://chat.example.org',
  identities: { guest: { headers: {} }, member: { headers: { Authorization: { env: 'TOKEN' } } } },
  socket: { events: { 'join-room': 'enter' }, members: { code: 'roomCode' }, token: 'jwt' },
}
const READ = { env: markedEnvironment, random: (bytes: number) => new Uint8Array(bytes).fill(7) }
const target = targetFrom(TARGET, READ)

describe('a case on sockets', () => {
  it('has an observer first where others hear something, and a caller, each on a connection of its own', async () => {
    const { calls } = await shown(guest)
    expect(calls).toMatchObject([
      {
        on: 'observer',
        variable: 'observerSocket',
        event: 'join-room',
        ack: true,
        opens: { headers: {} },
        request: null,
      },
      { on: 'caller 1', variable: 'caller1Socket', event: 'join-room', opens: {}, cuts: [], waitMs: guest.waitMs },
    ])
    expect(calls[1]?.args).toMatchObject([{ code: expect.any(String), guestName: 'Jane Smith' }])
  })

  it('has no observer where nobody hears anything, or nobody gets in', async () => {
    expect((await shown(locked)).calls.map((each) => each.on)).toEqual(['caller 1'])
    for (const hears of [{}, { others: [] }])
      expect((await shown(on(guest, { hears }))).calls.map((each) => each.on)).toEqual(['caller 1'])
    expect((await shown(on(locked, { hears: { others: ['user-joined'] } }))).calls).toHaveLength(1)
  })

  it('opens a connection once, and again after it was cut', async () => {
    const call = { ...guest, before: [on(guest, { on: 'Jo', hears: {} })] }
    const opens = async (testCase: Case) => (await shown(testCase)).calls.map((each) => each.opens !== null)
    expect(await opens(on(call, { on: 'Jo', hears: {} }))).toEqual([true, false])
    const cut = on(call, { on: 'Jo', cuts: ['Jo'], hears: {} })
    expect(await opens(cut)).toEqual([true, true])
    expect((await shown(cut)).calls.map(({ cuts }) => cuts)).toEqual([[], ['joSocket']])
    expect(await opens(on(call, { on: 'Ann', hears: {} }))).toEqual([true, true])
  })

  it('names its variables by who calls: in plain letters, and no two alike', async () => {
    const named = (...names: readonly string[]): Case => ({
      ...on(guest, { on: names.at(-1) ?? '', hears: {} }),
      before: names.slice(0, -1).map((name) => on(guest, { on: name, hears: {} })),
    })
    const variables = async (...names: readonly string[]) =>
      (await shown(named(...names))).calls.map(({ variable }) => variable)
    expect(await variables('Mr. Domenick Parisian', '2nd guest', 'ü', 'Jo', 'jo', 'Jo')).toEqual([
      'mrDomenickParisianSocket',
      'guest2ndGuestSocket',
      'someoneSocket',
      'joSocket',
      'joSocket4',
      'joSocket',
    ])
  })

  it('waits before a call and leaves out its acknowledgement as the case says', async () => {
    const patient = { ...on(guest, { ack: false, hears: {} }), waitMs: 5_000 }
    expect((await shown(patient)).calls).toMatchObject([{ waitMs: 5_000, ack: false }])
    const overHttp = on(patient, { overHttp: true })
    expect((await shown(overHttp)).calls).toMatchObject([{ waitMs: 5_000, ack: false, opens: null }])
  })

  it('may call over HTTP in between', async () => {
    const { calls } = await shown(on(guest, { overHttp: true, hears: {} }))
    expect(calls).toMatchObject([
      { on: '', variable: '', opens: null, event: null, args: [], request: { method: 'POST' } },
    ])
  })

  it('has the names of a target, and variables for what it lacks', async () => {
    const { calls, open, options, remarks } = await shown(on(locked, { hears: {} }), { ...WHERE, target })
    expect(calls).toMatchObject([{ event: 'enter', args: [{ roomCode: '~~CODE~~' }] }])
    expect(open).toMatchObject([{ variable: 'CODE' }])
    expect(remarks).toEqual([expect.stringMatching(/locked.*; or set CODE$/)])
    expect(options.baseUrl).toBe('https://chat.example.org')
    const overHttp = await shown(on(locked, { overHttp: true, hears: {} }), { ...WHERE, target })
    expect(overHttp.open).toMatchObject([{ variable: 'CODE' }])
  })

  it('has an observer who speaks as the target does, and callers who name themselves so', async () => {
    const identities = { ...TARGET.identities, guest: { headers: {}, payload: { as: 'us' } } }
    const situations = [{ given: { 'meeting-room': [] }, values: { code: 'our-rom' } }]
    const { calls } = await shown(guest, { ...WHERE, target: targetFrom({ ...TARGET, identities, situations }, READ) })
    expect(calls.map(({ event, args }) => [event, args])).toEqual([
      ['enter', [{ roomCode: 'our-rom', guestName: 'observer' }]],
      ['enter', [{ as: 'us', roomCode: 'our-rom', guestName: 'Jane Smith' }]],
    ])
  })

  it('has the token of its caller under the name of the target, and names of one event before those of all', async () => {
    const member = { headers: { Authorization: { env: 'TOKEN' }, 'X-Caller': { env: 'ME' } } }
    const socket = { ...TARGET.socket, messages: { 'join-room': { sent: { guestName: 'nick' } } } }
    const situations = [{ given: { 'meeting-room': [] }, values: { code: 'our-rom' } }]
    const file = targetFrom({ ...TARGET, identities: { guest: { headers: {} }, member }, socket, situations }, READ)
    const { calls } = await shown(guest, { ...WHERE, target: file })
    expect(calls.map(({ args }) => args)).toEqual([
      [{ roomCode: 'our-rom', nick: 'observer' }],
      [{ roomCode: 'our-rom', nick: 'Jane Smith' }],
    ])
    const own = await shown(on({ ...guest, as: 'member' }, { hears: {} }), { ...WHERE, target: file })
    expect(own.calls[0]?.opens).toEqual({ auth: { jwt: '~~TOKEN~~' }, headers: { 'X-Caller': '~~ME~~' } })
  })

  it('of a world is for all who connect, with what is to be known of its data', async () => {
    const mock = { ...WHERE.mock, remark: 'Of its own.' }
    const { calls, remarks } = await shown(guest, { ...WHERE, url: 'http://m/~qa', mock })
    expect(calls.map(({ opens }) => opens)).toEqual([
      { auth: { world: 'qa' }, headers: {} },
      { auth: { world: 'qa' }, headers: {} },
    ])
    expect(remarks).toEqual(['Of its own.'])
  })

  it('asks for no list over HTTP outside the scope of a target', async () => {
    const listed = on(caseNamed('listLivechatRooms/listed'), { overHttp: true, hears: {} })
    const identities = { ...TARGET.identities, [listed.as]: { headers: {} } }
    const scope = { departmentId: 'ours' }
    const { calls } = await shown(listed, { ...WHERE, target: targetFrom({ ...TARGET, identities, scope }, READ) })
    expect(calls.map(({ request }) => request?.target)).toEqual(['/api/v1/livechat/rooms?departmentId=ours'])
  })

  it('of no operation on sockets is refused', async () => {
    await expect(shown(caseNamed('listLivechatRooms/listed'))).rejects.toThrow(
      'there is no listLivechatRooms on sockets',
    )
  })
})
