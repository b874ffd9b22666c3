import type { CaseCall } from '../../contract/model/case.ts'
import { NAME } from '../../contract/model/case-request.ts'
import { parsedBody } from '../model/parsed-body.ts'
import { valueAt } from '../../contract/model/pointer.ts'
import type { Arrangement } from '../model/arrangement.ts'

/**
 * The values that stand for `$name` in a call: those of the situation; `$me`, the user id of its caller; `$<role>.userId`, that
 * of another; `$elsewhere`, the code of a room that the case is not about. A role has a user id where it calls with `X-User-Id`, or with a JWT whose `sub` is one.
 */
export function valuesFor(
  { as }: Pick<CaseCall, 'as'>,
  {
    values,
    identities,
    elsewhere,
  }: Pick<Arrangement, 'values' | 'identities'> & Partial<Pick<Arrangement, 'elsewhere'>>,
): Readonly<Record<string, string>> {
  const userIds = Object.entries(identities).flatMap(([role, headers]) => {
    const valueOf = (wanted: string): string | undefined =>
      Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1]
    const id = valueOf('x-user-id') ?? subjectOf(valueOf('authorization') ?? '')
    return id === undefined ? [] : [[role, id] as const]
  })
  const me = userIds.find(([role]) => role === as)?.[1]
  return {
    ...Object.fromEntries(userIds.map(([role, id]) => [`${role}.userId`, id])),
    ...(me === undefined ? {} : { me }),
    ...(elsewhere?.['code'] === undefined ? {} : { elsewhere: elsewhere['code'] }),
    ...values,
  }
}

/** The `sub` of a JWT behind `Bearer`; undefined: it is none, or has none. */
function subjectOf(authorization: string): string | undefined {
  const [, payload] = /^Bearer [\w-]+\.([\w-]+)\.[\w-]*$/i.exec(authorization) ?? []
  if (payload === undefined) return undefined
  const claims = parsedBody(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
  const subject = valueAt(claims, '/sub')
  return typeof subject === 'string' ? subject : undefined
}

/** The `$name` that a call still holds, in its request or in what it must show: nothing yields it here. Undefined: none. */
export function unfilled(call: CaseCall, values: Readonly<Record<string, string>>): string | undefined {
  const written = [
    ...whole(JSON.stringify([call.request, call.shows])).filter((name) => name !== EARLIER),
    ...within(`${call.raw?.text ?? ''} ${call.raw?.query ?? ''}`),
  ]
  return written.find((name) => !Object.hasOwn(values, name))
}

// Stands for rooms of the list before, whichever they are.
const EARLIER = 'earlier'

/** In the parts of a request a name is a text of its own. */
const whole = (json: string): string[] => [...json.matchAll(/"\$([\w.-]+)"/g)].map(([, name = '']) => name)

/** In a body or query to the letter it may stand anywhere. */
const within = (text: string): string[] => (text.match(NAME) ?? []).map((name) => name.slice(1))
