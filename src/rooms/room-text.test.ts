import { describe, expect, it } from 'vitest'
import { seeds } from '../contract/compiled/seeds.ts'
import type { MeetingRoom, Participant, VideoCall } from '../contract/compiled/types.ts'
import { NO_PAINT, type Paint } from '../report/paint.ts'
import type { Room } from './kinds.ts'
import { roomText } from './room-text.ts'
import { participantOf } from '../../tests/support/participant.ts'

const NAMES = new Map([['u1', 'ann']])
const text = (room: Room, paint: Paint = NO_PAINT): string => roomText(room, NAMES, paint)
const person = (change: Partial<Participant>) => participantOf({ ...change })

describe('a meeting room', () => {
  const of = (change: Partial<MeetingRoom>): Room => ({
    kind: 'meeting-room',
    row: {
      id: 'i1',
      code: 'abc-def-ghi',
      hostId: 'u1',
      isActive: true,
      isLocked: false,
      maxParticipants: 5,
      inside: [],
      past: [],
      ...change,
    },
  })

  it('is told with its host, who is inside since when, and the last five who left', () => {
    const past = Array.from({ length: 7 }, (_, n) =>
      person(n === 6 ? { userId: 'u1', isHost: true, leftAt: 'last' } : { guestName: `G${n}`, leftAt: `at ${n}` }),
    )
    expect(
      text(
        of({ isLocked: true, inside: [person({ userId: 'u1', isHost: true }), person({ guestName: 'Zoë' })], past }),
      ),
    ).toBe(
      [
        'abc-def-ghi meeting-room, 2/5, locked',
        '  id      i1',
        '  host    ann',
        '  inside  ann (host), a user since 2026-03-03T10:30:00.000Z',
        '  inside  Zoë, a guest since 2026-03-03T10:30:00.000Z',
        '  left    G2 at at 2',
        '  left    G3 at at 3',
        '  left    G4 at at 4',
        '  left    G5 at at 5',
        '  left    ann (host) at last',
        '',
      ].join('\n'),
    )
  })

  it('that is empty has few lines; a host who is not known is told by id', () => {
    expect(text(of({ hostId: 'u9' }))).toBe('abc-def-ghi meeting-room, 0/5, open\n  id    i1\n  host  u9\n')
  })

  it('shows no active character that somebody put into a name', () => {
    const evil = text(of({ inside: [person({ guestName: 'a\u001b[31m\nb' })] }))
    expect(evil).toContain('a\\u001b[31m\\u000ab')
    expect(evil.split('\n')).toHaveLength(5)
  })

  it('is painted: its key bold, its labels dim', () => {
    const paint = { ...NO_PAINT, bold: (each: string) => `<b>${each}</b>`, dim: (each: string) => `<i>${each}</i>` }
    expect(text(of({}), paint)).toBe(
      '<b>abc-def-ghi</b> meeting-room, 0/5, open\n  <i>id  </i>  i1\n  <i>host</i>  ann\n',
    )
  })
})

describe('a livechat room', () => {
  const [given] = seeds.documented.livechatRooms
  if (given === undefined) throw new Error('the documented seed has no livechat room')
  const row = { ...given, _id: 'r1', fname: 'Elsie Teng', msgs: 2, ts: 'then' }

  it('is told without what it lacks', () => {
    expect(text({ kind: 'livechat-room', row })).toBe(
      [
        'r1 livechat-room, 1 user, waiting',
        '  visitor   Elsie Teng',
        '  messages  2',
        '  last      Hello there',
        '  began     then',
        '',
      ].join('\n'),
    )
  })

  it('is told with its agent, department, tags and end', () => {
    const { open: _open, ...closed } = row
    const full = text({
      kind: 'livechat-room',
      row: {
        ...closed,
        servedBy: { _id: 'u1', username: 'ann' },
        department: { _id: 'd', name: 'Sales' },
        departmentId: 'd',
        tags: ['vip', 'late'],
        closedAt: 'now',
      },
    })
    for (const line of ['served by   ann', 'department  Sales', 'tags        vip, late', 'closed      now'])
      expect(full).toContain(`\n  ${line}\n`)
    expect(text({ kind: 'livechat-room', row: { ...row, departmentId: 'd' } })).toContain('  department  d\n')
  })
})

it('a call is told with its address, who may see it, and who joined', () => {
  const of = (change: Partial<VideoCall>): string =>
    text({
      kind: 'call',
      row: {
        id: 'c',
        url: 'http://g.co',
        providerName: 'meet',
        members: null,
        users: [],
        anonymousUsers: 0,
        ...change,
      },
    })
  expect(of({})).toBe('c call, 0 users, open\n  url       http://g.co\n  provider  meet\n')
  expect(of({ members: ['u1', 'u9'], users: ['u1', 'u8'], anonymousUsers: 2 })).toBe(
    [
      'c call, 4 users, private to ann, u9',
      '  url        http://g.co',
      '  provider   meet',
      '  members    ann, u9',
      '  users      ann, u8',
      '  anonymous  2',
      '',
    ].join('\n'),
  )
})
