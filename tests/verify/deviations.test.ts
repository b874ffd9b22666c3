import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { patience } from '../support/patience.ts'
import type { Ran } from '../support/run-cli.ts'
import { makeFolder, runVerify } from '../support/run-verify.ts'
import { FAULTS, type SingleFault } from '../support/servers/gateway-faults.ts'
import { startGateway, type Gateway, type Habits } from '../support/servers/gateway.ts'

/** Gateways by how they depart from the documents without any fault. */
const GATEWAYS: Readonly<Record<string, Habits>> = {
  'throws, and never acks that': { exceptions: 'event', badTokens: 'disconnect' },
  'acks its refusals': { exceptions: 'ack', badTokens: 'middleware' },
  'throws, but for bad tokens': { exceptions: 'event', badTokens: 'middleware' },
  'has other ids and further members': { exceptions: 'event', badTokens: 'middleware', isOther: true },
}

const casesOf = (ids: readonly string[]): string[] => ids.flatMap((id) => ['--case', id])

// What does not come is waited for as long as an answer may take.
const SOON = ['--timeout', '3000'] as const

async function verified(gateway: Gateway, ...args: string[]): Promise<Ran> {
  await using folder = await makeFolder()
  const file = await folder.write('target.yaml', gateway.targetFile)
  return await runVerify(['--target', file, ...args], gateway.env)
}

/** Verifies a gateway that is started for it alone. */
async function startedAndVerified(habits: Habits, ...args: string[]): Promise<Ran> {
  await using gateway = await startGateway(habits)
  return await verified(gateway, ...args)
}

/** Drafts what deviates in these cases, all without any, and holds that twice against the same gateway, then against wrong ones. */
async function afterDraft(habits: Habits, faults: readonly SingleFault[], cases: readonly string[]): Promise<void> {
  await using folder = await makeFolder()
  const known = join(folder.path, 'known.yaml')
  await startedAndVerified(habits, ...casesOf(cases), '--write-deviations', known)
  expect((await readFile(known, 'utf8')).length).toBeLessThan(20_000)
  for (const time of ['first', 'second']) {
    const again = await startedAndVerified(habits, ...casesOf(cases), '--deviations', known)
    expect([again.out.match(/✗ .*/g), again.code], time).toEqual([null, 0])
    expect(again.out).toMatch(/ 0 broken, 0 differ, /)
    expect(again.out).not.toContain('no longer there')
  }
  const codes: unknown[] = []
  for (const { name, noticedBy, fault } of faults) {
    const { code } = await startedAndVerified({ ...habits, fault }, '--case', noticedBy, '--deviations', known, ...SOON)
    codes.push([name, code])
  }
  expect(codes).toEqual(faults.map(({ name }) => [name, 1]))
}

// They wait for their gateways, and not for each other.
describe.concurrent('a file of deviations', () => {
  const gateways = Object.entries(GATEWAYS).map(([name, habits]) => ({ name, habits }))

  it.each(gateways.slice(0, 2))(
    'of a gateway that $name is green twice, and red for further faults',
    async ({ habits }) => {
      const some = FAULTS.filter(({ noticedBy }) => noticedBy === 'joinMeetingRoom/room-locked')
      expect(some.length).toBeGreaterThan(3)
      await afterDraft(habits, some, ['joinMeetingRoom/room-locked'])
    },
  )

  const ofAll = 'of a gateway that $name is green twice for all cases, and red for each of the further faults'
  const underAll = ({ habits }: { habits: Habits }): Promise<void> => afterDraft(habits, FAULTS, [])
  it.each(gateways)(ofAll, { tags: ['long'], timeout: patience(600_000) }, underAll)
})

describe.concurrent('a case that deviates otherwise than it is recorded', () => {
  it('says in what, and where that is recorded', async () => {
    await using folder = await makeFolder()
    const known = join(folder.path, 'known.yaml')
    const habits: Habits = { exceptions: 'event', badTokens: 'middleware' }
    const locked = ['--case', 'joinMeetingRoom/room-locked', '--transport', 'websocket']
    await startedAndVerified(habits, ...locked, '--write-deviations', known)
    const [other] = FAULTS.filter(({ name }) => name === 'another word')
    const { out } = await startedAndVerified(
      { ...habits, ...(other && { fault: other.fault }) },
      ...locked,
      '--deviations',
      known,
    )
    expect(out).toMatch(
      /because +it deviates in ways not recorded in \S+known\.yaml:\d+: body at \/message is "Room is Locked"/,
    )
  })

  it('is told of a finding that is gone by a note', async () => {
    await using folder = await makeFolder()
    const findings = '[{ check: ack }, { check: status, found: 500 }]'
    const entry = `- { case: joinMeetingRoom/room-locked, transport: websocket, findings: ${findings}, reason: x, until: 2999-01-01 }\n`
    const known = await folder.write('known.yaml', entry)
    const locked = ['--case', 'joinMeetingRoom/room-locked', '--transport', 'websocket']
    const ran = await startedAndVerified(
      { exceptions: 'event', badTokens: 'middleware' },
      ...locked,
      '--deviations',
      known,
    )
    expect(ran.out).toContain('records a deviation that no longer occurs: status is 500')
    expect(ran.out).toContain(' 1 known')
    expect(ran.code).toBe(0)
  })
})

describe('what differs by a weak source', () => {
  it('fails a run with known deviations unless it is among them, or a gate is named', async () => {
    await using gateway = await startGateway({ exceptions: 'event', badTokens: 'middleware' })
    await using folder = await makeFolder()
    const none = await folder.write(
      'known.yaml',
      "- { case: joinMeetingRoom/room-full, findings: [{ check: ack }], reason: x, until: '2999-01-01' }\n",
    )
    const locked = ['--case', 'joinMeetingRoom/room-locked', '--transport', 'websocket', '--deviations', none]
    expect((await verified(gateway, ...locked)).out).toMatch(/ 1 broken, 0 differ/)
    expect((await verified(gateway, ...locked, '--gate', 'document')).out).toMatch(/ 0 broken, 1 differ/)
  })
})
