import type { FaceInfo, WorldInfo } from '../../src/contract/compiled/types.ts'
import type { PageRequest } from './send.ts'

/** A form for an operation: who calls, the parts of path and query, the body. */
export interface RequestFields {
  readonly as: string
  readonly fields: Readonly<Record<string, string>>
  readonly body: string | null
}

/** Values of the documented seed, which every form begins with. */
const DOCUMENTED: Readonly<Record<string, string>> = {
  $code: 'abc-def-ghi',
  $roomId: 'gMMeBpWyLeowCrzBv',
  $callId: '697887e3c8b0533020781a4a',
}

/** A form that is filled in with the smallest success of its operation. */
export function formOf({ outcomes }: Pick<FaceInfo, 'outcomes'>): RequestFields {
  const success = outcomes.findLast(({ status, smallest }) => status < 300 && smallest !== null)?.smallest
  if (!success) return { as: 'nobody', fields: {}, body: null }
  const { path, query, body } = success.request
  const filled = (value: unknown): string => DOCUMENTED[String(value)] ?? String(value)
  const fields = Object.entries({ ...path, ...query }).map(([name, value]) => [name, filled(value)] as const)
  const text = body === null ? null : JSON.stringify(body).replaceAll(/\$\w+/g, filled)
  return { as: success.as, fields: Object.fromEntries(fields), body: text }
}

/** The request that a form describes; parts that are not in the path are in the query. */
export function toPageRequest(
  { as, fields, body }: RequestFields,
  { method, path }: FaceInfo,
  world: WorldInfo,
): PageRequest {
  const template = path ?? ''
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(fields[name] ?? ''))
  const rest = Object.entries(fields).filter(([name, value]) => !template.includes(`{${name}}`) && value !== '')
  const query = rest.length === 0 ? '' : `?${new URLSearchParams(rest).toString()}`
  return {
    method: method ?? 'GET',
    target: `${world.name === 'default' ? '' : `/~${world.name}`}${filled}${query}`,
    headers: { ...world.identities[as], ...(body === null ? {} : { 'Content-Type': 'application/json' }) },
    body,
  }
}
