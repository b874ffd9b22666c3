import { describe, expect, it } from 'vitest'
import { brokenCase, caseResult, reportOf, runInfo } from '../../../tests/support/sample-report.ts'
import { createKnownSecrets } from '../../passive/secrets.ts'
import { exchangeItem, sightings } from '../../passive/testing/traffic.ts'
import { contractMask } from '../../passive/contract-parts.ts'
import type { Sighting } from '../../passive/model/sighting.ts'
import { watchCommand } from '../commands/watch.ts'
import { readInput } from '../read-input.ts'
import { jsonTeller, textTeller } from './watch-teller.ts'

const { cases: _cases, leastMs: _least, arranger: _arranger, ...run } = runInfo({ url: 'https://a.example/base' })
const PROXY = 'http://127.0.0.1:4020'
const LOCKED = { status: 403, body: { statusCode: 403, message: 'Room is locked' } }
function sighting(more: Partial<Sighting> = {}): Sighting {
  const [seen] = sightings([exchangeItem('POST', '/rooms/lck/join?x=1', LOCKED, { body: '{"guestName":"Jane"}' })])
  if (!seen) throw new Error('nothing was seen')
  return { ...seen, ...more }
}
const io = () => {
  const told: string[] = []
  return { told, io: { out: (text: string) => void told.push(text), error: () => {}, env: {} } }
}

describe('what a proxy sees, for people', () => {
  const text = (...args: string[]) => {
    const { told, io: own } = io()
    return { told, teller: textTeller(readInput(watchCommand, ['http://a', ...args], {}), own) }
  }

  it('begins with where it passes everything on to, unless it is to be quiet', () => {
    const { told, teller } = text()
    teller.begins(run, PROXY)
    expect(told.at(-1)).toBe(`${PROXY} passes everything on to https://a.example; Ctrl-C ends with the report\n`)
    const quiet = text('--quiet')
    quiet.teller.begins(run, PROXY)
    expect(quiet.told.join('')).not.toContain(PROXY)
  })

  it('has each outcome that is met for the first time, and each kind of breach in full', () => {
    const { told, teller } = text()
    teller.begins(run, PROXY)
    told.length = 0
    teller.saw(sighting(), caseResult({ transport: 'polling', at: 'call 7' }))
    teller.saw(sighting(), null)
    expect(told).toEqual(['met joinMeetingRoom/room-full (polling)  call 7\n'])
    teller.saw(sighting(), brokenCase())
    const rest = told.slice(1).join('')
    expect(rest).toMatch(/^✗ broken {2}joinMeetingRoom\/room-full {2}\(current, http\)\n {2}sent [^]*\n\n$/)
    expect(rest).not.toContain('met ')
    told.length = 0
    // Of how many calls it will be one is not known yet.
    teller.saw(sighting(), brokenCase({ verdict: 'differs' }))
    expect(told).toEqual([])
  })

  it('ends with the figures', () => {
    const { told, teller } = text('--quiet')
    const report = reportOf([brokenCase()])
    const tally = { add: () => null, results: () => [brokenCase()], met: () => [], judged: () => 1, unkept: () => 0 }
    const leftOut = { others: 0, lost: new Map<string, number>(), unread: 0 }
    teller.begins(run, PROXY)
    told.length = 0
    teller.ends({ run, tally, leftOut, faces: [], socketFaces: [], durationMs: 1, notes: [] }, report)
    expect(told.join('')).toBe(
      '0 held, 1 broken, 0 differ, 0 known, 0 blocked, 0 skipped = 1 case · coverage 0 % (0 of 0 outcomes) · 0.0 s\n',
    )
  })

  it('names the place of a call so that no log takes it for a command', () => {
    const { told, teller } = text()
    teller.begins(run, PROXY)
    told.length = 0
    teller.saw(sighting(), caseResult({ at: 'a\n::error::b' }))
    expect(told).toEqual(['met joinMeetingRoom/room-full  a⏎: :error::b\n'])
  })

  it('has breaches alone where it is to be quiet', () => {
    const { told, teller } = text('--quiet')
    teller.begins(run, PROXY)
    teller.saw(sighting(), caseResult())
    expect(told.join('')).toBe('')
    teller.saw(sighting(), brokenCase())
    expect(told.join('')).toMatch(/^✗ broken {2}joinMeetingRoom\/room-full {2}\(current, http\)\n/)
  })
})

describe('what a proxy sees, for programs', () => {
  const secrets = () => createKnownSecrets(['secret-of-agent'], contractMask('current', new Uint8Array(32)))
  const json = () => {
    const { told, io: own } = io()
    return { told, teller: jsonTeller(own, secrets()) }
  }
  const lines = (told: readonly string[]): unknown[] => told.map((line) => JSON.parse(line))

  it('begins with a line that says where it listens, and by what it judges', () => {
    const { told, teller } = json()
    teller.begins({ ...run, gate: 'inferred' }, PROXY)
    expect(lines(told)).toEqual([
      { ready: true, url: PROXY, target: 'https://a.example/base', edition: 'current', gate: 'all' },
    ])
    expect(told[0]?.endsWith('}\n')).toBe(true)
  })

  it('has a line for each call, however often it comes, without secrets', () => {
    const { told, teller } = json()
    const breach = { check: 'status', message: 'it says secret-of-agent', source: 'server' } as const
    const wrong = sighting({ breaches: [{ ...breach, pointer: null, sources: ['server'] }] })
    teller.saw(sighting(), caseResult())
    teller.saw(wrong, null)
    const { played } = sighting()
    const request = { ...played.request, target: '/rooms/lck/join?key=secret-of-agent' }
    teller.saw(sighting({ played: { ...played, request } }), null)
    const call = {
      place: 'exchange',
      operation: 'joinMeetingRoom',
      transport: 'http',
      method: 'POST',
      target: '/rooms/lck/join?x=1',
      status: 403,
      outcome: 'room-locked',
      ms: 1,
      breaches: [],
    }
    const [first, second, third] = lines(told)
    expect(first).toEqual(call)
    expect(second).toEqual({
      ...call,
      breaches: [{ check: 'status', source: 'server', says: 'it says [redacted]' }],
    })
    expect(third).toEqual({ ...call, target: '/rooms/lck/join?key=[redacted]' })
    expect(told.join('')).not.toContain('secret-of-agent')
  })

  it('says of a call without an answer or an outcome that it has none', () => {
    const { told, teller } = json()
    const { played } = sighting()
    teller.saw(sighting({ outcome: null, played: { ...played, answered: null } }), null)
    expect(lines(told)).toMatchObject([{ status: null, outcome: null, ms: null }])
  })

  it('ends with a line for the whole', () => {
    const { told, teller } = json()
    const tally = { add: () => null, results: () => [], met: () => [], judged: () => 0, unkept: () => 0 }
    const leftOut = { others: 0, lost: new Map<string, number>(), unread: 0 }
    teller.ends({ run, tally, leftOut, faces: [], socketFaces: [], durationMs: 1, notes: [] }, reportOf([brokenCase()]))
    expect(lines(told)).toMatchObject([{ met: [], breaches: [{ verdict: 'broken' }], notes: [] }])
  })
})
