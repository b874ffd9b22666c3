import { describe, expect, it } from 'vitest'
import { ADMIN_API } from '../../rocket-chat/ask-api.ts'
import type { Found } from '../../verifier/look.ts'
import { draftFor, type DraftAsked } from './draft.ts'

const ASKED: DraftAsked = { url: 'https://chat.example.org:8443/base', edition: 'current', api: null }
const FOUND: Found = {
  lacking: [],
  prefixes: { 'meeting-rooms': '/api' },
  transports: ['websocket'],
  obstacle: null,
  unreachable: null,
  answers: [
    {
      api: 'meeting-rooms',
      operation: 'joinMeetingRoom',
      prefix: '/api',
      received: { status: 400, headers: [], body: '', ms: 1 },
    },
  ],
}
const draft = (asked: Partial<DraftAsked> = {}, found: Found | null = null): string =>
  draftFor({ ...ASKED, ...asked }, found, null)

describe('a target file that is drafted', () => {
  it('is about every API where nothing is known, and named by its host', () => {
    const text = draft()
    for (const part of ['joinMeetingRoom', 'joinLivechatRoom', 'chat.example.org:8443', 'edition: "current"'])
      expect(text).toContain(part)
    expect(text).toContain('admin')
  })

  it('is about the API that was asked for, or those that were found', () => {
    expect(draft({ api: 'rocket-chat' })).not.toContain('joinMeetingRoom')
    expect(draft({ api: 'rocket-chat' })).toContain('admin')
    const found = draft({}, FOUND)
    expect(found).toContain('joinMeetingRoom')
    expect(found).not.toContain('joinLivechatRoom')
    expect(found).toContain('meeting-rooms: /api')
    expect(draft({ api: 'rocket-chat' }, FOUND)).not.toContain('joinMeetingRoom')
    expect(ADMIN_API).toBe('rocket-chat')
  })

  it('is of its edition', () => expect(draft({ edition: '8.0' })).toContain('edition: "8.0"'))

  it('has what each role is for', () => {
    expect(draft({ api: 'meeting-rooms' })).toContain('host')
    expect(draft({ api: 'meeting-rooms' })).not.toContain('manager')
  })
})
