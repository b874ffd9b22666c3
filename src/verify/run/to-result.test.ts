import { describe, expect, it } from 'vitest'
import { toFinding } from '../judge/checks/breach.ts'
import { judge } from '../judge/judge.ts'
import { createMask } from '../redact/mask.ts'
import type { Source } from '../model/finding.ts'
import { type Deviation, deviationKey } from '../model/target.ts'
import { callsOf } from '../plan/plan.ts'
import { answer, planned, plannedOf, type Differing } from '../testing/answers.ts'
import { toResult, unplayed, type ResultParts } from './to-result.ts'
import { createRedaction } from '../redact/redaction.ts'
import type { Attempt } from '../play/played.ts'

const ID = 'joinLivechatRoom/room-closed'
const SECRET = 'a-token-of-nobody-at-all'
const went = { attempts: 1, ms: 3 }

const parts = (more: Partial<ResultParts> = {}): ResultParts => ({
  edition: 'current',
  gate: 'inferred',
  deviations: new Map(),
  today: '2026-03-31',
  redaction: createRedaction([SECRET], null),
  reproduce: () => ({ target: 'a line', mock: 'another' }),
  ...more,
})

function attempt(id: string, differing: Differing = {}): Attempt {
  const answered = answer(id, differing)
  const headers = { 'X-Auth-Token': SECRET }
  const request = { method: 'GET', target: `/?t=${SECRET}`, headers, body: null }
  return {
    kind: 'judged',
    calls: [{ call: answered.call, request, answered, judgement: judge(answered), packets: [] }],
  }
}

const result = (differing: Differing = {}, more: Partial<ResultParts> = {}) =>
  toResult(plannedOf(ID), attempt(ID, differing), went, parts(more))

const OTHER = { status: 400, body: '{"success":false,"error":"error-room-closed"}' }
const recorded = (more: Partial<Deviation> = {}): Partial<ResultParts> => {
  const findings = [{ check: 'body', at: '/error', found: 'error-room-closed' }] as const
  return {
    deviations: new Map([
      [
        deviationKey(ID, 'http'),
        { case: ID, findings, reason: 'older server', until: '2026-03-31', at: 'f.yaml:3', ...more },
      ],
    ]),
  }
}

describe('a verdict', () => {
  it('is held where nothing is wrong, with nothing to look at', () => {
    expect(result()).toMatchObject({
      id: ID,
      edition: 'current',
      operation: 'joinLivechatRoom',
      outcome: 'room-closed',
      transport: 'http',
      verdict: 'held',
      exchanges: [],
      findings: [],
      deviates: null,
      reproduce: { target: null, mock: null },
    })
  })

  it.each<[Source, string]>([
    ['document', 'differs'],
    ['server', 'broken'],
    ['inferred', 'broken'],
  ])('of a breach that rests on the real server, with the gate at %s, is %s', (gate, verdict) => {
    expect(plannedOf(ID).source).toBe('server')
    expect(result(OTHER, { gate })).toMatchObject({ verdict, reproduce: { target: 'a line', mock: 'another' } })
  })

  it('of a recorded deviation is known until its day is past, and broken where the target answers otherwise', () => {
    expect(result(OTHER, recorded())).toMatchObject({
      verdict: 'known',
      reason: 'older server (until 2026-03-31, f.yaml:3)',
      deviates: { accepted: { reason: 'older server', until: '2026-03-31' } },
    })
    expect(result(OTHER).deviates?.accepted).toBeNull()
    expect(result(OTHER, { ...recorded(), today: '2026-04-01' })).toMatchObject({
      verdict: 'broken',
      reason: 'the deviation was only accepted until 2026-03-31 (f.yaml:3)',
    })
    const otherwise = { ...OTHER, body: OTHER.body.replace('closed', 'Closed') }
    expect(result(otherwise, { ...recorded(), gate: 'document' })).toMatchObject({
      verdict: 'broken',
      reason:
        'it deviates in ways not recorded in f.yaml:3: body at /error is "error-room-Closed", not "error-room-closed"',
      notes: [],
    })
  })

  it('of a deviation of which a part is gone stays known, with a note of the place of its record', () => {
    const findings = [
      { check: 'body', at: '/error', found: 'error-room-closed' },
      { check: 'media-type', found: 'text/html' },
    ] as const
    const notes = ['f.yaml:3 records a deviation that no longer occurs: media-type is "text/html"']
    expect(result(OTHER, recorded({ findings }))).toMatchObject({ verdict: 'known', notes })
    expect(result(OTHER, { ...recorded({ findings }), today: '2026-04-01' })).toMatchObject({
      verdict: 'broken',
      notes,
    })
  })

  it('of a deviation in ways that are not recorded names three of them', () => {
    const { calls } = attempt(ID, { status: 409, body: '{"success":"no","error":"Closed"}' })
    const twice: Attempt = { kind: 'judged', calls: [...calls, ...calls] }
    const { reason, deviates } = toResult(plannedOf(ID), twice, went, parts(recorded({ findings: [] })))
    expect([deviates?.findings.length, reason?.split('; ').length]).toEqual([6, 3])
  })

  it('looks like another outcome where the first call that deviates does, also if the last call is right', () => {
    const { calls } = attempt(ID)
    const second = attempt(ID, { body: answer('joinLivechatRoom/invalid-room').received.body }).calls
    const { answeredAs, findings } = toResult(
      plannedOf(ID),
      { kind: 'judged', calls: [...calls, ...second, ...calls] },
      went,
      parts(),
    )
    expect([answeredAs, new Set(findings.map(({ call }) => call))]).toEqual(['invalid-room', new Set([2])])
  })

  it('counts calls from the first on, also those that nobody judged', () => {
    const [call] = attempt(ID, OTHER).calls
    if (!call) throw new Error('there is no call')
    const calls = [{ ...call, answered: null, judgement: null }, call, call]
    const { findings } = toResult(plannedOf(ID), { kind: 'judged', calls }, went, parts())
    expect([...new Set(findings.map((finding) => finding.call))]).toEqual([2, 3])
  })

  it('of a deviation that is gone is held, with a note to delete the line', () => {
    expect(result({}, recorded())).toMatchObject({ verdict: 'held', notes: ['it holds again: delete f.yaml:3'] })
    expect(JSON.stringify(result({}, recorded({ at: `${SECRET}.yaml:3` })))).not.toContain(SECRET)
  })

  it('is blocked where the case could not be judged, whatever is recorded', () => {
    const trouble = { kind: 'timeout', message: `no answer to ${SECRET}` } as const
    const away = toResult(plannedOf(ID), { kind: 'trouble', trouble, calls: [] }, went, parts(recorded()))
    expect(away).toMatchObject({ verdict: 'blocked', kind: 'environment', reason: expect.not.stringContaining(SECRET) })
    const kept = { kind: 'blocked', why: 'situation', reason: 'no room', calls: [] } as const
    expect(toResult(plannedOf(ID), kept, went, parts())).toMatchObject({
      verdict: 'blocked',
      kind: 'situation',
      reason: 'no room',
    })
    expect(
      unplayed(plannedOf(ID), { verdict: 'blocked', kind: 'safety', reason: SECRET }, parts()).reason,
    ).not.toContain(SECRET)
  })

  it('notes what is more than documented, and no more than ten of it', () => {
    const members = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`m${index}`, 1]))
    const body = JSON.stringify({ ...JSON.parse(answer(ID).outcome.example), ...members })
    expect(result({ body }).notes).toEqual([
      `more than documented: ${Array.from({ length: 10 }, (_, index) => `/m${index}`).join(', ')}`,
    ])
  })

  it('notes what is more once, as it came, and records it in order', () => {
    const body = JSON.stringify({ ...JSON.parse(answer(ID).outcome.example), b: 1, a: 1 })
    const [once] = attempt(ID, { body }).calls
    if (!once) throw new Error('there is no call')
    const twice = toResult(plannedOf(ID), { kind: 'judged', calls: [once, once] }, went, parts())
    expect([twice.notes, twice.extra]).toEqual([['more than documented: /b, /a'], ['/a', '/b']])
  })
})

it('a result has the places of its case and of its outcome, and how many calls that has', () => {
  const two = planned.find(({ testCase }) => callsOf(testCase).length > 1)
  if (!two) throw new Error('a case has several calls')
  const { at, contractAt, calls, attempts, ms } = unplayed(
    { ...two, testCase: { ...two.testCase, at: 'a.yaml:1' }, outcome: { ...two.outcome, at: 'b.yaml:2' } },
    { verdict: 'skipped', kind: null, reason: 'so' },
    parts(),
  )
  expect([at, contractAt, calls, attempts, ms]).toEqual(['a.yaml:1', 'b.yaml:2', callsOf(two.testCase).length, 0, 0])
})

describe('a result', () => {
  it('holds no secret that the target has repeated, wherever it did', () => {
    const body = JSON.stringify({ success: false, error: `no ${SECRET}`, [SECRET]: 1 })
    const told = JSON.stringify(
      result({
        status: 500,
        body,
        headers: [
          ['x-echo', SECRET],
          ['content-type', SECRET],
        ],
      }),
    )
    expect(told).not.toContain(SECRET)
    expect(told).toContain('"status":500')
  })

  it('of a foreign target shows no text that the contract does not fix', () => {
    const redaction = createRedaction([], createMask({ fixed: new Set(['success', 'error']), key: new Uint8Array(32) }))
    const { findings, exchanges } = result(
      { body: '{"success":false,"error":"Rosa Luna"}', headers: [['x-name', 'Rosa Luna']] },
      { redaction },
    )
    expect(findings[0]?.check).toBe('media-type')
    expect(JSON.stringify([findings, exchanges])).not.toContain('Rosa')
  })

  it('records what was really answered, without secrets and with all else', () => {
    expect(result({ body: `{"error":"Rosa ${SECRET}"}` }).deviates?.findings).toContainEqual({
      check: 'body',
      at: '/error',
      found: expect.stringMatching(/^Rosa (?!.*a-token)/),
    })
    expect(result({ body: 'Rosa' }).deviates?.findings).toContainEqual({
      check: 'body',
      says: 'the body is not JSON',
      found: 'Rosa',
    })
  })

  it('tells what is there from what is not, and repeats no secret that stands in a name', () => {
    const named = {
      check: 'body',
      message: `/${SECRET} is missing`,
      pointer: `/${SECRET}`,
      source: 'server',
      sources: ['server'],
    } as const
    const finding = toFinding({ ...named, expected: null, actual: undefined }, 1, createRedaction([SECRET], null))
    expect(finding).toMatchObject({ expected: 'null', actual: null })
    expect(JSON.stringify(finding)).not.toContain(SECRET)
  })

  it('is redacted from the moment on at which a secret is learnt', () => {
    const redaction = createRedaction([], null)
    expect(redaction.text(SECRET)).toBe(SECRET)
    redaction.learn([SECRET])
    expect([redaction.text(SECRET), redaction.show({ a: SECRET }), redaction.body(SECRET)].join()).not.toContain(SECRET)
  })
})
