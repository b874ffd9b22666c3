import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { main } from '../../src/cli/main.ts'
import { startRocketChat, type RocketChat, type RocketChatOptions } from './rocket-chat.ts'

/** By how much the stand-in's windows are shorter than real ones: a nightly run of five minutes takes seconds. */
const SHORTER = 300

/** A stand-in with a folder of its own, in which a target file for it lies. */
export interface StandInTarget extends AsyncDisposable {
  readonly chat: RocketChat
  readonly folder: string
  readonly file: string
  /** The variables that its target file names. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Runs `greenroom verify` on it with further arguments. */
  readonly verify: (...args: readonly string[]) => Promise<{ code: number; out: string; error: string }>
}

/** Starts a stand-in and writes its target file. */
export async function standInTarget(options: RocketChatOptions = {}): Promise<StandInTarget> {
  const { shorten = SHORTER } = options
  const chat = await startRocketChat({ ...options, shorten })
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
    async verify(...args) {
      const [out, error]: [string[], string[]] = [[], []]
      const io = { out: (text: string) => void out.push(text), error: (text: string) => void error.push(text), env }
      const code = await main(['verify', '--target', file, ...args], io)
      return { code, out: out.join(''), error: error.join('') }
    },
    async [Symbol.asyncDispose]() {
      await chat.close()
      await rm(folder, { recursive: true })
    },
  }
}

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
