import { NAME } from '../../contract/model/case-request.ts'
import type { Case, CaseCall } from '../../contract/model/case.ts'
import { valueAt } from '../../contract/model/pointer.ts'
import { valueNamed } from '../../contract/model/value-forms.ts'
import type { Arrangement } from '../model/arrangement.ts'
import { parsedBody } from '../model/parsed-body.ts'
import { callsOf } from '../plan/plan.ts'

/**
 * The values of `$name` in a call: those of the situation; `$me`, the user id of its caller; `$<role>.userId`, that of another
 * role; `$elsewhere`, of a subject that the case is not about. A role's user id is its `X-User-Id`, the one in its payloads, or
 * the `sub` of its JWT.
 */
export function valuesFor(
  { as }: Pick<CaseCall, 'as'>,
  {
    values,
    identities,
    elsewhere,
  }: Pick<Arrangement, 'values' | 'identities'> & Partial<Pick<Arrangement, 'elsewhere'>>,
  idsInPayloads: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const userIds = Object.entries(identities).flatMap(([role, headers]) => {
    const valueOf = (wanted: string): string | undefined =>
      Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1]
    const id = valueOf('x-user-id') ?? idsInPayloads[role] ?? subjectOf(valueOf('authorization') ?? '')
    return id === undefined ? [] : [[role, id] as const]
  })
  const [otherwhere] = Object.values(elsewhere ?? {})
  const me = userIds.find(([role]) => role === as)?.[1]
  return {
    ...Object.fromEntries(userIds.map(([role, id]) => [`${role}.userId`, id])),
    ...(me === undefined ? {} : { me }),
    ...(otherwhere === undefined ? {} : { elsewhere: otherwhere }),
    ...values,
  }
}

/** The `sub` of a bearer JWT; undefined if there is none, as in an opaque token that only looks like a JWT. */
function subjectOf(authorization: string): string | undefined {
  const [, payload] = /^Bearer [\w-]+\.([\w-]+)\.[\w-]*$/i.exec(authorization) ?? []
  if (payload === undefined) return undefined
  const subject = valueAt(parsedBody(decoded(payload)), '/sub')
  return typeof subject === 'string' ? subject : undefined
}

function decoded(base64url: string): string {
  try {
    return atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    // Not base64: the token is opaque.
    return ''
  }
}

/** Whether a call of a case names a subject that it is not about. */
export const namesElsewhere = (testCase: Case): boolean =>
  callsOf(testCase).some(({ request }) => whole(JSON.stringify(request)).includes('elsewhere'))

/** The first `$name` of a call without a value here; undefined if all have one. */
export function unfilled(call: CaseCall, values: Readonly<Record<string, string>>): string | undefined {
  const written = [
    ...whole(JSON.stringify([call.request, call.shows])).filter((name) => name !== EARLIER),
    ...within(`${call.raw?.text ?? ''} ${call.raw?.query ?? ''}`),
  ]
  return written.find((name) => valueNamed(name, values) === undefined)
}

// Means the rooms of the previous list.
const EARLIER = 'earlier'

/** In the parts of a request, a name is a whole string. */
const whole = (json: string): string[] => [...json.matchAll(/"\$([\w.-]+)"/g)].map(([, name = '']) => name)

/** In a raw body or query it may occur anywhere. */
const within = (text: string): string[] => (text.match(NAME) ?? []).map((name) => name.slice(1))
