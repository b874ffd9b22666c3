import { expect, it } from 'vitest'
import type { MeetingRoom, VideoCall } from '../contract/compiled/types.ts'
import { NO_PAINT } from '../report/paint.ts'
import type { Room, RoomPage } from './kinds.ts'
import { listText } from './list-text.ts'
import { livechatRow } from '../../tests/support/livechat-row.ts'
import { participantOf } from '../../tests/support/participant.ts'

const guest = (guestName: string) => participantOf({ guestName, joinedAt: '' })
const meeting = (code: string, change: Partial<MeetingRoom> = {}): Room => ({
  kind: 'meeting-room',
  row: {
    id: 'i',
    code,
    hostId: 'u1',
    isActive: true,
    isLocked: false,
    maxParticipants: 50,
    inside: [],
    past: [],
    ...change,
  },
})
const call = (id: string, change: Partial<VideoCall> = {}): Room => ({
  kind: 'call',
  row: { id, url: 'u', providerName: 'p', members: null, users: [], anonymousUsers: 0, ...change },
})
const text = (pages: readonly RoomPage[], paint = NO_PAINT): string => listText(pages, new Map(), paint)

it('rooms stand under the heading of their kind, in columns as wide as they need', () => {
  expect(
    text([
      {
        kind: 'meeting-room',
        total: 2,
        rooms: [
          meeting('a', { inside: [guest('Ada'), guest('Zoë')] }),
          meeting('longer', { isLocked: true, maxParticipants: 5 }),
        ],
      },
      { kind: 'livechat-room', total: 0, rooms: [] },
      { kind: 'call', total: 1, rooms: [call('c', { users: ['u7'] })] },
    ]),
  ).toBe(
    [
      'Meeting rooms 2',
      '  a       2/50  open    Ada, Zoë',
      '  longer   0/5  locked',
      '',
      'Livechat rooms 0',
      '',
      'Calls 1',
      '  c  1 user  open  u7',
      '',
    ].join('\n'),
  )
})

it('those that are left out are counted', () => {
  expect(text([{ kind: 'call', total: 4, rooms: [call('c')] }])).toBe(
    'Calls 4\n  c  0 users  open\n  3 more; --all lists up to 1000\n',
  )
  expect(text([])).toBe('')
})

it('an open or waiting room is green, any other yellow; what else there is, is bold or dim', () => {
  const paint = {
    ...NO_PAINT,
    bold: (each: string) => `<b>${each}</b>`,
    dim: (each: string) => `<i>${each}</i>`,
    green: (each: string) => `<g>${each}</g>`,
    yellow: (each: string) => `<y>${each}</y>`,
  }
  expect(
    text(
      [
        {
          kind: 'meeting-room',
          total: 3,
          rooms: [meeting('a', { inside: [guest('Ada')] }), meeting('b', { isActive: false })],
        },
        {
          kind: 'livechat-room',
          total: 2,
          rooms: [livechatRow('c'), livechatRow('d', { onHold: true })].map((row) => ({ kind: 'livechat-room', row })),
        },
      ],
      paint,
    ),
  ).toBe(
    [
      '<b>Meeting rooms</b> 3',
      '  a  1/50  <g>open    </g>  <i>Ada</i>',
      '  b  0/50  <y>inactive</y>  <i></i>',
      '  <i>1 more; --all lists up to 1000</i>',
      '',
      '<b>Livechat rooms</b> 2',
      '  c  1 user  <g>waiting         </g>  <i>Elsie Teng</i>',
      '  d  1 user  <y>waiting, on-hold</y>  <i>Elsie Teng</i>',
      '',
    ].join('\n'),
  )
})

it('no active character of a name takes effect', () => {
  expect(
    text([{ kind: 'meeting-room', total: 1, rooms: [meeting('a', { inside: [guest('x\u001b[2J\ny')] })] }]),
  ).toContain('x\\u001b[2J\\u000ay\n')
})
