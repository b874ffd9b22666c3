import { describe, expect, it } from 'vitest'
import { servedCli } from '../support/served-cli.ts'
import { startCli } from '../support/run-cli.ts'

const { server, env, cli, out } = servedCli()

describe('rooms', () => {
  it('lists meeting rooms, livechat rooms and calls with seats and state', async () => {
    const listed = await out('rooms')
    for (const line of [
      /^Meeting rooms 9$/m,
      /^ {2}lck-rom-now +0\/50 {2}locked$/m,
      /^ {2}one-lft-rom +2\/3 {2}open +Ada, Grace$/m,
      /^ {2}rFbuWtpdyS5gQguLu +1 user {2}closed +Murtaza P$/m,
      /^ {2}697887e3c8b05330207c105e {2}0 users {2}private to test.user$/m,
    ])
      expect(listed).toMatch(line)
    const data: { kind: string; total: number; rooms: object[] }[] = JSON.parse(await out('rooms', 'call', '--json'))
    expect(data).toMatchObject([{ kind: 'call', total: 2, rooms: [{ providerName: 'googlemeet' }, {}] }])
  })

  it('says how many more there are', async () => {
    await out('worlds', 'make', 'crowded', '--seed', 'busy:40')
    expect(await out('rooms', 'livechat-room', '--world', 'crowded')).toMatch(/\n {2}2\d more; --all lists/)
    expect(await out('rooms', 'livechat-room', '--world', 'crowded', '--all')).not.toContain('more;')
  })

  it('watches them until the world is dropped', async () => {
    await out('worlds', 'make', 'watched')
    const watching = startCli(['rooms', 'meeting-room', '--watch', '--world', 'watched'], env())
    await watching.out.wrote(/abc-def-ghi +0\/50 {2}open/)
    await out('call', 'joinMeetingRoom', 'code=abc-def-ghi', 'guestName=Ann', '--world', 'watched')
    await watching.out.wrote(/abc-def-ghi +1\/50 {2}open +Ann/)
    await out('worlds', 'drop', 'watched')
    expect(await watching.ended).toMatchObject({ code: 0, error: '' })
  })

  it('room shows one of any kind: who is inside since when, and who left', async () => {
    await out('worlds', 'make', 'one')
    await out('call', 'joinMeetingRoom', 'code=abc-def-ghi', '--as', 'host', '--world', 'one')
    expect(await out('room', 'abc-def-ghi', '--world', 'one')).toBe(
      'abc-def-ghi meeting-room, 1/50, open\n  id      clx1a2b3c4d5e6f7g8h9i0j\n  host    host\n' +
        '  inside  host (host), a user since 2026-03-03T10:30:00.000Z\n',
    )
    await out('end', 'abc-def-ghi', '--world', 'one')
    expect(await out('room', 'abc-def-ghi', '--world', 'one')).toContain(
      '  left  host (host) at 2026-03-03T10:30:00.000Z',
    )
    expect(await out('room', 'oY5N73aGJK7rn9THa')).toContain('  served by  murtaza1\n')
    expect(await out('room', '697887e3c8b05330207c105e')).toContain('  members   test.user\n')
    expect(JSON.parse(await out('room', 'lck-rom-now', '--json'))).toMatchObject({
      kind: 'meeting-room',
      isLocked: true,
    })
  })
})

describe('a room that exists', () => {
  it('is locked, unlocked, filled and ended', async () => {
    await out('worlds', 'make', 'changed')
    const change = (verb: string): Promise<string> => out(verb, 'abc-def-ghi', '--world', 'changed')
    expect(await change('lock')).toBe('[changed] abc-def-ghi: 0/50, locked\n')
    expect(await change('unlock')).toBe('[changed] abc-def-ghi: 0/50, open\n')
    await out('call', 'joinMeetingRoom', 'code=abc-def-ghi', 'guestName=Jane', '--world', 'changed')
    const full = '[changed] abc-def-ghi: 50/50, full, Jane, Ada, Grace, Guest 4, 46 more\n'
    expect([await change('fill'), await change('fill')]).toEqual([full, full])
    expect(await change('end')).toBe('[changed] abc-def-ghi: 0/50, inactive\n')
  })

  it('takes facts by set, beside subjects that are new', async () => {
    const values = JSON.parse(await out('set', 'meeting-room abc-def-ghi: [locked]', 'livechat-room: []', '--json'))
    expect(values).toEqual({ code: 'abc-def-ghi', roomId: expect.stringMatching(/^\w{17}$/) })
    expect(await out('call', 'joinMeetingRoom', 'code=abc-def-ghi')).toContain('\n403 room-locked in ')
    await out('set', 'call 697887e3c8b0533020781a4a: private')
    expect(await out('room', '697887e3c8b0533020781a4a')).toContain('private to ')
    await out('reset')
  })
})

describe('call', () => {
  it('makes the smallest successful call as an identity, with members of your own', async () => {
    expect(await out('call', 'joinLivechatRoom', 'roomId=gMMeBpWyLeowCrzBv')).toMatch(
      /^GET \/api\/v1\/livechat\/room.join\?roomId=gMMeBpWyLeowCrzBv\n200 joined in \d+ ms\n\{\n {2}"success": true\n/,
    )
    expect(await out('call', 'joinLivechatRoom', 'roomId=gMMeBpWyLeowCrzBv', '--as', 'no-permission')).toContain(
      ' missing-permission in ',
    )
    expect(await out('call', 'joinMeetingRoom', 'code=abc-def-ghi', 'guestName=')).toContain('400 guest-name-missing')
    const answer = JSON.parse(await out('call', 'listLivechatRooms', 'count=1', '--as', 'manager', '--json'))
    expect(answer).toMatchObject({ status: 200, outcome: 'listed', body: { count: 1 } })
  })

  it('reports a connection that the mock broke', async () => {
    await out('arm', '--reset', '--times', '1')
    expect(await cli('call', 'joinMeetingRoom', 'code=abc-def-ghi')).toMatchObject({
      code: 2,
      error: expect.stringContaining('greenroom arm lists what is'),
    })
  })
})

it('who prints the headers of each identity', async () => {
  const all = await out('who')
  expect(all).toContain('agent  may join livechat rooms that wait for an agent\n  X-User-Id: rbAXPnMktTFbNpwtJ\n')
  expect(all).toContain('guest  no token\n  no headers\n')
  expect(all.match(/logs in as .*/g)).toEqual(
    ['agent', 'manager', 'ordinary', 'murtaza1', 'test.user'].map(
      (name) => `logs in as ${name}, password ${name}-password`,
    ),
  )
  expect(await out('who', 'wrong-token')).not.toContain('logs in')
  expect(Object.keys(JSON.parse(await out('who', 'host', '--json')))).toEqual(['host'])
})

it('arm delays an operation, whatever its answer', async () => {
  expect(await out('arm', 'joinMeetingRoom', '--latency', '5ms')).toBe(
    '[default] joinMeetingRoom: its normal answer, 5 ms late, until cleared\n',
  )
  await out('arm', '--clear')
})

it('play says which scenario it replaces', async () => {
  await out('play', 'full-house', '--step')
  const { error } = await cli('play', 'locked-mid-call', '--step')
  expect(error).toBe('[default] replaces full-house, which ends after 1 of 7 steps; its guests leave\n')
  await out('play', '--stop')
})

it('show and outcomes name the mock that runs here', async () => {
  expect(await out('show', 'room-locked')).toContain(`'${server().url}/rooms/lck-rom-now/join'`)
  expect(await out('outcomes', 'room-locked', '--json')).toContain(server().url)
  expect(await out('show', 'room-locked', '--url', 'http://other:1')).toContain('http://other:1/')
})

it('outcomes keeps those that have a word', async () => {
  const found = await out('outcomes', 'locked', '--edition', 'current')
  expect(found).toMatch(/^joinMeetingRoom \(current\) POST .*\n {2}403 room-locked {2}locked by its host/)
  expect(found).not.toContain('room-full')
  expect(await out('outcomes', '429')).toContain('rate-limited')
  expect(await out('outcomes', 'lockMeetingRoom')).toContain('lock-changed')
})

describe('bad input', () => {
  it.each([
    [['rooms', 'meeting-rooms'], 'Did you mean meeting-room?'],
    [['room'], 'greenroom rooms lists them'],
    [['room', 'abc-def-ghj'], 'Did you mean abc-def-ghi?'],
    [['lock', 'gMMeBpWyLeowCrzBv'], 'there is no meeting-room gMMeBpWyLeowCrzBv in the world default'],
    [['set', 'meeting-room abc-def-gho: [locked]'], 'Did you mean abc-def-ghi?'],
    [['set', 'limit abc: [used-up]'], 'limit abc names no subject that exists'],
    [['call'], 'greenroom call --help shows some'],
    [['call', 'joinMeetingRom'], 'Did you mean joinMeetingRoom?'],
    [['call', 'joinMeetingRoom'], 'joinMeetingRoom needs code'],
    [['call', 'joinMeetingRoom', 'abc-def-ghi'], 'Write <member>=<value>'],
    [['call', 'lockMeetingRoom'], 'is an event of Socket.IO'],
    [['call', 'listLivechatRooms', '--as', 'manger'], 'Did you mean manager?'],
    [['who', 'agnt'], 'Did you mean agent?'],
    [['outcomes', 'lokced'], 'The most similar are'],
    [['rooms', '--world', 'nowhere'], 'greenroom worlds lists all worlds'],
    [['show', 'room-locked', '--url', 'http://a', '--port', '1'], '--url and --port both name the mock'],
  ])('%j is refused with a fix', async (args, fix) => {
    const { code, error } = await cli(...args)
    expect(code).toBe(2)
    expect(error).toContain(fix)
  })
})
