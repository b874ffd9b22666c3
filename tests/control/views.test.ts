import { describe, expect, it } from 'vitest'
import { connect } from '../../src/client/connect.ts'
import { startServer } from '../../src/server.ts'
import { io } from 'socket.io-client'

const MEETING = { method: 'POST', headers: { 'content-type': 'application/json' } }
const join = (url: string, code: string, guestName: string): Promise<Response> =>
  fetch(`${url}/rooms/${code}/join`, { ...MEETING, body: JSON.stringify({ guestName }) })

async function started() {
  const server = await startServer({ port: 0, control: { port: 0 } })
  const { control } = server
  if (!control) throw new Error('there is no control plane')
  const greenroom = connect(control)
  return { server, greenroom, world: await greenroom.attach() }
}

describe('the decision of a call', () => {
  it('names every rule in order, which of them matched, which decided, and which would have come next', async () => {
    const { server, world } = await started()
    await join(server.url, 'lck-ful-rom', 'Jane Smith')
    const decision = await world.journal.why(1)
    expect(decision).toMatchObject({ n: 1, by: 'rules', operation: 'joinMeetingRoom', decided: 'room-locked' })
    expect(decision.next).toBe('room-full')
    const held = decision.rules.filter((rule) => rule.held).map(({ outcome }) => outcome)
    expect(held).toEqual(['room-locked', 'room-full', 'joined-as-guest'])
    expect(decision.rules[0]).toMatchObject({ held: false, at: expect.stringMatching(/^specs\/.+:\d+$/) })
    await server.close()
  })

  it('stays what it was, whatever changes later', async () => {
    const { server, world } = await started()
    await join(server.url, 'lck-rom-now', 'Jane Smith')
    await world.meetingRooms.change('lck-rom-now', { isLocked: false })
    expect(await world.journal.why(1)).toMatchObject({ decided: 'room-locked' })
    await join(server.url, 'lck-rom-now', 'Jane Smith')
    expect(await world.journal.why(2)).toMatchObject({ decided: 'joined-as-guest', next: null })
    await server.close()
  })

  it('says what forced an answer, and that no operation was called', async () => {
    const { server, world } = await started()
    await world.arm('joinMeetingRoom', 'room-full', { times: 1 })
    await join(server.url, 'abc-def-ghi', 'Jane Smith')
    expect(await world.journal.why(1)).toMatchObject({ by: 'arm', decided: 'room-full' })
    await fetch(`${server.url}/nowhere`)
    expect(await world.journal.why(2)).toMatchObject({ by: 'none', rules: [], decided: null })
    await expect(world.journal.why(3)).rejects.toThrow(/entry 3/)
    await server.close()
  })

  it('of a large body is made at once, so that the body is not kept twice', async () => {
    const { server, world } = await started()
    await join(server.url, 'abc-def-ghi', 'x'.repeat(5000))
    expect(await world.journal.why(1)).toMatchObject({ decided: 'guest-name-too-long' })
    await server.close()
  })
})

describe('a taken seat', () => {
  it('says how it was taken: over HTTP, by a socket, or by the control plane', async () => {
    const { server, world } = await started()
    await join(server.url, 'abc-def-ghi', 'Ada')
    const socket = io(server.url)
    await socket.emitWithAck('join-room', { code: 'abc-def-ghi', guestName: 'Grace' })
    await world.meetingRooms.seat('abc-def-ghi', { guestName: 'Edith' })
    const { rows } = await world.meetingRooms.seats()
    const taken = rows.filter(({ code }) => code === 'abc-def-ghi')
    expect(taken.map(({ way, participant }) => [participant.guestName, way])).toEqual([
      ['Ada', 'http'],
      ['Grace', 'socket'],
      ['Edith', 'control'],
    ])
    expect(rows.find(({ code }) => code === 'ful-rom-now')).toMatchObject({ way: null })
    socket.close()
    await server.close()
  })
})

it('limits show what each caller has left', async () => {
  const { server, world } = await started()
  const before = await world.limiter.read()
  expect(before).toMatchObject({ enforced: true, limits: [{ operation: 'joinVideoConference', callers: [] }] })
  const headers = { ...world.identities.agent, 'content-type': 'application/json' }
  await fetch(`${server.url}/api/v1/video-conference.join`, { method: 'POST', headers, body: '{}' })
  const { limits } = await world.limiter.read()
  const [limit] = limits
  expect(limit?.callers).toMatchObject([{ address: 'loopback', left: (limit?.requests ?? 0) - 1 }])
  await server.close()
})

it('nearly every outcome has a smallest call that gets it', async () => {
  const { server, greenroom } = await started()
  const faces = await greenroom.outcomes()
  const http = faces.filter(({ way }) => way === 'http').flatMap(({ outcomes }) => outcomes)
  expect(http.length).toBeGreaterThan(30)
  expect(http.filter(({ smallest }) => smallest === null)).toEqual([])
  await server.close()
})

it('entries of the journal name the user or guest of a call', async () => {
  const { server, world } = await started()
  const headers = { ...world.identities.member, 'content-type': 'application/json' }
  await fetch(`${server.url}/rooms/abc-def-ghi/join`, { method: 'POST', headers, body: '{}' })
  await join(server.url, 'abc-def-ghi', 'Ada')
  await fetch(`${server.url}/api/v1/livechat/rooms`, { headers: world.identities.agent })
  await fetch(`${server.url}/api/v1/livechat/rooms`)
  const entries = await world.journal.list()
  expect(entries.map(({ caller }) => caller)).toEqual([
    expect.any(String),
    'Ada',
    world.identities.agent['X-User-Id'],
    null,
  ])
  await server.close()
})

it('a scenario shows its steps, planned and played', async () => {
  const { server, greenroom, world } = await started()
  const [first] = await greenroom.scenarios()
  expect(first).toMatchObject({ name: expect.any(String), about: expect.any(String) })
  const play = await world.play('full-house', { steps: true })
  await play.next()
  const steps = await play.steps()
  expect(steps.slice(0, 3).map(({ isPlayed }) => isPlayed)).toEqual([true, true, false])
  expect(steps[1]?.answered).toBe(steps[1]?.expected)
  expect(steps[0]).toMatchObject({ n: 1, expected: null, answered: null })
  await play.stop()
  expect(await play.steps()).toEqual([])
  await server.close()
})
