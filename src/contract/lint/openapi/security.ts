import { rootOf } from '../../read/faces.ts'
import type { Document } from '../../read/load.ts'
import { member, members, type Part } from '../../read/openapi.ts'
import { nearestWord } from '../../model/nearest.ts'
import { reporter, type LintFinding, type ReportFinding } from '../finding.ts'
import { versionLineOf } from '../judge/dialect.ts'
import { everyOperation } from './operation-ids.ts'

/** Every requirement names a security scheme of the document, and scopes that it has. */
export function checkSecurity(document: Document): LintFinding[] {
  const report = reporter(document, 'security')
  const root = rootOf(document)
  const schemes = member(member(root, 'components'), 'securitySchemes')
  // From 3.2 on, a requirement may also be the URI of a scheme.
  const mayBeUri = versionLineOf(document) === '3.2'
  return [
    ...[root, ...everyOperation(root)].flatMap((part) =>
      requirementsOf(part).flatMap(({ path, value }) =>
        Object.entries(value)
          .filter(([name]) => !mayBeUri || !/[#/:]/.test(name))
          .flatMap(([name, scopes]) => wrongRequirement([...path, name], name, scopes, schemes, report)),
      ),
    ),
    ...members(schemes).flatMap(([, scheme]) => wrongScheme(scheme, report)),
  ]
}

const requirementsOf = (part: Part): Part[] => members(member(part, 'security')).map(([, requirement]) => requirement)

function wrongRequirement(
  path: readonly string[],
  name: string,
  scopes: unknown,
  schemes: Part,
  report: ReportFinding,
): LintFinding[] {
  const names = Object.keys(schemes.value)
  if (!names.includes(name)) {
    const meant = nearestWord(name, names)
    const fix = meant === undefined ? 'Add it to components.securitySchemes, or remove it.' : `Write ${meant}.`
    return [report(path, { message: `no security scheme is named ${name}`, fix })]
  }
  const scheme = member(schemes, name)
  const known = scopesOf(scheme)
  if (scheme.value['type'] !== 'oauth2' || !Array.isArray(scopes)) return []
  return scopes
    .filter((scope) => typeof scope === 'string' && !known.has(scope))
    .map((scope) =>
      report(path, {
        message: `the security scheme ${name} has no scope ${String(scope)}`,
        fix: 'Add it to the flows of the scheme, or correct the name.',
      }),
    )
}

const scopesOf = (scheme: Part): Set<string> =>
  new Set(members(member(scheme, 'flows')).flatMap(([, flow]) => Object.keys(member(flow, 'scopes').value)))

/** The names of HTTP schemes ignore case. */
function wrongScheme({ path, value }: Part, report: ReportFinding): LintFinding[] {
  const { type, scheme, bearerFormat } = value
  if (type !== 'http' || bearerFormat === undefined || typeof scheme !== 'string') return []
  if (scheme.toLowerCase() === 'bearer') return []
  const message = `bearerFormat has no meaning for the scheme ${scheme}`
  return [report([...path, 'bearerFormat'], { message, fix: 'Remove it, or write scheme: bearer.' })]
}
