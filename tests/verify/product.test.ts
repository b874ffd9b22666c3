import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Ran } from '../support/run-cli.ts'
import { makeFolder, runVerify } from '../support/run-verify.ts'
import { startProduct, type Product } from '../support/servers/product.ts'

const FILE = 'contract-tests/targets/meeting-rooms-product.yaml'

/** The example for such a product, of this one. */
async function targetText({ url }: Product): Promise<string> {
  const text = await readFile(FILE, 'utf8')
  return text.replace('https://meet.example.org/greenroom', `${url}/hook`).replaceAll('https://meet.example.org', url)
}

interface Options {
  readonly cases: readonly string[]
  readonly change?: (text: string) => string
}

async function verified(
  product: Product,
  { cases, change = (text) => text }: Options,
): Promise<Ran & { held: string[] }> {
  await using folder = await makeFolder()
  const file = await folder.write('target.yaml', change(await targetText(product)))
  const report = join(folder.path, 'report.json')
  const args = ['--target', file, '--ctrf', report, ...cases.flatMap((id) => ['--case', id])]
  const ran = await runVerify(args, product.env)
  const tests: { name: string; rawStatus: string }[] = JSON.parse(await readFile(report, 'utf8')).results.tests
  const held = tests.filter(({ rawStatus }) => rawStatus === 'held').map(({ name }) => name.replace(' (websocket)', ''))
  return { ...ran, held }
}

const REFUSALS = [
  'joinMeetingRoom/room-full',
  'joinMeetingRoom/room-inactive',
  'joinMeetingRoom/room-locked',
  'joinMeetingRoom/room-locked:host-full',
  'joinMeetingRoom/room-locked:without-ack',
  'joinMeetingRoom/room-not-found',
]
const SUCCESSES = [
  'joinMeetingRoom/joined-as-guest',
  'joinMeetingRoom/joined-as-guest:from-another-room',
  'joinMeetingRoom/joined-as-guest:without-ack',
  'joinMeetingRoom/joined-as-host',
  'joinMeetingRoom/joined-as-user',
  'joinMeetingRoom/joined-as-user:last-seat',
]
const NO_NUMBER = 'refusals have no status: 1 were judged only by their message'

describe('a product that says no in words alone, and reads from payloads who calls', () => {
  it('is held where it does as documented, its refusals by their messages', async () => {
    await using product = await startProduct()
    const cases = [...REFUSALS, ...SUCCESSES, 'leaveMeetingRoom/left', 'joinMeetingRoom/guest-name-too-long']
    const { held, out } = await verified(product, { cases })
    expect(held.toSorted()).toEqual(cases.slice(0, -1).toSorted())
    expect(out).toMatch(/refusals have no status: \d+ were judged only by their message/)
    expect(out.match(/have no status/g)).toHaveLength(1)
    expect(out).toContain(
      'never sent, and not judged, as the target file says: id, isActive, joinedAt, leftAt, participantId',
    )
    // What it gets wrong is still found: it checks no names.
    expect(out).toContain('✗ broken  joinMeetingRoom/guest-name-too-long')
  })

  it('is asked for another room where a case needs one', async () => {
    await using product = await startProduct()
    const { out, code } = await verified(product, { cases: ['joinMeetingRoom/joined-as-guest:from-another-room'] })
    expect([out.includes('1 held, 0 broken, 0 differ'), code]).toEqual([true, 0])
  })

  it('has nobody told by payloads alone call over HTTP, which would be a call of a guest', async () => {
    await using product = await startProduct()
    const change = (text: string): string =>
      text.replace('transports: [websocket]', 'transports: [http]').replace(/^operations: .*\n/m, '')
    const { out } = await verified(product, { cases: ['joinMeetingRoom/joined-as-host'], change })
    expect(out).toMatch(/1 blocked/)
  })

  it('is told of by the message that it gave in place of the documented one, without a number', async () => {
    await using product = await startProduct()
    const { out } = await verified(product, { cases: ['joinMeetingRoom/code-missing'] })
    expect(out).toContain('/message is wrong')
    expect(out).toContain('actual:   "Room not found"')
    expect(out).not.toMatch(/the status is/)
    expect(out).toContain('EVENT join-room → no status in')
  })

  it('has the status that its target file gives to its words, and nothing to note', async () => {
    await using product = await startProduct()
    const status = (number: number) => (text: string) =>
      text.replace(
        'message: [/error, /message] }',
        `message: [/error, /message], status: { Room is locked: ${number} } }`,
      )
    const right = await verified(product, { cases: ['joinMeetingRoom/room-locked'], change: status(403) })
    expect(right.held).toEqual(['joinMeetingRoom/room-locked'])
    expect(right.out).not.toContain('have no status')
    const wrong = await verified(product, { cases: ['joinMeetingRoom/room-locked'], change: status(423) })
    expect(wrong.out).toContain('the status is 423, not 403')
  })

  it('has its refusals told as successes by nobody, though they bear no number', async () => {
    await using product = await startProduct()
    const change = (text: string): string =>
      text.replace('payload: { userId: { env: MEET_HOST_ID }', 'payload: { userId: nobody')
    const { out } = await verified(product, { cases: ['joinMeetingRoom/joined-as-host'], change })
    expect(out).toContain('/isHost')
    const plain = (text: string): string => text.replace(/ {2}refusal: .*\n/, '')
    const ran = await verified(product, { cases: ['joinMeetingRoom/room-locked'], change: plain })
    expect(ran.out).toContain('the refusal has no status, but should have 403')
    expect(ran.out).not.toContain(NO_NUMBER)
  })
})
