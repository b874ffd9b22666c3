import { member, type Part } from './openapi.ts'
import { isContainer } from '../../json.ts'

/** The headers that carry an operation's credentials, by the first non-empty entry of its `security`; empty if there is none. */
export function credentialHeaders(root: Part, operation: Part): string[] {
  const written = operation.value['security'] ?? root.value['security']
  const requirements: unknown[] = Array.isArray(written) ? written : []
  const names = requirements.map((each) => (isContainer(each) ? Object.keys(each) : [])).find((each) => each.length > 0)
  const schemes = member(member(root, 'components'), 'securitySchemes')
  return (names ?? []).flatMap((name) => headerOf(member(schemes, name).value))
}

function headerOf({ type, in: place, name }: Record<string, unknown>): string[] {
  if (IN_AUTHORIZATION.includes(type)) return ['Authorization']
  return type === 'apiKey' && place === 'header' && typeof name === 'string' ? [name] : []
}

/** The types of schemes whose tokens are sent there: RFC 6750 for the last two. */
const IN_AUTHORIZATION: readonly unknown[] = ['http', 'oauth2', 'openIdConnect']
