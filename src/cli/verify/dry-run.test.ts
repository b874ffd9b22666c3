import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createVerifier, type Verifier } from '../../verifier/create-verifier.ts'
import type { PlannedCase } from '../../verifier/planned-cases.ts'
import { dryRun } from './dry-run.ts'

// Of documentation (RFC 5737): nothing is sent there.
let elsewhere: Verifier
let planned: readonly PlannedCase[]
beforeAll(async () => {
  elsewhere = await createVerifier({ url: 'http://192.0.2.1:1/chat', env: {} })
  planned = await elsewhere.plan()
})
afterAll(() => elsewhere.close())

/** The lines for these cases. */
async function listed(cases: readonly PlannedCase[]): Promise<string[]> {
  let text = ''
  const io = { out: (more: string) => void (text += more), error: () => {}, env: {} }
  await dryRun({ ...elsewhere, plan: async () => cases }, {}, io)
  return text.trimEnd().split('\n')
}

const figures = async (cases: readonly PlannedCase[]): Promise<string[]> =>
  ((await listed(cases)).at(-1)?.match(/\d+ of \d+|\d+ would change/g) ?? []).map(String)

const some = (changes: boolean, whyNot: string | null): PlannedCase => {
  const [first] = planned
  if (!first) throw new Error('nothing is planned')
  return { ...first, changes, whyNot }
}

describe('a dry run', () => {
  it('counts what would be sent, and of that alone what would change something', async () => {
    expect(
      await figures([some(true, null), some(false, null), some(true, 'kept back'), some(true, 'no host')]),
    ).toEqual(['2 of 4', '1 would change'])
    expect(planned.some(({ changes }) => changes)).toBe(true)
    expect((await figures(planned)).at(-1)).toBe('0 would change')
    expect((await listed([some(true, null), some(false, 'no host')])).at(-1)).toBe(
      '192.0.2.1:1, edition current: 1 of 2 would be sent, 1 would change something. Nothing was sent.',
    )
  })

  it('tells of each case its calls and its situation, and why it would not be sent', async () => {
    const lines = await listed(planned)
    const line = lines.find((each) => each.startsWith('joinMeetingRoom/room-locked '))
    expect(line).toMatch(
      / {2}POST \/rooms\/\{code\}\/join as guest {2}given meeting-room: \[locked\] {2}\(not sent: .+\)$/,
    )
    expect(lines).toHaveLength(planned.length + 1)
  })

  it('shows an event as one, and a call without a situation as given nothing', async () => {
    const locked = planned.find(({ testCase }) => testCase.id === 'joinMeetingRoom/room-locked')
    if (!locked) throw new Error('no such case')
    const [line] = await listed([
      { ...locked, transport: 'websocket', whyNot: null, testCase: { ...locked.testCase, given: {} } },
    ])
    expect(line).toBe('joinMeetingRoom/room-locked (websocket)  EVENT join-room as guest  given nothing')
    const ready = { ...locked, whyNot: null }
    const connecting = { ...locked.testCase, operation: 'connectMeetingRooms' }
    const [connect] = await listed([{ ...ready, transport: 'websocket', testCase: connecting }])
    expect(connect).toBe('joinMeetingRoom/room-locked (websocket)  CONNECT as guest  given meeting-room: [locked]')
    const facts = { ...locked.testCase, given: { 'meeting-room': ['locked', 'full'], call: [] } }
    const [several] = await listed([{ ...ready, testCase: facts }])
    expect(several).toBe(
      'joinMeetingRoom/room-locked  POST /rooms/{code}/join as guest  given meeting-room: [locked, full], call: []',
    )
    const before = [{ ...locked.testCase, as: 'host' }]
    const [first] = await listed([{ ...ready, testCase: { ...facts, before } }])
    expect(first).toBe(
      'joinMeetingRoom/room-locked  POST /rooms/{code}/join as host, then POST /rooms/{code}/join as guest  given meeting-room: [locked, full], call: []',
    )
    const socket = { ...locked.testCase.socket, overHttp: true }
    const [overHttp] = await listed([{ ...ready, transport: 'websocket', testCase: { ...locked.testCase, socket } }])
    expect(overHttp).toBe(
      'joinMeetingRoom/room-locked (websocket)  POST /rooms/{code}/join as guest  given meeting-room: [locked]',
    )
  })
})
