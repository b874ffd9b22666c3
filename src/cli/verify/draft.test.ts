import { describe, expect, it } from 'vitest'
import { cases } from '../../contract/compiled/cases.js'
import { precedenceCases } from '../../contract/compiled/precedence.js'
import type { Case } from '../../contract/model/case.ts'
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
const OF_ROCKET_CHAT = ['joinLivechatRoom', 'listLivechatRooms', 'joinVideoConference']
/** How many cases of the current edition there are of these. */
const counted = (wanted: (each: Case) => boolean): number =>
  [...cases, ...precedenceCases].filter((each) => each.editions.includes('current') && wanted(each)).length
const draft = (asked: Partial<DraftAsked> = {}, found: Found | null = null): string =>
  draftFor({ ...ASKED, ...asked }, found, null)

describe('a target file that is drafted', () => {
  it('is about every API where nothing is known, and named by its host', () => {
    const text = draft()
    for (const part of ['joinMeetingRoom', 'joinLivechatRoom', 'lockMeetingRoom', '\nadmin:\n'])
      expect(text).toContain(part)
    expect(text).toMatch(
      /\nurl: "https:\/\/chat\.example\.org:8443\/base"\nname: "chat\.example\.org:8443"\n\n[^]*\nauthority: \{ edition: "current", gate: document \}\n/,
    )
    expect(draft({ api: 'meeting-rooms' })).not.toContain('\nadmin:\n')
    expect(text).toMatch(/^# What `/)
    expect(draftFor(ASKED, null, '../target.schema.yaml')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/target\.schema\.yaml\n# What `/,
    )
    // Cases of precedence count, too, and none of another API.
    expect(/ (\d+) cases could be played/.exec(text)?.[1]).toBe(String(counted(() => true)))
    expect(/ (\d+) cases could be played/.exec(draft({ api: 'rocket-chat' }))?.[1]).toBe(
      String(counted(({ operation }) => OF_ROCKET_CHAT.includes(operation))),
    )
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
