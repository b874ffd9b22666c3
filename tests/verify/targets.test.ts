import { describe, expect, it } from 'vitest'
import { connect } from '../../src/client/connect.ts'
import { startServer } from '../../src/server.ts'
import { startRocketChat } from '../support/rocket-chat.ts'
import { runCli, serveCli } from '../support/run-cli.ts'
import { heldIn, makeFolder, runVerify, UNHURRIED } from '../support/run-verify.ts'
import { spawned, type Spawned } from '../support/spawned.ts'

const TOKEN = 'a-token-of-these-tests-that-is-long-enough'
const ONE = ['--case', 'joinMeetingRoom/room-locked', '--transport', 'http', '--quiet'] as const
/** What changes most: seats, rooms, calls and the count of a limit. */
const CHANGING = [
  'joinLivechatRoom/joined',
  'joinVideoConference/joined:after-the-window',
  'joinMeetingRoom/joined-as-host',
  'leaveMeetingRoom/left:frees-the-seat',
  'endMeetingRoom/room-ended',
].flatMap((id) => ['--case', id])
const WAYS = ['--transport', 'http', '--transport', 'websocket']

/** A greenroom whose control plane listens, and that nobody finds by a run file. */
const startGreenroom = (options: Parameters<typeof startServer>[0] = {}) =>
  startServer({ control: { token: TOKEN, port: 0 }, ...options })

/** Does something at the nth call, once. */
const after = (nth: number, act: () => void): (() => void) => {
  let calls = 0
  return () => void (++calls === nth && act())
}

const controlOf = ({ control }: Awaited<ReturnType<typeof startGreenroom>>): string => control?.url ?? ''

describe('greenroom verify <url> of a greenroom', () => {
  it('finds its control plane by the run file, works in worlds of its own alone, and leaves none', async () => {
    await using served = await serveCli()
    const { code, out } = await runVerify([served.url, ...CHANGING, ...WAYS], served.env)
    // Without a control plane there would be a situation for none of them.
    expect(out).toMatch(/^6 held, 0 broken, 0 differ, 0 known, 0 blocked, /m)
    expect(code).toBe(0)
    const worlds = await runCli(['worlds', '--port', new URL(served.url).port], served.env)
    expect(worlds.out).toMatch(/^default  documented  \S+ running  0 calls so far\n$/)
  })

  it('is played as one by a target file, too, which then says only what to play', async () => {
    await using served = await serveCli()
    await using folder = await makeFolder()
    const identities = 'identities: { host: { headers: { Authorization: { env: NOT_SET } } } }'
    const text = `url: ${served.url}\nname: ours\noperations: [joinMeetingRoom]\n${identities}\n`
    const file = await folder.write('target.yaml', text)
    const cases = ['joinMeetingRoom/joined-as-host', 'joinMeetingRoom/room-locked'].flatMap((id) => ['--case', id])
    const { code, out } = await runVerify(['--target', file, ...cases], served.env)
    expect(out).toMatch(/^2 held, 0 broken, 0 differ, 0 known, 0 blocked, /m)
    expect(out).toContain('this is a greenroom: each case had a world of its own there')
    expect(code).toBe(0)
  })

  it('finds it by options, and by their variables', async () => {
    await using server = await startGreenroom()
    const options = ['--control-url', controlOf(server), '--control-token', TOKEN]
    const env = { GREENROOM_CONTROL_URL: controlOf(server), GREENROOM_CONTROL_TOKEN: TOKEN }
    for (const ran of [await runVerify([server.url, ...options, ...ONE]), await runVerify([server.url, ...ONE], env)]) {
      expect(ran.out).toContain('1 held, 0 broken')
      expect(ran.code).toBe(0)
    }
  })

  it('leaves the default world as it was: its state, its journal and its limits', async () => {
    await using server = await startGreenroom()
    const greenroom = connect({ url: controlOf(server), token: TOKEN })
    const world = await greenroom.attach()
    const before = [await world.journal.list(), await world.snapshot()]
    const env = { GREENROOM_CONTROL_URL: controlOf(server), GREENROOM_CONTROL_TOKEN: TOKEN }
    const { code } = await runVerify([server.url, '--quiet', ...CHANGING, ...WAYS], env)
    expect(code).toBe(0)
    expect([await world.journal.list(), await world.snapshot()]).toEqual(before)
  })

  it('verifies it by the edition that it serves', async () => {
    await using server = await startGreenroom({ edition: '2022' })
    const env = { GREENROOM_CONTROL_URL: controlOf(server), GREENROOM_CONTROL_TOKEN: TOKEN }
    // What is missing is told in other words by each edition.
    const { code, out } = await runVerify([server.url, '--quiet', '--case', 'joinLivechatRoom/missing-room-id'], env)
    expect(out).toMatch(/^1 held, 0 broken, .* \(1 of 32 outcomes\)/)
    expect(code).toBe(0)
  })

  it('says so where the token is wrong, in one sentence and without it', async () => {
    await using server = await startGreenroom()
    const env = { GREENROOM_CONTROL_URL: controlOf(server), GREENROOM_CONTROL_TOKEN: 'not-the-token' }
    const { code, error } = await runVerify([server.url], env)
    expect(error).toMatch(/token/)
    expect(error).not.toMatch(/not-the-token|^\s+at |this should not/m)
    expect(code).toBe(2)
  })

  it('leaves no world behind when it is interrupted in the middle, and exits 130', async () => {
    let child: Spawned | undefined
    await using server = await startGreenroom({ onExchange: after(5, () => child?.kill('SIGINT')) })
    const greenroom = connect({ url: controlOf(server), token: TOKEN })
    const env = { GREENROOM_CONTROL_URL: controlOf(server), GREENROOM_CONTROL_TOKEN: TOKEN }
    child = spawned(['verify', server.url, '--quiet', ...UNHURRIED], env)
    const { code, out } = await child.ended
    expect(out).toContain('interrupted')
    expect(code).toBe(130)
    expect((await greenroom.worlds()).map(({ name }) => name)).toEqual(['default'])
  })

  it('exits 3 when the greenroom goes away in the middle', async () => {
    let closing: Promise<void> | undefined
    const server = await startGreenroom({ onExchange: after(20, () => void (closing = server.close())) })
    const env = { GREENROOM_CONTROL_URL: controlOf(server), GREENROOM_CONTROL_TOKEN: TOKEN }
    const { code, out, error } = await runVerify([server.url, '--retries', '1'], env)
    await closing
    expect(out).toMatch(/[1-9]\d* × environment/)
    expect(error).toBe('')
    expect(out).not.toMatch(/^\s+at /m)
    expect(code).toBe(3)
  })
})

describe('greenroom verify <url> of a server that it knows nothing of', () => {
  it('plays what needs no secret and no situation, and says what the rest would need, and the next command', async () => {
    const chat = await startRocketChat({ shorten: 300 })
    const args = ['--case', 'joinLivechatRoom', '--case', 'listLivechatRooms', '--case', 'joinMeetingRoom']
    const { code, out } = await runVerify([chat.url, ...args])
    await chat.close()
    expect(heldIn({ out })).toBeGreaterThan(0)
    expect(out).toMatch(/[1-9]\d* × identity: agent: needs credentials/)
    expect(out).toMatch(/[1-9]\d* × situation: there is no entry for livechat-room/)
    expect(out).toMatch(/[1-9]\d* × transport: .*\/rooms\/\{code\}\/join: it has no such route/)
    expect(out).toMatch(/agent is missing: needs credentials/)
    const inAll = Number(/(\d+) blocked/.exec(out)?.[1])
    const count = inAll - Number(/(\d+) × transport/.exec(out)?.[1])
    expect(out.trimEnd().split('\n').at(-1)).toBe(
      `${count} of the ${inAll} blocked cases need more than a URL: identity, situation or safety. Next: npx greenroom target init ${chat.url}`,
    )
    const [sum = '', total] = /^blocked: (.*) = (\d+)$/m.exec(out)?.slice(1) ?? []
    expect(sum.split(' + ').reduce((so, each) => so + Number.parseInt(each), 0)).toBe(Number(total))
    expect(Number(total)).toBe(inAll)
    const figures =
      /^(\d+) held, (\d+) broken, (\d+) differ, (\d+) known, (\d+) blocked, (\d+) skipped = (\d+) of \d+ cases/m
    const [cases, ...verdicts] = (figures.exec(out) ?? []).slice(1).map(Number).toReversed()
    expect(verdicts.reduce((so, each) => so + each)).toBe(cases)
    expect(code).toBe(0)
  })

  it('lists no rooms without a scope, names no room that it was not told of, and changes nothing', async () => {
    const chat = await startRocketChat({ shorten: 300 })
    const before = structuredClone(chat.state)
    await runVerify([chat.url, '--quiet', '--case', 'joinLivechatRoom', '--case', 'listLivechatRooms'])
    await chat.close()
    expect(chat.visits.length).toBeGreaterThan(2)
    expect(chat.visits.filter(({ target }) => target.startsWith('/api/v1/livechat/rooms'))).toEqual([])
    expect(chat.touched()).toEqual([])
    expect(chat.state).toEqual(before)
  })

  it('says nothing of a next step when it is to be quiet, nor where a target file is given', async () => {
    const chat = await startRocketChat({ shorten: 300 })
    const { out } = await runVerify([chat.url, '--quiet', '--case', 'joinLivechatRoom'])
    await chat.close()
    expect(out).not.toContain('target init')
  })

  it('says in a dry run what would not be sent for want of credentials', async () => {
    const { out } = await runVerify(['http://127.0.0.1:1', '--dry-run', '--case', 'joinLivechatRoom/missing-room-id'])
    expect(out).toContain('(not sent: agent: needs credentials')
  })
})
