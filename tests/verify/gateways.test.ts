import { describe, expect, it } from 'vitest'
import { startGateway, type Gateway, type Habits } from '../support/servers/gateway.ts'
import type { Ran } from '../support/run-cli.ts'
import { makeFolder, runVerify } from '../support/run-verify.ts'

const THROWS: Habits = { exceptions: 'event', badTokens: 'disconnect' }
const FILTERS: Habits = { exceptions: 'ack', badTokens: 'middleware' }

async function verified(gateway: Gateway, ...args: string[]): Promise<Ran> {
  await using folder = await makeFolder()
  const file = await folder.write('target.yaml', gateway.targetFile)
  return await runVerify(['--target', file, '--transport', 'websocket', ...args], gateway.env)
}

const lineOf = ({ out }: Ran, start: string): string | undefined =>
  out.split('\n').find((line) => line.trim().startsWith(start))

describe('a gateway that throws', () => {
  it('has answered by the event that it sends in place of an ack', async () => {
    await using gateway = await startGateway(THROWS)
    const ran = await verified(gateway, '--case', 'joinMeetingRoom/room-locked')
    expect(ran.out).toContain('there was no ack: the event exception came in its place')
    expect(ran.out).toMatch(/0 held, 0 broken, [1-9]\d* differ, 0 known, 0 blocked/)
  })

  it('has refused a token that is no good by ending the connection, and is not asked again', async () => {
    await using gateway = await startGateway(THROWS)
    const ran = await verified(gateway, '--case', 'connectMeetingRooms/unauthorized')
    expect(ran.out).toContain(
      'the server ended the connection after the event exception, where it should have answered',
    )
    expect(lineOf(ran, 'connectMeetingRooms/unauthorized')).toBeDefined()
    expect(ran.out).not.toContain('tried again')
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
