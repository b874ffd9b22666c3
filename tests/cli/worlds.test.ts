import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { patience } from '../support/patience.ts'
import { servedCli } from '../support/served-cli.ts'
import { serveCli, startCli, type Serving } from '../support/run-cli.ts'
import { listen } from '../support/sockets.ts'

const { server, folder, env, cli, out } = servedCli()
const joined = async (code: string, world = 'default'): Promise<string | null> => {
  const answer = await fetch(`${server().url}/~${world}/rooms/${code}/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"guestName":"Jane"}',
  })
  return answer.headers.get('greenroom-outcome')
}
const portOf = ({ url }: Serving): string => new URL(url).port

describe('the commands that control a running server', () => {
  it('set brings about a situation, and prints the code to call by', async () => {
    const printed = await out('set', 'meeting-room: [locked]')
    const code = /^code: (\w{3}-\w{3}-\w{3})\n$/.exec(printed)?.[1] ?? ''
    expect(await joined(code)).toBe('room-locked')
    const values: { code?: string } = JSON.parse(await out('set', 'meeting-room: full', '--json'))
    expect(await joined(values.code ?? '')).toBe('room-full')
  })

  it('worlds makes, lists and drops; what is set in one does not show in another', async () => {
    expect(await out('worlds', 'make', 'qa-17', '--seed', 'busy:20')).toContain(
      `http://qa-17.localhost:${portOf(server())}`,
    )
    const printed = await out('set', 'meeting-room: [inactive]', '--world', 'qa-17')
    const code = printed.slice('code: '.length).trim()
    expect([await joined(code, 'qa-17'), await joined(code)]).toEqual(['room-inactive', 'room-not-found'])
    expect(await out('worlds')).toMatch(
      /^default +documented .*\nqa-17 +busy:20 +2026-03-03T10:30:00.000Z frozen +1 call so far\n$/,
    )
    expect((await cli('worlds', 'make', 'qa-17')).error).toContain('The world qa-17 already exists')
    expect(await out('worlds', 'make', 'qa-17', '--replace')).toContain('qa-17 was created')
    expect(await out('worlds', 'drop', 'qa-17')).toBe('qa-17 was dropped\n')
    expect(await out('worlds')).not.toContain('qa-17')
  })

  it('arm answers so many calls, and clear ends it', async () => {
    expect(await out('arm', 'room-full', '--times', '2')).toBe('[default] joinMeetingRoom: room-full, 2 times\n')
    const outcomes = [await joined('abc-def-ghi'), await joined('abc-def-ghi'), await joined('abc-def-ghi')]
    expect(outcomes).toEqual(['room-full; forced', 'room-full; forced', 'joined-as-guest'])
    expect(await out('arm', '--status', '503', '--latency', '1s')).toBe(
      '[default] any operation: status 503, 1000 ms late, until cleared\n',
    )
    expect(await out('arm', '--clear')).toBe('[default] 1 disarmed\n')
    expect(await out('arm')).toBe('[default] nothing is armed\n')
    expect(await joined('abc-def-ghi')).toBe('joined-as-guest')
  })

  it('clock moves the time of a world that stands', async () => {
    await out('worlds', 'make', 'timed')
    expect(await out('clock', '--world', 'timed')).toBe('2026-03-03T10:30:00.000Z frozen\n')
    expect(await out('clock', 'advance', '5s', '--world', 'timed')).toBe('2026-03-03T10:30:05.000Z frozen\n')
    expect(await out('clock', 'set', '2030-01-01T00:00:00Z', '--world', 'timed')).toBe(
      '2030-01-01T00:00:00.000Z frozen\n',
    )
    expect(await out('clock', 'run', '--world', 'timed')).toMatch(/^2030-01-01T00:00:\S+ running\n$/)
  })

  it('reset begins a world again', async () => {
    await out('worlds', 'make', 'again')
    for (let guest = 0; guest < 2; guest++) await joined('one-lft-rom', 'again')
    expect(await joined('one-lft-rom', 'again')).toBe('room-full')
    expect(await out('reset', '--world', 'again')).toBe('[again] was reset\n')
    expect(await joined('one-lft-rom', 'again')).toBe('joined-as-guest')
  })

  it('log shows what was called in a world, when and by whom, by outcome too, and as JSON', async () => {
    await out('worlds', 'make', 'logged')
    await joined('lck-rom-now', 'logged')
    await joined('abc-def-ghi', 'logged')
    expect(await out('log', '--world', 'logged')).toBe(
      '10:30:00.000 [logged] POST /~logged/rooms/lck-rom-now/join 403 room-locked · locked by its host · by Jane\n' +
        '10:30:00.000 [logged] POST /~logged/rooms/abc-def-ghi/join 201 joined-as-guest · the caller has a seat as a guest · by Jane\n',
    )
    const line: { outcome?: string } = JSON.parse(
      await out('log', '--world', 'logged', '--outcome', 'room-locked', '--json'),
    )
    expect(line.outcome).toBe('room-locked')
  })

  it('log shows the last ten calls, the names of users, and how long an answer was held back', async () => {
    await out('worlds', 'make', 'long')
    for (let n = 0; n < 9; n++) await joined('lck-rom-now', 'long')
    await out('arm', 'joinLivechatRoom', '--latency', '5ms', '--world', 'long')
    for (let n = 0; n < 2; n++) await out('call', 'joinLivechatRoom', 'roomId=gMMeBpWyLeowCrzBv', '--world', 'long')
    const { out: shown, error } = await cli('log', '--world', 'long')
    expect(shown.split('\n')).toHaveLength(11)
    expect(shown).toMatch(/ · by agent · 5 ms late\n$/)
    expect(error).toBe('1 earlier; --last 1000 shows all that are kept\n')
    expect((await out('log', '--world', 'long', '-n', '11')).split('\n')).toHaveLength(12)
    expect((await out('log', '--world', 'long', '--json')).split('\n')).toHaveLength(12)
  })

  it('log names the room and the guest of a socket', async () => {
    await out('worlds', 'make', 'heard')
    using guest = await listen(`${server().url}/~heard`)
    await guest.ask('join-room', { code: 'lck-rom-now', guestName: 'Ann' })
    expect(await out('log', '--world', 'heard', '--outcome', 'room-locked')).toBe(
      '10:30:00.000 [heard] EVENT join-room lck-rom-now 403 room-locked · locked by its host · by Ann\n',
    )
  })

  it('the terminal of serve tells which world was called, and how worlds come and go', async () => {
    await joined('lck-rom-now', 'seen')
    await server().wrote('[seen] made on first use; its clock is frozen until you move it\n')
    await server().wrote('[seen] POST /~seen/rooms/lck-rom-now/join 403 room-locked')
  })
})

it('verify refuses an edition other than that of the greenroom at a URL', async () => {
  const { code, error } = await cli('verify', server().url, '--edition', '2022')
  expect([code, error]).toEqual([
    2,
    `the greenroom at ${server().url} serves the edition current, not 2022\n  Omit the edition, or start it with greenroom serve --edition 2022.\n`,
  ])
})

describe('bad input', () => {
  it.each([
    [
      ['set', 'meeting-room: [lokced]'],
      'Did you mean locked? Known: locked, full, last-seat, two-seats, inactive, unknown.',
    ],
    [['set', 'meting-room: [locked]'], 'Did you mean meeting-room?'],
    [['set', 'meeting-room'], 'is not a situation'],
    [['set', '{'], 'is not valid YAML'],
    [['set'], 'takes a situation'],
    [['arm', 'room-ful'], 'Did you mean room-full?'],
    [['arm', 'not-logged-in'], 'Write joinLivechatRoom/not-logged-in, or listLivechatRooms/not-logged-in'],
    [['arm', 'joinMeetingRom/room-full'], 'Did you mean joinMeetingRoom?'],
    [['arm', 'room-full', '--status', '503'], 'an outcome, --status and --reset are different answers'],
    [['arm', '--status', '404'], '--status takes 500 to 599, not 404'],
    [['arm', 'room-full', '--times', '0'], '--times must be >= 1'],
    [['clock', 'advance', 'soon'], 'soon is not a duration'],
    [['clock', 'set', 'noon'], 'noon is not a valid time'],
    [['clock', 'stop'], 'greenroom clock takes freeze, run'],
    [['reset', '--world', 'nowhere'], 'There is no world "nowhere"'],
    [['worlds', 'mak', 'x'], 'Did you mean make?'],
    [['clock', 'advance', '5'], 'Write 5s, 5ms, 5m or 5h.'],
    [['arm', '--latency', '2'], 'Write 2s, 2ms, 2m or 2h.'],
    [['worlds', 'make', 'a b'], 'Use up to 63 letters, digits and hyphens'],
    [['worlds', 'make', 'x', '--seed', 'busy:many'], 'there is no seed busy:many'],
    [['log', 'all'], 'unexpected argument all'],
    [['log', '--world', ''], '--world takes the name of a world, not ""\n  Use up to 63 letters'],
    [['rooms', '--world', 'a b'], '--world takes the name of a world'],
    [['worlds', '--port', '1'], 'no greenroom is running on this machine on port 1'],
    [['worlds', '--control-url', 'http://127.0.0.1:1'], 'url and token go together'],
    [['worlds', '--control-url', 'http://127.0.0.1:1', '--control-token', 'x'], 'no control plane answers at'],
  ] as const)('%j exits with 2 and says what to do', async (args, says) => {
    const ran = await cli(...args)
    expect([ran.code, ran.out]).toEqual([2, ''])
    expect(ran.error).toContain(says)
    expect(ran.error.trim().split('\n').length).toBeGreaterThan(1)
  })
})

describe('the run file', () => {
  const fileOf = (serving: Serving): string => join(folder(), 'greenroom', `${portOf(serving)}.json`)

  it('is for its owner alone, tells two servers apart by port, and goes with its server', async () => {
    const second = await serveCli([], env())
    await second.wrote('Ctrl-C')
    expect((await stat(fileOf(second))).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder(), 'greenroom'))).mode & 0o777).toBe(0o700)
    expect((await cli('worlds')).error).toContain('several greenrooms are running on this machine')
    await out('worlds', 'make', 'only-there', '--port', portOf(second))
    expect(await out('worlds', '--port', portOf(server()))).not.toContain('only-there')
    await second.stop()
    await expect(stat(fileOf(second))).rejects.toThrow('ENOENT')
    expect(await out('worlds')).toContain('default')
  })

  it('holds the token, which is nowhere else to be read', async () => {
    const { token }: { token: string } = JSON.parse(await readFile(fileOf(server()), 'utf8'))
    expect(token).toMatch(/^[0-9a-f]{64}$/)
    expect(server().written()).not.toContain(token)
  })
})

it('log -f shows calls as they come, and ends with the world that it follows', async () => {
  await out('worlds', 'make', 'followed')
  const following = startCli(['log', '--follow', '--world', 'followed'], env())
  await following.error.wrote('following; press Ctrl-C to stop\n')
  // It has yet to reach the server.
  const hangsAt = Date.now() + patience(60_000)
  while (following.out.text() === '' && Date.now() < hangsAt) await joined('end-rom-now', 'followed')
  await out('worlds', 'drop', 'followed')
  const { code, out: shown } = await following.ended
  expect(code).toBe(0)
  expect(shown).toContain(
    '[followed] POST /~followed/rooms/end-rom-now/join 400 room-inactive · the meeting is over · by Jane\n',
  )
  expect(shown).toMatch(/\[followed\] dropped\n$/)
})
