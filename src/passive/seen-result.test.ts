import { describe, expect, it } from 'vitest'
import { faces } from '../contract/compiled/faces.ts'
import { breach, type Breach } from '../verify/judge/checks/breach.ts'
import { contractMask } from './contract-parts.ts'
import type { Sighting } from './model/sighting.ts'
import { createKnownSecrets } from './secrets.ts'
import { seenResult, type SeenResultParts } from './seen-result.ts'
import { ENTERED, exchangeItem, sightings, socketItems } from './testing/traffic.ts'

const LOCKED = { status: 403, body: { statusCode: 403, message: 'Room is locked', lockedBy: 'Joe Smith' } }

/** A call that met `room-locked`, at a server of this machine, or elsewhere. */
function locked(more: Partial<Sighting> = {}, host = 'http://127.0.0.1:4010'): Sighting {
  const headers = [['authorization', 'Bearer secret-of-jane']] as const
  const url = `${host}/rooms/name-of-room/join`
  const [seen] = sightings([exchangeItem('POST', url, LOCKED, { headers, body: '{"guestName":"Jane Smith"}' })])
  if (!seen) throw new Error('nothing was seen')
  return { ...seen, breaches: [], ...more }
}
const wrong = (...sources: readonly string[]): Breach => breach('it is wrong', { check: 'body', sources })
const mask = contractMask('current', new Uint8Array(32))
const parts = (more: Partial<SeenResultParts> = {}): SeenResultParts => ({
  edition: 'current',
  gate: 'server',
  secrets: createKnownSecrets([], mask),
  keepBodies: false,
  ...more,
})

describe('the result of a sighting', () => {
  it('is held where nothing is wrong: it has its place, and no exchange to show', () => {
    const seen = locked()
    expect(seenResult(seen, 3, parts())).toEqual({
      id: 'joinMeetingRoom/room-locked',
      edition: 'current',
      operation: 'joinMeetingRoom',
      outcome: 'room-locked',
      transport: 'http',
      source: 'document',
      sources: seen.outcome?.sources,
      verdict: 'held',
      kind: null,
      reason: null,
      findings: [],
      notes: [],
      extra: [],
      answeredAs: null,
      attempts: 1,
      ms: 1,
      exchanges: [],
      deviates: null,
      calls: 1,
      at: 'exchange',
      contractAt: seen.outcome?.at,
      reproduce: { target: null, mock: null },
    })
  })

  it('shows only so much of its body as is asked for, and no long value', () => {
    const long = { ...wrong('server'), actual: { message: 'x'.repeat(9000), statusCode: 1 } }
    const { exchanges, findings } = seenResult(locked({ breaches: [long] }), 1, parts({ mostShown: 10 }))
    expect([exchanges[0]?.answer?.body, findings[0]?.actual]).toEqual([
      '{"statusCo',
      '{"message":"… a text of 9000 characters","statusCode":1}',
    ])
  })

  it('has a number where something is wrong, its findings, its exchange, and the command that shows the right one', () => {
    const broken = seenResult(locked({ breaches: [wrong('server')], notes: ['seen by secret-of-jane'] }), 3, parts())
    expect(broken).toMatchObject({
      id: 'joinMeetingRoom/room-locked:seen-3',
      verdict: 'broken',
      findings: [{ check: 'body', call: 1, message: 'it is wrong', source: 'server' }],
      exchanges: [{ method: 'POST', target: '/rooms/name-of-room/join' }],
      reproduce: { mock: 'npx greenroom show joinMeetingRoom/room-locked' },
    })
    expect(broken.notes).toEqual(['seen by [redacted]'])
  })

  it('differs where all that is wrong is stated by less than the gate', () => {
    const verdict = (...breaches: readonly Breach[]) =>
      seenResult(locked({ breaches }), 1, parts({ gate: 'document' })).verdict
    expect(verdict(wrong('server'), wrong('inferred'))).toBe('differs')
    expect(verdict(wrong('server'), wrong('001_x.txt#Errors'))).toBe('broken')
  })

  it('without a near outcome has its operation’s place, and the sources of what is wrong, each once', () => {
    const breaches = [wrong('server', '001_x.txt#A'), wrong('server')]
    const seen = locked({ outcome: null, breaches })
    expect(seenResult(seen, 1, parts())).toMatchObject({
      id: 'joinMeetingRoom/undocumented:seen-1',
      outcome: 'undocumented',
      sources: ['server', '001_x.txt#A'],
      source: 'server',
      contractAt: seen.face.at,
      reproduce: { mock: null },
    })
  })

  it('without an answer took no time', () => {
    const { played } = locked()
    expect(seenResult(locked({ played: { ...played, answered: null } }), 1, parts()).ms).toBe(0)
  })

  it('has a command for the edition and the transport that were seen', () => {
    const face = faces['2022'].find(({ operation }) => operation === 'joinMeetingRoom')
    if (!face) throw new Error('no face')
    const command = (more: Partial<Sighting>) =>
      seenResult(locked({ breaches: [wrong('server')], ...more }), 1, parts()).reproduce.mock
    expect(command({ face: { ...face, edition: '2022' } })).toBe(
      'npx greenroom show joinMeetingRoom/room-locked --edition 2022',
    )
    for (const transport of ['polling', 'websocket', 'upgraded'] as const)
      expect(command({ transport })).toBe('npx greenroom show joinMeetingRoom/room-locked --as socket')
  })

  it('of a call on a socket shows its packets', () => {
    const [entered] = sightings(socketItems(ENTERED))
    if (!entered) throw new Error('nothing was seen')
    const [exchange] = seenResult({ ...entered, breaches: [wrong('server')] }, 1, parts()).exchanges
    expect(exchange).toMatchObject({ method: 'CONNECT', packets: [expect.stringContaining('connect')] })
  })

  it('masks the data of servers elsewhere, unless bodies are to be kept, and never shows a secret', () => {
    const shown = (host: string, keepBodies: boolean): string =>
      JSON.stringify(seenResult(locked({ breaches: [wrong('server')] }, host), 1, parts({ keepBodies })).exchanges)
    const [here, there, kept] = [
      shown('http://127.0.0.1:4010', false),
      shown('https://a.example', false),
      shown('https://a.example', true),
    ]
    expect([here, there, kept].map((each) => each.includes('Joe Smith'))).toEqual([true, false, true])
    for (const each of [here, there, kept]) expect(each).not.toContain('secret-of-jane')
  })
})
