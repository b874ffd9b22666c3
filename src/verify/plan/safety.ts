import type { Case, CaseCall } from '../../contract/model/case.ts'
import type { AnyFace, Outcome } from '../../contract/model/face.ts'
import { isLoopback } from '../model/loopback.ts'
import type { Target } from '../model/target.ts'
import { callsOf } from './plan.ts'
import { rolesOf } from './roles.ts'
import { usesUp } from './subjects.ts'

/** The face of an operation in the edition of a target, or undefined. */
export type FaceOf = (operation: string) => AnyFace | undefined

/** Whether a case changes what others may see: a call is meant to mutate, or it uses up a limit for everyone. */
export const mutates = (testCase: Case, faceOf: FaceOf): boolean =>
  usesUp(testCase) ||
  callsOf(testCase).some((call) => isToMutate(call, faceOf) || outcomeOf(call, faceOf)?.status === 429)

/** Whether a case expects a refusal, and none of its calls is meant to mutate. */
export const expectsRefusal = (testCase: Case, faceOf: FaceOf): boolean =>
  (outcomeOf(testCase, faceOf)?.status ?? 0) >= 400 && !callsOf(testCase).some((call) => isToMutate(call, faceOf))

const outcomeOf = ({ operation, expect }: CaseCall, faceOf: FaceOf): Outcome | undefined =>
  faceOf(operation)?.outcomes.find(({ name }) => name === expect)

/** Whether a call is meant to mutate. A call that no contract describes might. */
export function isToMutate(call: CaseCall, faceOf: FaceOf): boolean {
  const outcome = outcomeOf(call, faceOf)
  return !outcome || (faceOf(call.operation)?.mutates !== false && outcome.status < 300)
}

/** Whether headers contain one of these secrets. */
export const bearsSecret = (headers: Readonly<Record<string, string>>, secrets: readonly string[]): boolean =>
  Object.values(headers).some((value) => secrets.some((secret) => value.includes(secret)))

/** What decides whether a case may be sent. */
export interface Safeguard {
  readonly target: Pick<Target, 'url' | 'identities' | 'secrets'>
  readonly faceOf: FaceOf
  /** The hosts of `--allow-mutating`, each with its port if the URL has one. */
  readonly allowMutating: readonly string[]
}

/** Reason why a case must not be sent to this target, or null. */
export function refusalOf(testCase: Case, { target, faceOf, allowMutating }: Safeguard): string | null {
  if (isLoopback(target.url)) return null
  const { protocol, host } = new URL(target.url)
  const isBare =
    protocol === 'http:' && rolesOf(testCase).some((role) => bearsSecret(target.identities[role] ?? {}, target.secrets))
  if (isBare) return `its credentials would be sent unencrypted: ${host} is called by http:, not https:`
  return !mayMutate(target.url, allowMutating) && mutates(testCase, faceOf)
    ? `it changes what is on ${host}; --allow-mutating=${host} allows it`
    : null
}

/** Whether a target may be changed: it is on this machine, or its host is allowed. */
export function mayMutate(url: string, allowMutating: readonly string[]): boolean {
  const { protocol, host } = new URL(url)
  return isLoopback(url) || allowMutating.some((each) => hostIn(each, protocol) === host)
}

/** A host as the URL standard writes it; null for anything else, such as a pattern or a URL. */
function hostIn(text: string, protocol: string): string | null {
  const url = `${protocol}//${text}`
  return /[\s/\\@?#*]/.test(text) || !URL.canParse(url) ? null : new URL(url).host
}
