import { describe, expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { seeds } from '../../contract/compiled/seeds.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import { toOverview } from '../../mock/overview/to-overview.ts'
import { NO_PAINT } from '../../report/paint.ts'
import { banner, type Doing, type ServerPlace } from './banner.ts'

const overview = toOverview({
  edition: 'current',
  seed: seeds.documented,
  faces: faces.current,
  socketFaces,
  baseUrl: 'http://127.0.0.1:4010',
})
const WHERE: ServerPlace = {
  url: 'http://127.0.0.1:4010',
  console: 'http://127.0.0.1:4011/console/#t',
  control: 'http://127.0.0.1:4011',
  portOption: '',
  runFile: '/run/4010.json',
}
const DOING: Doing = { inForce: [], playing: null, hasSockets: true, logins: ['agent', 'manager'] }
const text = (where: Partial<ServerPlace> = {}, doing: Partial<Doing> = {}): string =>
  banner(overview, { ...WHERE, ...where }, { ...DOING, ...doing }, NO_PAINT)

describe('the banner', () => {
  it('says where, what and how, in twenty lines at most', () => {
    const lines = text().split('\n')
    expect(lines.slice(0, 5)).toEqual([
      'greenroom is listening on http://127.0.0.1:4010',
      '  edition current · seed documented: the rooms, people and calls of the documents, and reserved rooms for each error',
      '  Every outcome, with a command: http://127.0.0.1:4010/ · State lives in memory and ends with the process.',
      '  Console http://127.0.0.1:4011/console/#t',
      '  Control plane http://127.0.0.1:4011, with the token in /run/4010.json',
    ])
    expect(lines.slice(lines.indexOf('Try'))).toEqual([
      'Try',
      `  curl -i -X POST 'http://127.0.0.1:4010/rooms/abc-def-ghi/join' -H 'Content-Type: application/json' -d '{"guestName":"Jane Smith"}'`,
      '  npx greenroom call joinLivechatRoom roomId=gMMeBpWyLeowCrzBv',
      '  npx greenroom call listLivechatRooms',
      '  npx greenroom call joinVideoConference callId=697887e3c8b0533020781a4a',
      `  io('http://127.0.0.1:4010').emit('join-room', { code: 'abc-def-ghi', guestName: 'Jane Smith' }, console.log)`,
      '',
      'Listening on http://127.0.0.1:4010 · Ctrl-C to stop',
      '',
      '',
    ])
    expect(lines.length).toBeLessThanOrEqual(22)
  })

  it('has one line for each subject, with data of one fact or none, and the names of identities alone', () => {
    const line = (name: string) =>
      text()
        .split('\n')
        .find((each) => each.startsWith(name))
    expect(line('call ')).toBe(
      'call          697887e3c8b0533020781a4a, 697887e3c8b05330207c105e private, 000000000000000000000000 unknown',
    )
    expect(line('identities')).toBe(
      'identities    agent, manager, no-permission, wrong-token, nobody, host, member, guest, expired-token; npx greenroom who has their credentials',
    )
    expect(text()).not.toContain('RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f')
    const two = { subject: 'x', facts: ['a', 'b'], values: { v: '1' }, says: '' }
    const again = { subject: 'x', facts: ['a'], values: { v: '2', w: '3' }, says: '' }
    const own = { ...overview, reserved: [two, again, { ...again, values: { v: '4' } }] }
    expect(banner(own, WHERE, DOING, NO_PAINT)).toContain('\nx             2 3 a\n')
  })

  it('shows how to join a room by a socket, one that can be joined, if there are sockets and such a room', () => {
    const room = (code: string, facts: readonly string[]) => ({
      subject: 'meeting-room',
      facts,
      values: { code },
      says: '',
    })
    const shown = (...reserved: ReturnType<typeof room>[]) => banner({ ...overview, reserved }, WHERE, DOING, NO_PAINT)
    expect(shown(room('lck', ['locked']), room('opn', []))).toContain(
      "  io('http://127.0.0.1:4010').emit('join-room', { code: 'opn', guestName: 'Jane Smith' }, console.log)\n",
    )
    expect(shown(room('lck', ['locked']))).not.toContain('io(')
    expect(text({}, { hasSockets: false })).not.toContain('io(')
  })

  it('names those who can log in, without their passwords, and not all of very many', () => {
    const row = (logins: readonly string[], where: Partial<ServerPlace> = {}) =>
      text(where, { logins })
        .split('\n')
        .find((each) => each.startsWith('logins'))
    expect(row(['agent', 'manager'])).toBe('logins        agent, manager; npx greenroom who has their passwords')
    expect(row(['agent'], { portOption: ' --port 5' })).toContain('npx greenroom who --port 5 has')
    expect(row(['agent'], { control: null })).toBe('logins        agent')
    expect(row([])).toBe(undefined)
    expect(row([...'abcdefgh'], { control: null })).toBe('logins        a, b, c, d, e, f, g, h')
    expect(row([...'abcdefghi'], { control: null })).toBe('logins        a, b, c, d, e, f, g, h, …')
  })

  it('without a control plane has neither it nor what needs it', () => {
    const alone = text({ control: null })
    expect(alone).not.toContain('Console')
    expect(alone).not.toContain('greenroom who')
    expect(alone).toContain('X-Auth-Token: ')
  })

  it('says what is in force, names another port, and joins by a socket only where there are any', () => {
    expect(text()).not.toContain('In force')
    expect(text({}, { inForce: ['edition 2022', 'no limits'] })).toContain('\n  In force: edition 2022 · no limits\n')
    expect(text({ portOption: ' --port 5' })).toContain('; npx greenroom who --port 5 has their credentials')
    const socket = `  io('http://127.0.0.1:4010').emit('join-room', { code: 'abc-def-ghi', guestName: 'Jane Smith' }, console.log)\n`
    expect([text().includes(socket), text({}, { hasSockets: false }).includes('.emit(')]).toEqual([true, false])
    const bare = { ...overview, reserved: [] }
    expect(banner(bare, WHERE, DOING, NO_PAINT)).not.toContain('.emit(')
  })

  it('shows the scenario that plays, its values and how to take part', () => {
    const playing = {
      name: 'last-seat',
      about: 'Two guests.',
      speed: 1,
      values: { code: 'abc' },
      joins: ['curl a', 'io(b)'],
    }
    expect(text({}, { playing })).toContain(
      '\nScenario last-seat · code abc\n  Two guests.\n  curl a\n  io(b)\n\nListening',
    )
    for (const speed of [10, 0.5])
      expect(text({}, { playing: { ...playing, speed, values: {} } })).toContain(
        `\nScenario last-seat · speed ${speed}\n`,
      )
  })
})
