import { describe, expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import type { Arranger } from '../model/arranger.ts'
import { knownWhyNot, type KnownBefore } from './blocked.ts'
import type { Target } from '../model/target.ts'
import type { Transport } from '../model/transport.ts'
import type { Planned } from './plan.ts'
import { onWebSocket, planned, plannedOf } from '../testing/answers.ts'
import { createTestArranger, target } from '../testing/runs.ts'
import { inVain } from '../run/preflight/http.ts'

const parts = (
  more: Partial<Omit<KnownBefore, 'target'>> & { readonly target?: Partial<Target> } = {},
): KnownBefore => ({
  arranger: createTestArranger(false),
  allowMutating: [],
  faces: faces.current,
  ...more,
  target: { ...target, ...more.target },
})
const why = (id: string, more: Parameters<typeof parts>[0] = {}) => knownWhyNot(parts(more))(plannedOf(id))
const JOINED = 'joinLivechatRoom/joined'
const LISTED = 'listLivechatRooms/listed'

describe('what keeps a case from being sent', () => {
  it('is nothing on a target with everything, but for instants within a window and queries beside the scope', () => {
    const kept = planned.flatMap((each) => knownWhyNot(parts())(each) ?? [])
    expect(new Set(kept.map(({ kind }) => kind))).toEqual(new Set(['situation', 'safety']))
    expect(kept.length).toBeLessThan(planned.length / 4)
    for (const each of planned) expect(knownWhyNot(parts({ arranger: createTestArranger() }))(each)).toBeNull()
  })

  it('is its safety before all else: what changes something off this machine, or bears credentials in the open', () => {
    const far = { url: 'https://chat.example.org' }
    const changes = {
      kind: 'safety',
      reason: 'it changes what is on chat.example.org; --allow-mutating=chat.example.org allows it',
    }
    expect(why(JOINED, { target: far })).toEqual(changes)
    expect(why(JOINED, { target: far, arranger: createTestArranger() })).toEqual(changes)
    expect(why(JOINED, { target: { ...far, identities: {}, scope: null } })).toEqual(changes)
    expect(why(JOINED, { target: far, allowMutating: ['chat.example.org'] })).toBeNull()
    expect(why('joinLivechatRoom/invalid-room', { target: far })).toBeNull()
    const bare = { url: 'http://chat.example.org', secrets: ['secret-token-of-agent'], identities: target.identities }
    expect(why('joinLivechatRoom/invalid-room', { target: bare })).toEqual({
      kind: 'safety',
      reason: 'its credentials would be sent unencrypted: chat.example.org is called by http:, not https:',
    })
  })

  it('is who is to call, unless a hook may bring credentials along', () => {
    const { agent: _agent, ...identities } = target.identities
    const lacking = { identities, missing: { agent: 'CHAT_TOKEN is not set' } }
    expect(why(JOINED, { target: lacking })).toEqual({ kind: 'identity', reason: 'agent: CHAT_TOKEN is not set' })
    const hook: Arranger = { ...createTestArranger(false), name: 'hook' }
    expect(why(JOINED, { target: lacking, arranger: hook })).toBeNull()
  })

  it('is a situation that nothing brings about', () => {
    const arranger: Arranger = {
      ...createTestArranger(false),
      lacks: ({ id }) => (id === JOINED ? 'no such room' : null),
    }
    expect(why(JOINED, { arranger })).toEqual({ kind: 'situation', reason: 'no such room' })
    expect(why('joinLivechatRoom/invalid-room', { arranger })).toBeNull()
    expect(why(JOINED, { arranger: { ...arranger, isolated: true } })).toBeNull()
  })

  it('is a list without a scope, also beside the main call', () => {
    const reason = 'lists are sent only within a scope: name one in the target file'
    for (const id of [LISTED, 'joinLivechatRoom/joined:twice'])
      expect(why(id, { target: { scope: null } })).toEqual({ kind: 'safety', reason })
    expect(why(JOINED, { target: { scope: null } })).toBeNull()
  })

  it('is an instant within a window', () => {
    const id = 'joinVideoConference/rate-limited:shortly-before-the-end'
    expect(why(id)).toEqual({
      kind: 'situation',
      reason: 'it needs a clock that can be moved: over a network, no call can hit an instant within a window',
    })
  })
})

describe('a case on sockets', () => {
  const blocked = (one: Planned, ...transports: readonly Transport[]) =>
    knownWhyNot(parts({ arranger: createTestArranger(), target: { transports } }))(one)

  it.each([
    'joinMeetingRoom/room-full:seat-taken-over-http',
    'joinMeetingRoom/room-full:seat-taken-on-a-socket',
    'lockMeetingRoom/lock-changed:over-http',
  ])('with a call over HTTP is not sent where the target is not called so: %s', (id) => {
    expect(blocked(onWebSocket(id), 'websocket')).toEqual({
      kind: 'transport',
      reason: 'one of its calls uses HTTP, which is not among the transports of the target',
    })
    expect(blocked(onWebSocket(id), 'websocket', 'http')).toBeNull()
  })

  it('alone needs no HTTP, and a case over HTTP no sockets', () => {
    expect(blocked(onWebSocket('joinMeetingRoom/room-full'), 'websocket')).toBeNull()
    const overHttp = {
      ...plannedOf(JOINED),
      testCase: onWebSocket('joinMeetingRoom/joined-as-guest:over-http-is-heard').testCase,
    }
    expect(blocked(overHttp, 'websocket')).toBeNull()
  })
})

describe('a preflight', () => {
  const found = {
    unreachable: null,
    refused: new Map([['manager', 'r']]),
    usable: [],
    routeless: new Map([['joinMeetingRoom', 'no route']]),
    obstacle: null,
  }

  it('keeps back what calls as somebody refused, also beside the main call, and what has no route', () => {
    const blocks = inVain(found)
    expect(blocks(plannedOf(LISTED))).toEqual({ kind: 'identity', reason: 'the target rejects manager' })
    expect(blocks(plannedOf('joinLivechatRoom/joined:twice'))).toMatchObject({ kind: 'identity' })
    expect(blocks(plannedOf(JOINED))).toBeNull()
    expect(blocks(plannedOf('joinMeetingRoom/room-full'))).toEqual({ kind: 'transport', reason: 'no route' })
  })
})
