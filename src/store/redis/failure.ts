import type { RedisAddress } from './address.ts'
import { Away, Declined } from './away.ts'

/** Why a connection was lost, as far as anybody knows. */
export const LOST = 'the connection was lost'

/** The text of an error of the client, without the password. */
export const toReason = (error: unknown, { password }: Pick<RedisAddress, 'password'>): string => {
  const text = textOf(error)
  return password === null ? text : text.replaceAll(password, '***')
}

/** What it means that a command failed. `lost` says why the connection was lost, if it was. */
export function toFailure(error: unknown, address: Pick<RedisAddress, 'password'>, lost: string): Away | Declined {
  if (!isReply(error)) return new Away(lost)
  const reply = toReason(error, address)
  return LEFT.test(reply) ? new Away(reply) : new Declined(reply)
}

/** Replies of a server that is no longer, or not yet, the one to write to. */
const LEFT = /^(?:READONLY|LOADING|MASTERDOWN|NOAUTH|WRONGPASS)\b/

const isReply = (error: unknown): boolean => error instanceof Error && error.name === 'ReplyError'

/** Node's errors about several addresses have no message of their own. */
const textOf = (error: unknown): string => {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(textOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
