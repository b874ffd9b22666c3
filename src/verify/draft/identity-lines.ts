import type { Case } from '../../contract/model/case.ts'
import type { AnyFace, Face } from '../../contract/model/face.ts'
import { OWN_ROLES, ownIdentities } from '../arrange/own-identities.ts'
import { rolesOf } from '../plan/roles.ts'

/** The roles, each in a few words, and the faces over HTTP, which say where tokens go. */
interface RoleParts {
  readonly roles: Readonly<Record<string, string>>
  readonly faces: readonly Face[]
}

/** The identities of a draft, each with the number of cases it unlocks. */
export function identityLines(
  cases: readonly Case[],
  { roles, faces: onHttp }: RoleParts,
  all: readonly AnyFace[],
): string {
  const used = [...new Set(cases.flatMap(rolesOf))].filter((role) => !OWN_ROLES.includes(role))
  const lines = used.map((role) => {
    const own = cases.filter((testCase) => rolesOf(testCase).includes(role))
    const headers = takesBearer(ownApi(own, all), onHttp) ? bearer(role) : pair(role)
    return `#   ${role}: { headers: { ${headers} } }\n#     ${roles[role] ?? 'a role of the cases'}; ${counted(own.length)}\n`
  })
  return `\
# Callers, by role. Values are names of environment variables, so that no file contains secrets. Remove the # and the space after it for those you have.
# ${OWN_ROLES.join(', ')} need none: their tokens are invented. An expired token that your server has issued shows more.
identities:
${lines.join('')}${overLines(cases, { roles, faces: onHttp }, all)}`
}

/** Invented roles with a token in their headers, which a real one could replace. */
function overLines(cases: readonly Case[], { roles, faces: onHttp }: RoleParts, all: readonly AnyFace[]): string {
  const lines = MADE_UP.map((role) => {
    const own = cases.filter((testCase) => rolesOf(testCase).includes(role))
    const headers = takesBearer(ownApi(own, all), onHttp) ? bearer(role) : pair(role)
    return own.length === 0
      ? ''
      : `#   ${role}: { headers: { ${headers} } }\n#     ${roles[role] ?? 'a role of the cases'}; replaces an invented one; ${counted(own.length)}\n`
  })
  return lines.join('')
}

const MADE_UP = Object.entries(ownIdentities((bytes) => new Uint8Array(bytes))).flatMap(([role, headers]) =>
  Object.keys(headers).length > 0 ? [role] : [],
)

const ownApi = (cases: readonly Case[], faces: readonly AnyFace[]): string | undefined =>
  faces.find(({ operation }) => operation === cases[0]?.operation)?.api

/** Whether the operations of an API take a token in Authorization. */
const takesBearer = (api: string | undefined, faces: readonly Face[]): boolean =>
  faces.some((face) => face.api === api && face.credentials.includes('Authorization'))

const variable = (role: string): string =>
  role
    .replace(/-token$/, '')
    .toUpperCase()
    .replaceAll('-', '_')

const pair = (role: string): string =>
  `X-User-Id: { env: RC_${variable(role)}_ID }, X-Auth-Token: { env: RC_${variable(role)}_TOKEN }`

const bearer = (role: string): string => `Authorization: { env: MEET_${variable(role)}_TOKEN, prefix: 'Bearer ' }`

/** A number of cases, in words. */
export const counted = (count: number): string => `${count} case${count === 1 ? '' : 's'}`
