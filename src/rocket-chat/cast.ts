import { textAtPath, type AskApi } from './ask-api.ts'
import { ownPrefix } from './own-name.ts'
import type { Undoing } from './undoing.ts'

/** People whom a run has made, by role; each with the headers to call with. */
export interface RunCast {
  readonly agent: CastMember
  /** Another agent, who serves what `agent` may not reach. */
  readonly colleague: CastMember
  readonly manager: CastMember
  /** Without any permission of livechat. */
  readonly ordinary: CastMember
}

/** Somebody of a cast. */
export interface CastMember {
  readonly userId: string
  readonly username: string
  readonly headers: Readonly<Record<string, string>>
}

/** Role → why a target needs no credentials for it. */
export const ROLES_OF_CAST: Readonly<Record<string, string>> = Object.fromEntries(
  ['agent', 'manager', 'no-permission'].map((role) => [role, 'the administrator makes one as the cases begin']),
)

/** Makes the people of a run, with passwords that nobody else knows. */
export async function castOf(ask: AskApi, run: string, password: string, undoing: Undoing): Promise<RunCast> {
  const member = (name: string): Promise<CastMember> => createMember(ask, `${ownPrefix(run)}${name}`, password, undoing)
  // One after another: on some servers the limits hold for administrators, too.
  const agent = await member('agent')
  const colleague = await member('colleague')
  const manager = await member('manager')
  const ordinary = await member('user')
  for (const each of [agent, colleague]) await hireAgent(ask, each, undoing)
  await hire(ask, 'manager', manager, undoing)
  return { agent, colleague, manager, ordinary }
}

async function createMember(ask: AskApi, username: string, password: string, undoing: Undoing): Promise<CastMember> {
  const created = await ask({
    method: 'POST',
    path: 'users.create',
    body: {
      username,
      name: username,
      email: `${username}@greenroom.invalid`,
      password,
      roles: ['user'],
      verified: true,
      joinDefaultChannels: false,
      requirePasswordChange: false,
      sendWelcomeEmail: false,
    },
  })
  const userId = textAtPath(created, 'user._id', 'POST users.create')
  undoing.add(`the user ${username}`, () => deleteUser(ask, userId))
  const login = await ask({ method: 'POST', path: 'login', body: { user: username, password }, as: {} })
  const token = textAtPath(login, 'data.authToken', 'POST login')
  return { userId, username, headers: { 'X-User-Id': userId, 'X-Auth-Token': token } }
}

/** Removes a user, with what only that user owns. */
export const deleteUser = (ask: AskApi, userId: string): Promise<unknown> =>
  ask({ method: 'POST', path: 'users.delete', body: { userId, confirmRelinquish: true } })

async function hireAgent(ask: AskApi, member: CastMember, undoing: Undoing): Promise<void> {
  await hire(ask, 'agent', member, undoing)
  // A queue takes no visitor while no agent is there.
  await ask({ method: 'POST', path: 'users.setStatus', body: { status: 'online', message: '' }, as: member.headers })
  const status = { status: 'available', agentId: member.userId }
  await ask({ method: 'POST', path: 'livechat/agent.status', body: status, as: member.headers })
}

async function hire(
  ask: AskApi,
  as: 'agent' | 'manager',
  { userId, username }: CastMember,
  undoing: Undoing,
): Promise<void> {
  await ask({ method: 'POST', path: `livechat/users/${as}`, body: { username } })
  undoing.add(`the ${as} ${username}`, () => ask({ method: 'DELETE', path: `livechat/users/${as}/${userId}` }))
}
