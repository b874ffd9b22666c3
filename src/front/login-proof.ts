import type { LoginProof } from '../domain/log-in.ts'
import { isObject } from '../json.ts'

/**
 * What a login's body, or the argument of the DDP method `login`, proves: Rocket.Chat's clients name the user as `user`, `username` or
 * `user.username`, and send the password as it is or as its SHA-256. Null if it proves nothing.
 */
export function toLoginProof(sent: unknown): LoginProof | null {
  if (!isObject(sent)) return null
  const { resume, user, username, password } = sent
  if (typeof resume === 'string' && resume !== '') return { kind: 'resume', token: resume }
  const name = [user, username, isObject(user) ? user['username'] : undefined].find((each) => typeof each === 'string')
  if (typeof name !== 'string' || name === '') return null
  if (typeof password === 'string') return { kind: 'password', username: name, password }
  if (!isObject(password) || password['algorithm'] !== 'sha-256' || typeof password['digest'] !== 'string') return null
  return { kind: 'digest', username: name, digest: password['digest'] }
}

/** How logs and journals name the user who tried to log in; a token is never shown. */
export const claimantOf = (proof: LoginProof | null): string =>
  proof === null ? 'nobody' : proof.kind === 'resume' ? 'the holder of a token' : proof.username
