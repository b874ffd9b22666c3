import { describe, expect, it } from 'vitest'
import { startGateway, type Gateway, type Habits } from '../support/servers/gateway.ts'
import type { Ran } from '../support/run-cli.ts'
import { makeFolder, runVerify } from '../support/run-verify.ts'

const THROWS: Habits = { exceptions: 'event', badTokens: 'disconnect' }
const FILTERS: Habits = { exceptions: 'ack', badTokens: 'middleware' }

const verified = (gateway: Gateway, ...args: string[]): Promise<Ran> => verifiedBy(gateway.targetFile, gateway, args)

async function verifiedBy(text: string, gateway: Gateway, args: readonly string[]): Promise<Ran> {
  await using folder = await makeFolder()
  const file = await folder.write('target.yaml', text)
  return await runVerify(['--target', file, '--transport', 'websocket', ...args], gateway.env)
}

const lineOf = ({ out }: Ran, start: string): string | undefined =>
  out.split('\n').find((line) => line.trim().startsWith(start))

describe('a gateway that throws', () => {
  it('has answered by the event that it sends in place of an ack', async () => {
    await using gateway = await startGateway(THROWS)
    const ran = await verified(gateway, '--case', 'joinMeetingRoom/room-locked')
    expect(ran.out).toContain('there was no ack, but the event exception instead')
    expect(ran.out).toMatch(/0 held, 0 broken, [1-9]\d* differ, 0 known, 0 blocked/)
  })

  it('lacks no ack where its target file says that the event is the answer', async () => {
    await using gateway = await startGateway(THROWS)
    const text = `${gateway.targetFile}socket: { answers: { join-room: { by: event, refusal: exception } } }\n`
    const args = ['joinMeetingRoom/room-locked', 'joinMeetingRoom/joined-as-guest'].flatMap((id) => ['--case', id])
    const ran = await verifiedBy(text, gateway, args)
    expect(ran.out).toMatch(/2 held, 0 broken, 0 differ, 0 known, 0 blocked/)
  })

  it('has refused a token that is no good by ending the connection, and is not asked again', async () => {
    await using gateway = await startGateway(THROWS)
    const ran = await verified(gateway, '--case', 'connectMeetingRooms/unauthorized')
    expect(ran.out).toContain('the server ended the connection after the event exception, but should have answered')
    expect(lineOf(ran, 'connectMeetingRooms/unauthorized')).toBeDefined()
    expect(ran.out).not.toContain('retried')
    expect(ran.code).not.toBe(3)
  })
})

describe('a gateway that acks its refusals', () => {
  it('holds all that is asked of a locked room and of bad tokens', async () => {
    await using gateway = await startGateway(FILTERS)
    for (const testCase of ['joinMeetingRoom/room-locked', 'connectMeetingRooms/unauthorized']) {
      const ran = await verified(gateway, '--case', testCase)
      expect(ran.out).toMatch(/[1-9]\d* held, 0 broken, 0 differ, 0 known, 0 blocked/)
      expect(ran.code).toBe(0)
    }
  })
})

describe('a gateway that is right, with ids, an order of members and further members of its own', () => {
  const OTHER: Habits = { ...FILTERS, isOther: true }
  const ALL = ['--gate', 'all', '--transport', 'http']

  it('breaks nothing that any source states, where it lets somebody in and where it refuses', async () => {
    await using gateway = await startGateway(OTHER)
    for (const testCase of ['joinMeetingRoom/joined-as-host', 'joinMeetingRoom/room-full']) {
      const ran = await verified(gateway, ...ALL, '--case', testCase)
      expect(ran.out).toMatch(/[1-9]\d* held, 0 broken, 0 differ/)
      expect(ran.code).toBe(0)
    }
  })

  it('breaks nothing in any case over HTTP or on sockets', { tags: ['long'] }, async () => {
    await using gateway = await startGateway(OTHER)
    const ran = await verified(gateway, ...ALL)
    expect(ran.out).toMatch(/3\d\d held, 0 broken, 0 differ/)
    expect(ran.code).toBe(0)
  })
})
