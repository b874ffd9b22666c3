import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readInput } from '../../src/cli/read-input.ts'
import { exitOf } from '../../src/cli/verify-exit.ts'
import { writeReports } from '../../src/cli/verify-reports.ts'
import { verifyReady, type Ready } from '../../src/cli/verify-run.ts'
import { readyFor } from '../../src/cli/verify-targets.ts'
import { toAsked, verify, withOptions } from '../../src/cli/verify.ts'
import { collect } from '../../src/report/report.ts'
import { createTerminal } from '../../src/report/terminal.ts'
import { isNotArranged } from '../../src/verify/arranger.ts'
import { createSend } from '../../src/verify/send.ts'
import { startRocketChat, type RocketChat, type RocketChatOptions } from './rocket-chat.ts'
import { standingTime, type StandingTime } from './standing-time.ts'

/** A stand-in with a folder of its own, in which a target file for it lies. */
export interface StandInTarget extends AsyncDisposable {
  readonly chat: RocketChat
  readonly folder: string
  readonly file: string
  /** The variables that its target file names. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Verifies it as `greenroom verify` does with further arguments, in the stand-in's own time. */
  readonly verify: (...args: readonly string[]) => Promise<{ code: number; out: string }>
}

/**
 * Starts a stand-in and writes its target file. Its windows are of full length, in a time that passes while verify waits and
 * at no other moment; shortened ones are of this machine's time.
 */
export async function standInTarget(options: RocketChatOptions = {}): Promise<StandInTarget> {
  const { shorten = 1 } = options
  const { send, close } = createSend()
  const time = standingTime(send)
  const chat = await startRocketChat({ now: options.shorten === undefined ? time.date : Date.now, ...options })
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-stand-in-'))
  const file = join(folder, 'target.yaml')
  await writeFile(file, targetText(chat, shorten), { mode: 0o600 })
  const env = Object.fromEntries(
    ROLES.flatMap((role) => [
      [`${variable(role)}_ID`, chat.users[role]?.userId],
      [`${variable(role)}_TOKEN`, chat.users[role]?.authToken],
    ]),
  )
  return {
    chat,
    folder,
    file,
    env,
    verify: (...args) => verified(['--target', file, '--timeout', '600000', ...args], env, time),
    async [Symbol.asyncDispose]() {
      await close()
      await chat.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** What `greenroom verify` does in this process's time. */
async function verified(
  args: readonly string[],
  env: StandInTarget['env'],
  time: StandingTime,
): Promise<{ code: number; out: string }> {
  const texts: string[] = []
  const io = { out: (text: string) => void texts.push(text), error: (text: string) => void texts.push(text), env }
  const input = readInput(verify, args, env)
  const parts = { env, send: time.send, signal: new AbortController().signal }
  const ready = withOptions(await readyFor(undefined, input, parts), input)
  const terminal = createTerminal({ out: io.out, isTty: false, paint, width: 80, quiet: input.flag('quiet') })
  const asked = { ...(await toAsked(input)), ...parts, clock: time }
  const report = await collect(verifyReady(passing(ready, time), asked), terminal)
  await writeReports([report], input, io)
  const { code } = exitOf([{ summary: report.summary, minCoverage: report.run.minCoverage }])
  return { code, out: texts.join('') }
}

/** What a case lets pass is of the same time. */
const passing = (ready: Ready, { sleep }: StandingTime): Ready => ({
  ...ready,
  arranger: {
    ...ready.arranger,
    arrange: async (...asked) => {
      const stage = await ready.arranger.arrange(...asked)
      return isNotArranged(stage) ? stage : { ...stage, pass: (ms) => sleep(ms) }
    },
  },
})

const asIs = (text: string): string => text
const paint = { bold: asIs, dim: asIs, red: asIs, green: asIs, yellow: asIs }

const ROLES = ['agent', 'manager', 'no-permission'] as const
const variable = (role: string): string => `CHAT_${role.toUpperCase().replaceAll('-', '_')}`

const targetText = ({ url, rooms, calls }: RocketChat, shorten: number): string => `
url: ${url}
name: stand-in
authority: { edition: current, gate: document }
operations: [joinLivechatRoom, listLivechatRooms, joinVideoConference]
identities:
${ROLES.map((role) => `  ${role}: { headers: { X-User-Id: { env: ${variable(role)}_ID }, X-Auth-Token: { env: ${variable(role)}_TOKEN } } }`).join('\n')}
scope: { departmentId: greenroom-tests }
limits:
  joinLivechatRoom: { requests: 10, windowMs: ${Math.ceil(60_000 / shorten)} }
  listLivechatRooms: { requests: 10, windowMs: ${Math.ceil(60_000 / shorten)} }
  joinVideoConference: { requests: 2, windowMs: ${Math.ceil(5000 / shorten)} }
situations:
  - { given: { livechat-room: [] }, values: { roomId: ${rooms.joinable} } }
  - { given: { livechat-room: [closed] }, values: { roomId: ${rooms.closed} } }
  - { given: { livechat-room: [out-of-reach] }, values: { roomId: ${rooms.outOfReach} } }
  - { given: { livechat-room: [served] }, values: { roomId: ${rooms.served} } }
  - { given: { call: [] }, values: { callId: '${calls.joinable}' } }
  - { given: { call: [private] }, values: { callId: '${calls.private}' } }
`
