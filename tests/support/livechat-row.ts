import type { LivechatRoom } from '../../src/contract/compiled/types.ts'

/** A livechat room that waits for an agent, with a test's differences. */
export const livechatRow = (_id: string, more: Partial<LivechatRoom> = {}): LivechatRoom => ({
  _id,
  msgs: 1,
  usersCount: 1,
  lm: '2026-03-03T10:00:00.000Z',
  fname: 'Elsie Teng',
  t: 'l',
  ts: '2026-03-03T10:00:00.000Z',
  v: { _id: 'visitor', username: 'guest-1', token: 'token', status: 'online' },
  cl: false,
  open: true,
  _updatedAt: '2026-03-03T10:00:00.000Z',
  lastMessage: {
    _id: 'message',
    rid: _id,
    msg: 'Hello',
    ts: '2026-03-03T10:00:00.000Z',
    u: { _id: 'visitor', username: 'guest-1', name: 'Elsie Teng' },
    _updatedAt: '2026-03-03T10:00:00.000Z',
    urls: [],
    mentions: [],
    channels: [],
    md: [],
  },
  metrics: {
    reaction: { fd: '2026-03-03T10:00:00.000Z', ft: 0, tt: 0 },
    response: { avg: 0, fd: '2026-03-03T10:00:00.000Z', ft: 0, total: 1, tt: 0 },
  },
  ...more,
})
