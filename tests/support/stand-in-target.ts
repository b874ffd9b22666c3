import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verify } from '../../src/cli/commands/verify.ts'
import { readInput } from '../../src/cli/read-input.ts'
import { exitOf } from '../../src/cli/verify/exit.ts'
import { writeReports } from '../../src/cli/verify/reports.ts'
import { toRunSettings } from '../../src/cli/verify/run-settings.ts'
import { collect } from '../../src/report/report.ts'
import { createTerminal } from '../../src/report/terminal.ts'
import { toAsked, withSettings } from '../../src/verifier/settings.ts'
import { readyFor } from '../../src/verifier/targets.ts'
import { verifyReady, type Ready } from '../../src/verifier/verify-run.ts'
import { isNotArranged } from '../../src/verify/model/arrangement.ts'
import { createSend } from '../../src/verify/send/send.ts'
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
    verify: (...args) => verified(file, args, env, time),
    async [Symbol.asyncDispose]() {
      await close()
      await chat.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** For as long an honest answer may take on a busy machine. */
const UNHURRIED_MS = 600_000

/** What `greenroom verify --target` does, in this process's time. */
async function verified(
  file: string,
  args: readonly string[],
  env: StandInTarget['env'],
  time: StandingTime,
): Promise<{ code: number; out: string }> {
  const texts: string[] = []
  const io = { out: (text: string) => void texts.push(text), error: (text: string) => void texts.push(text), env }
  const input = readInput(verify, ['--target', file, ...args], env)
  const [{ send }, { signal }] = [time, new AbortController()]
  const described = await readyFor({ target: file }, { env, send, signal: () => signal })
  const settings = toRunSettings(input, described.target)
  const ready = { ...withSettings(described, settings), timeoutMs: UNHURRIED_MS }
  const terminal = createTerminal({ out: io.out, isTty: false, paint, width: 80, quiet: input.flag('quiet') })
  const asked = { ...(await toAsked(settings, ready)), send, signal, clock: time }
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
      const arrangement = await ready.arranger.arrange(...asked)
      return isNotArranged(arrangement) ? arrangement : { ...arrangement, pass: (ms) => sleep(ms) }
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
