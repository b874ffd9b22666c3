import { describe, expect, it } from 'vitest'
import { seeds } from '../../contract/compiled/seeds.ts'
import type { DocumentedCase } from '../find-case.ts'
import { targetFrom } from '../../targets/target-file.ts'
import { caseOf, currentFace, plannedOf } from '../../verify/testing/answers.ts'
import { markedEnvironment, mockArrangement, targetArrangement } from './arrangement.ts'
import { remarksOf, shownCalls, type Where } from './calls.ts'
import type { OpenValue } from './requests.ts'

const WHERE: Where = {
  url: 'http://m',
  mock: { seed: seeds.documented, remark: null, edition: null },
  edition: 'current',
  target: null,
}
const target = (more: object = {}) =>
  targetFrom(
    {
      url: 'https://chat.example.org',
      identities: { guest: { headers: {} } },
      situations: [{ given: { 'meeting-room': ['locked'] }, values: { code: 'our-lck-rom' } }],
      ...more,
    },
    { env: markedEnvironment, random: (bytes) => new Uint8Array(bytes).fill(7) },
  )
const locked = caseOf('joinMeetingRoom/room-locked')
const documented = (id: string): DocumentedCase => {
  const { testCase, face, outcome } = plannedOf(id)
  return { testCase, face, outcome, cases: [testCase] }
}
const open: OpenValue = { subject: 'call', facts: [], value: 'callId', variable: 'CALL_ID' }
const remarks = (where: Partial<Where>, lacks: string | null = null, testCase = locked): string[] =>
  remarksOf(testCase, { where: { ...WHERE, ...where }, lacks, open: [open] })

describe('the calls of a case', () => {
  it('go to the mock, with the data that it has for its situation', async () => {
    const {
      requests,
      baseUrl,
      open: none,
      remarks: said,
    } = await shownCalls(documented('joinMeetingRoom/room-locked'), WHERE)
    expect([requests.map(({ method, target: path }) => [method, path]), baseUrl]).toEqual([
      [['POST', '/rooms/lck-rom-now/join']],
      'http://m',
    ])
    expect([none, said]).toEqual([[], []])
  })

  it('use up a limit before it is over', async () => {
    const { requests } = await shownCalls(documented('joinVideoConference/rate-limited'), WHERE)
    expect(requests.at(-1)?.times).toBe(3)
  })

  it('use up the limit that a target says it has', async () => {
    const { testCase } = plannedOf('joinVideoConference/rate-limited')
    const limits = { joinVideoConference: { requests: 4, windowMs: 1_000 } }
    const own = target({ limits, identities: { [testCase.as]: { headers: {} } }, situations: [] })
    const { requests } = await shownCalls(documented('joinVideoConference/rate-limited'), { ...WHERE, target: own })
    expect(requests.at(-1)?.times).toBe(5)
  })

  it('ask for no list outside the scope of a target', async () => {
    const { testCase } = plannedOf('listLivechatRooms/listed')
    const identities = { [testCase.as]: { headers: {} } }
    const inScope = (scope: object | undefined) =>
      shownCalls(documented('listLivechatRooms/listed'), {
        ...WHERE,
        target: target({ identities, situations: [], scope }),
      })
    expect((await inScope({ departmentId: 'ours' })).requests.map(({ target: path }) => path)).toEqual([
      '/api/v1/livechat/rooms?departmentId=ours',
    ])
    await expect(inScope(undefined)).rejects.toMatchObject({
      message: 'lists are sent only within a scope: name one in the target file',
      fix: 'Show it on a mock instead, without --target.',
    })
  })

  it('go to a target, with the values of its file, or with variables for those that it lacks', async () => {
    const known = await shownCalls(documented('joinMeetingRoom/room-locked'), { ...WHERE, target: target() })
    expect([known.requests[0]?.target, known.open, known.baseUrl]).toEqual([
      '/rooms/our-lck-rom/join',
      [],
      'https://chat.example.org',
    ])
    const lacking = await shownCalls(documented('joinMeetingRoom/room-full'), { ...WHERE, target: target() })
    expect(lacking.open).toMatchObject([{ variable: 'CODE' }])
    expect(lacking.remarks).toEqual([expect.stringMatching(/; or set CODE$/)])
  })
})

describe('what a reader should know of them', () => {
  it('is where the data come from, and the edition, of a mock', () => {
    expect(remarks({ mock: { seed: seeds.documented, remark: 'Of its own.', edition: null } })).toEqual(['Of its own.'])
    expect(remarks({ edition: '8.0' })).toEqual(['This needs a mock of that edition: greenroom serve --edition 8.0'])
    expect(remarks({}, 'it lacks them')).toEqual([])
    const mock = { ...WHERE.mock, edition: '8.0' } as const
    expect(remarks({ edition: '8.0', mock })).toEqual([])
    expect(remarks({ mock })).toEqual(['This needs a mock of that edition: greenroom serve --edition current'])
  })

  it('is why values are not known, of a target', () => {
    const there = {
      target: target(),
      edition: '8.0',
      mock: { seed: seeds.documented, remark: 'Of its own.', edition: null },
    } as const
    expect(remarks(there, 'nothing serves it')).toEqual(['nothing serves it; or set CALL_ID'])
    expect(remarks(there)).toEqual([])
  })

  it('is which of several calls it is about', () => {
    expect(remarks({}, null, { ...locked, before: [locked] })).toEqual(['The case is about call 2 of 2.'])
    const list = caseOf('joinLivechatRoom/joined:shows-in-the-list')
    expect(remarks({}, null, list)).toEqual([
      `The case is about call ${list.before.length + 1} of ${list.before.length + 1 + list.then.length}.`,
    ])
  })
})

describe('an arrangement to show a case in', () => {
  it('of a mock has the reserved data of its seed, and another room of the kind', () => {
    const { arrangement, lacks } = mockArrangement(locked, 'http://m')
    expect([arrangement.values, lacks, arrangement.baseUrl]).toEqual([{ code: 'lck-rom-now' }, null, 'http://m'])
    const reserved = seeds.documented.reserved.filter(
      ({ subject, facts }) => subject === 'meeting-room' && facts.length === 0,
    )
    expect(arrangement.elsewhere).toEqual(reserved.at(-1)?.values)
    expect(arrangement.identities['member']?.['Authorization']).toMatch(/^Bearer /)
  })

  it('of a seed without data says so, and refuses a caller that it lacks', () => {
    const empty = { ...seeds.documented, name: 'mine', reserved: [] }
    expect(mockArrangement(locked, 'http://m', empty)).toMatchObject({
      arrangement: { values: {}, elsewhere: null },
      lacks: 'the seed has no data for this situation',
    })
    expect(() => mockArrangement({ ...locked, as: 'stranger' }, 'http://m', empty)).toThrow(
      expect.objectContaining({
        message: 'the seed mine has no identity stranger',
        fix: 'Add it to the file, as docs/seeds.md says; greenroom who lists those that it has.',
      }),
    )
    expect(() => mockArrangement({ ...locked, as: 'toString' }, 'http://m')).toThrow('has no identity toString')
  })

  it('has another room without facts, though one with some comes after it', () => {
    const reserved = [[], ['full'], []].map((facts, n) => ({
      subject: 'meeting-room',
      says: '',
      facts,
      values: { code: `r${n}` },
    }))
    const elsewhere = (count: number) =>
      mockArrangement(locked, 'http://m', { ...seeds.documented, reserved: reserved.slice(0, count) }).arrangement
        .elsewhere
    expect([elsewhere(2), elsewhere(3)]).toEqual([{ code: 'r0' }, { code: 'r2' }])
  })

  it('of a target refuses a caller without credentials, and says what it cannot arrange', async () => {
    await expect(targetArrangement({ ...locked, as: 'host' }, currentFace, target())).rejects.toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/^joinMeetingRoom\/room-locked: .*host/),
        fix: 'Add its credentials to the target file.',
      }),
    )
    const { arrangement, lacks } = await targetArrangement(caseOf('joinMeetingRoom/room-full'), currentFace, target())
    expect([arrangement.values, arrangement.baseUrl, lacks]).toEqual([
      {},
      'https://chat.example.org',
      expect.stringContaining('full'),
    ])
  })
})
